"""Headers of old pieces, and what they become."""

import pytest

from wangqun.authoring.importing.headers import aliases_of, header_text, others, split_markdown, split_rst, written_date
from wangqun.render.old_site import OldPage
from wangqun.stages.load.marked import parse_yaml

PAGE = OldPage("a.md", "article", "a.html", "a.html", "a", "甲", "published", "zh", "x", "2010-01-14", "2010-01-14T00:00:00", "")


@pytest.mark.parametrize(
    ("text", "rows", "body"),
    [
        ("Title: 甲\nDATE: 2012\n\n正文\n", {"title": ["甲"], "date": ["2012"]}, "正文\n"),
        ("Summary: 一\n    二\nTitle: 甲\n\n正文", {"summary": ["一", "二"], "title": ["甲"]}, "正文"),
        ("---\nTitle: 甲\n---\n正文", {"title": ["甲"]}, "正文"),
        ("---\nTitle: 甲\n...\n正文", {"title": ["甲"]}, "正文"),
        ("Title: 甲\n正文没有空行", {"title": ["甲"]}, "正文没有空行"),
        ("\ufeffTitle: 甲\r\n\r\n正文", {"title": ["甲"]}, "正文"),
        ("没有文件头", {}, "没有文件头"),
    ],
)
def test_markdown_is_split_as_its_engine_does(text: str, rows: dict[str, list[str]], body: str) -> None:
    assert split_markdown(text) == (rows, body)


def test_rst_is_split_at_its_fields() -> None:
    rows, body = split_rst("甲\n####\n\n:Date: 2012-01-02\n:summary: 一\n          二\n\n正文\n----\n")

    assert rows == {"title": ["甲"], "date": ["2012-01-02"], "summary": ["一", "二"]}
    assert body.strip() == "正文\n----"


@pytest.mark.parametrize(
    ("raw", "date", "told"),
    [
        ("2013", "2013", False),
        ("2013-05", "2013-05", False),
        ("2013年5月", "2013-05", False),
        ("2010/1/2", "2010-01-02", False),
        ("2010-01-02_11:12", "2010-01-02 11:12", False),
        ("01/14/2010", "2010-01-14", False),
        ("3月15日", "", True),
        ("不知道", "2010-01-14", True),
    ],
)
def test_a_date_is_never_guessed(raw: str, date: str, told: bool) -> None:
    found, word = written_date(raw, PAGE, "Asia/Shanghai")

    assert (found, bool(word)) == (date, told)


def test_a_time_of_another_zone_is_told_in_beijing_time() -> None:
    assert written_date("2010-01-02 20:00", None, "Europe/Paris") == ("2010-01-03 03:00", "")
    assert written_date("2010-01-02", None, "Europe/Paris") == ("2010-01-02", "")


def test_old_addresses_are_written_as_aliases_can_be() -> None:
    assert aliases_of({"alias": ["/b.html, c.html"]}, "有 空格.html", "article/x.html") == [
        "/%E6%9C%89%20%E7%A9%BA%E6%A0%BC.html",
        "/b.html",
        "/c.html",
    ]
    assert aliases_of({}, "article/中.html", "article/中.html") == []


def test_what_would_mean_something_else_here_gets_another_name() -> None:
    kept, dropped = others({"image": ["a.jpg"], "cover": ["b.jpg"], "template": ["x"], "draft": ["true"], "title": ["甲"]})

    assert kept == {"old_image": "a.jpg", "cover": "b.jpg", "old_draft": "true"}
    assert dropped == ["template"]


@pytest.mark.parametrize("title", ['"引号" #1号', "a: b", "- 甲", "yes", "甲\\乙", "{甲}", "甲 ", "*甲*", "@甲", "12:30"])
def test_a_header_reads_back_as_it_was_meant(title: str) -> None:
    text = header_text({"title": title, "tags": [title, "乙"], "empty": "", "imported": {"original_url": title}})

    found = parse_yaml(text.strip("-\n")).value
    assert found == {"title": title, "tags": [title, "乙"], "imported": {"original_url": title}}
