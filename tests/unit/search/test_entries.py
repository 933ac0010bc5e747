"""What of a page can be found: its sections with their places, its articles, a name in every spelling."""

from dataclasses import replace

import pytest

from clusters import IMPORTED
from conftest import Federate
from wangqun.records import KINDS
from wangqun.records.deputies.search import entries as people
from wangqun.records.deputies.search import spellings
from wangqun.render.html import with_articles
from wangqun.search.entries import plain, sections, told_apart
from wangqun.search.index import Section


def test_a_body_is_cut_at_headings_and_articles() -> None:
    body = with_articles(
        '<p>前言。</p><h2 id="总则">总则 &amp; 其他</h2><p><strong>第一条</strong> 为了<b>供</b>水。</p><p>续一段。</p>'
        "<p>第十二条之一\u3000井。</p><p>本法第三条不是条。</p><p>第一条 引文。</p>"
    )

    assert list(sections(body)) == [
        Section("", "", "前言。"),
        Section("总则", "总则 & 其他", "总则 & 其他"),
        Section("第一条", "第一条", "第一条 为了供水。 续一段。"),
        Section("第十二条之一", "第十二条之一", "第十二条之一 井。 本法第三条不是条。"),
        Section("第一条_2", "第一条", "第一条 引文。"),
    ]


def test_a_body_without_places_is_one_section_and_an_empty_one_none() -> None:
    assert list(sections("<p>正文<br>两行</p>")) == [Section("", "", "正文两行")]
    assert list(sections("<p>line<br>\nbreak</p><p>正</p><p>文</p>")) == [Section("", "", "line break 正 文")]
    assert list(sections("<!-- 无 --><p> </p>")) == []


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>第一条 甲</p>", '<p id="第一条">第一条 甲</p>'),
        ("<p>第12条：甲</p>", '<p id="第12条">第12条：甲</p>'),
        ("<p>第一条规定</p>", "<p>第一条规定</p>"),
        ('<p class="x">第一条 甲</p>', '<p class="x">第一条 甲</p>'),
        ('<h2 id="第一条">标题</h2><p>第一条 甲</p>', '<h2 id="第一条">标题</h2><p id="第一条_2">第一条 甲</p>'),
        ('<p>第一条 甲</p><h2 id="第一条">标题</h2>', '<p id="第一条_2">第一条 甲</p><h2 id="第一条">标题</h2>'),
        (
            '<a id="第一条_2"></a><p>第一条 甲</p><p>第一条 乙</p>',
            '<a id="第一条_2"></a><p id="第一条">第一条 甲</p><p id="第一条_3">第一条 乙</p>',
        ),
    ],
)
def test_articles_get_an_id_that_no_other_has(html: str, wanted: str) -> None:
    assert with_articles(html) == wanted


def test_a_law_stands_in_lists_by_what_its_header_says(federation: Federate) -> None:
    header = (
        "title: 示例省灯会条例\ndate: 2010-05-28\ndoc_type: 地方性法规\nenacted_by: 示例省人民代表大会\nsubject: 城乡建设\n"
        f"effective_on: 2010-08-01\nversion_on: 2010-05-28\n{IMPORTED}"
    )
    found = federation({"content/province/sheng/regulations/a.md": f"---\n{header}---\n第一条　正文。\n"})
    (document,) = [each for each in found.views["sheng"].documents if each.id.kind == "regulation"]

    assert told_apart(KINDS["regulation"], document) == (
        *("state:in-force", "type:local-regulation", "organ:示例省人民代表大会", "field:城乡建设"),
    )


def test_inline_markup_divides_no_word() -> None:
    assert plain("<p>人<em>大</em>常&lt;委&gt;会</p><ul><li>甲</li><li>乙</li></ul>") == "人大常<委>会 甲 乙"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("鲍溪亭", ("bao", "xi", "ting", "xiting", "baoxiting", "bxt")),
        ("吕安", ("lv", "an", "lvan", "la")),
        ("阿依古丽·买买提", ("a", "yi", "gu", "li", "mai", "ti", "yigulimaimaiti", "ayigulimaimaiti", "ayglmmt")),
        ("曾安", ("zeng", "an", "zengan", "za", "ceng", "cengan", "ca")),
        ("安", ("an", "a")),
        ("John", ()),
        ("", ()),
    ],
)
def test_a_name_is_spelled_as_it_is_typed(name: str, wanted: tuple[str, ...]) -> None:
    assert spellings(name) == wanted


def test_a_name_with_a_dot_is_found_without_it_too(federation: Federate) -> None:
    terms = "- {term_no: 17, start: 2022-01-10, seats: 1}\n"
    deputy = (
        "person: person:7k3m9q2x4t\nname: 买买提•艾力\nother_names: [{name: 张　三}]\n"
        "mandates: [{term: 17, constituency: c1, from: 2022-01-10}]\n"
    )
    places = "- {key: c1, name: 第一选区, term: 17, quota: 1}\n"
    folder = "content/county/xian/"
    found = federation({folder + "terms.yaml": terms, folder + "deputies/a.yaml": deputy, folder + "constituencies.yaml": places})
    view = replace(found.views["xian"], roster=found.people.roster("xian"), documents=())

    (entry,) = people(view)

    assert entry.title == "买买提·艾力"
    assert {"买买提·艾力", "买买提艾力", "张三"} <= set(entry.names.split())
