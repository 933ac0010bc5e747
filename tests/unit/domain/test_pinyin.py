"""Pinyin is asked of the library once, and whoever listens hears all that was asked."""

import pypinyin
import pytest

from wangqun.domain import pinyin
from wangqun.domain.pinyin import first_letters, know, listening, syllables


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the library was asked about, in a process that knows none."""
    texts: list[str] = []
    plain = pypinyin.lazy_pinyin

    def lazy_pinyin(text: str, **how: object) -> list[str]:
        texts.append(text)
        return plain(text, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(pypinyin, "lazy_pinyin", lazy_pinyin)
    monkeypatch.setattr(pinyin, "_known", {})
    return texts


def test_each_way_of_asking_has_its_answer(asked: list[str]) -> None:
    for _ in range(2):
        assert syllables("重庆A、") == ["chong", "qing", "A、"]
        assert syllables("重庆A、", "ignore") == ["chong", "qing"]
        assert first_letters("重庆A、") == ["c", "q", "A、"]

    assert asked == ["重庆A、"] * 3


def test_an_answer_is_its_callers_own() -> None:
    syllables("张三").append("x")

    assert syllables("张三") == ["zhang", "san"]


def test_who_listens_hears_what_is_asked_whoever_knew_it(asked: list[str]) -> None:
    syllables("张三")
    know({("李四", "default"): ("li", "si")})
    with listening() as heard:
        assert (syllables("张三"), syllables("李四")) == (["zhang", "san"], ["li", "si"])
    syllables("王五")

    assert heard == {("张三", "default"): ("zhang", "san"), ("李四", "default"): ("li", "si")}
    assert asked == ["张三", "王五"]


def test_memory_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pinyin, "MOST", 2)

    assert [syllables(text) for text in "甲乙丙丁"] == [["jia"], ["yi"], ["bing"], ["ding"]]
    assert len(pinyin._known) <= 2
