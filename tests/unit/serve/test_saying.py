"""What the preview and its child tell each other survives the way, and what says nothing is nothing."""

import pytest

from wangqun.serve.saying import Drawn, Dressed, Judged, Said, Saved, Settled, read, written


@pytest.mark.parametrize(
    "said",
    [
        Saved(3, ["content/a.md", "带\n换行.md"], [["xian", "index.html"]], "2026-11-23T00:00:00+08:00"),
        Drawn(1, "xian", "article/a.html", "<p>一\n二\u2028三\ud800</p>"),
        Dressed("theme/0123456789ab", {"theme/0123456789ab/a.css": "/a.css"}, "x"),
        Judged(2, ["a.md"], [{"code": "x"}]),
        Settled(2, ["xian"], [], "读不出来", {"xian": ["https://rd.example", ""]}, {"xian": {"a.html": "a.md"}}, ["shi"]),
        Settled(2, [], []),
    ],
)
def test_a_line_says_what_was_written(said: Saved | Said) -> None:
    line = written(said)

    assert line.count(b"\n") == 1
    assert read(line) == said


@pytest.mark.parametrize("line", [b"", b"\n", b"[]", b'["Drawn"]', b'["Unknown", 1]', b"{}", b"Warning: something", b"\xff"])
def test_a_line_that_says_nothing_is_none(line: bytes) -> None:
    assert read(line) is None
