"""The body of a law: its parts, the words by which one cites them, and what only looks like a part."""

import pytest

from wangqun.domain.law.reading import read_body
from wangqun.domain.law.text import Article, Division, Item, LawText, Paragraph, Part, Table, articles, words_of
from wangqun.domain.law.writing import as_markdown, as_text

LAW = """目　录

第一编　总则
第一章　一般规定
第二编　分则
第一章　灯会
第一节　报名
附则

序　言

灯街自古有灯。

第一编　总　则

第一章　一般规定

第一条　为了办好灯会，制定本条例。

第二条　灯会应当：

（一）安全：

1.有人值守；

2.有水可用；

（二）好看。

前款规定适用于灯街。

第二条之一　灯油由街坊提供。

第二编　分则

第一章　灯会

第一节　报名

第三条　报名不收费。

附　则

第四条　本条例自2026年1月1日起施行。

附件一：灯会图样

图样另发。
"""


def _outline(parts: tuple[Part, ...], depth: int = 0) -> list[str]:
    lines = []
    for part in parts:
        if isinstance(part, Division):
            lines += [f"{'  ' * depth}{part.sort} {part.name} #{part.anchor}", *_outline(part.parts, depth + 1)]
        elif isinstance(part, Article):
            lines.append(f"{'  ' * depth}{part.number} #{part.anchor}")
    return lines


def _numbers(text: LawText) -> list[str]:
    return [article.number for article, _ in articles(text)]


def _anchors(text: LawText) -> list[str]:
    found = []

    def walk(parts: tuple[Part | Item, ...]) -> None:
        for part in parts:
            found.append(getattr(part, "anchor", ""))
            for inner in ("parts", "paragraphs", "items"):
                walk(getattr(part, inner, ()))

    walk(text.parts)
    return [anchor for anchor in found if anchor]


def test_divisions_stand_in_each_other() -> None:
    assert _outline(read_body(LAW, markdown=False).parts) == [
        "contents 目　录 #目录",
        "preamble 序言 #序言",
        "book 第一编　总则 #第一编",
        "  chapter 第一章　一般规定 #第一编第一章",
        "    第一条 #第一条",
        "    第二条 #第二条",
        "    第二条之一 #第二条之一",
        "book 第二编　分则 #第二编",
        "  chapter 第一章　灯会 #第二编第一章",
        "    section 第一节　报名 #第二编第一章第一节",
        "      第三条 #第三条",
        "supplement 附则 #附则",
        "  第四条 #第四条",
        "annex 附件一：　灯会图样 #附件一",
    ]


def test_paragraphs_and_items_are_cited_as_lawyers_do() -> None:
    second = [article for article, _ in articles(read_body(LAW, markdown=False))][1]

    assert second.paragraphs == (
        Paragraph(
            "灯会应当：",
            (
                Item(
                    "（一）",
                    "安全：",
                    (
                        Item("1.", "有人值守；", (), "第二条第一款第一项第一目"),
                        Item("2.", "有水可用；", (), "第二条第一款第一项第二目"),
                    ),
                    "第二条第一款第一项",
                ),
                Item("（二）", "好看。", (), "第二条第一款第二项"),
            ),
            "第二条第一款",
        ),
        Paragraph("前款规定适用于灯街。", (), "第二条第二款"),
    )
    assert words_of(second.paragraphs[0]) == "灯会应当：\n（一）安全：\n1.有人值守；\n2.有水可用；\n（二）好看。"


def test_items_of_the_only_paragraph_are_items_of_the_article() -> None:
    (article, _), *_ = articles(read_body("第一条　如下：\n\n（一）灯；\n\n（二）火。"))

    assert [item.anchor for item in article.paragraphs[0].items] == ["第一条第一项", "第一条第二项"]  # type: ignore[union-attr]


def test_anchors_are_unique_where_a_text_counts_anew() -> None:
    text = read_body("第一条　甲。\n\n第二条　乙。\n\n附件\n\n第一条　丙。\n\n附件\n\n第一条　丁。\n\n（一）灯；\n\n（一）火。")

    assert _anchors(text) == [
        "第一条", "第二条", "附件", "附件第一条", "附件_2", "附件_2第一条", "附件_2第一条第一项", "附件_2第一条第一项_2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第一条 甲。\n\n第二条 乙。", ["第一条", "第二条"]),
        ("第一条甲。\n\n第二条乙。", ["第一条", "第二条"]),
        ("第 一 条　甲。\n\n第二条\n\n乙。", ["第一条", "第二条"]),
        ("第1条　甲。\n\n第2条　乙。", ["第1条", "第2条"]),
        ("**第一条**　甲。\n\n__第二条__ 乙。", ["第一条", "第二条"]),
        ("第九十九条　甲。\n\n第一百条　乙。\n\n第一百零一条　丙。", ["第九十九条", "第一百条", "第一百零一条"]),
        (
            "第一条　甲。\n\n第一条之一　乙。\n\n第一条之二　丙。\n\n第二条　丁。",
            ["第一条", "第一条之一", "第一条之二", "第二条"],
        ),
        ("为了灯会，作如下决定：\n\n一、甲。\n\n二、乙。", ["一、", "二、"]),
        ("（一）甲。\n\n（二）乙。", ["（一）", "（二）"]),
        ("1.甲。\n\n2.乙。", ["1.", "2."]),
        ("## 一、主管\n\n（一）甲。\n\n（二）乙。\n\n## 二、其他\n\n（一）丙。", []),
        ("关于灯会的批复。\n\n此复。", []),
    ],
)
def test_articles_are_told_by_their_numbers(text: str, numbers: list[str]) -> None:
    assert _numbers(read_body(text)) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "第一条　甲。\n\n第一条规定的灯，由街坊点。",
        "第一条　甲。\n\n第二条第一款所称的灯，是指油灯。",
        "第一条　甲。\n\n第二条、第三条的规定不适用。",
        "第一条　甲。\n\n第一章规定的灯会，照旧举办。",
        "第一条　甲，改为：“乙。\n\n第九条　丙。”",
        "第一条　甲。\n\n附加条件的，照办。",
        "第一条　甲。\n\n附件所列的灯，照点。",
    ],
)
def test_what_only_names_a_part_begins_none(text: str) -> None:
    read = read_body(text)

    assert _numbers(read) == ["第一条"]
    assert not any(isinstance(part, Division) for part in read.parts)
    assert len(next(articles(read))[0].paragraphs) == 2


def test_an_article_follows_a_quotation_that_nobody_closed() -> None:
    assert _numbers(read_body("第一条　称为“灯会。\n\n第二条　乙。")) == ["第一条", "第二条"]


@pytest.mark.parametrize(
    ("text", "heading", "words"),
    [
        ("第一条　【目的】为了办好灯会。", "【目的】", "为了办好灯会。"),
        ("第一条（目的和依据）\n\n为了办好灯会。", "（目的和依据）", "为了办好灯会。"),
        ("第一条　（略）灯会照旧。", "", "（略）灯会照旧。"),
    ],
)
def test_headings_of_articles(text: str, heading: str, words: str) -> None:
    (article, _), *_ = articles(read_body(text))

    assert (article.heading, words_of(article.paragraphs[0])) == (heading, words)


def test_a_list_of_contents_without_a_title_is_known_by_its_first_line_coming_again() -> None:
    text = read_body("## 第一章 总 则\n\n## 第二章 附 则\n\n## 第一章 总 则\n\n第一条 甲。\n\n## 第二章 附 则\n\n第二条 乙。")

    assert _outline(text.parts) == [
        "contents  #目录", "chapter 第一章　总则 #第一章", "  第一条 #第一条", "chapter 第二章　附则 #第二章", "  第二条 #第二条",
    ]  # fmt: skip


def test_chapters_that_begin_anew_in_each_book_are_no_contents() -> None:
    text = read_body("第一编 甲\n\n第一章 乙\n\n第一条 丙。\n\n第二编 丁\n\n第一章 戊\n\n第二条 己。")

    assert [part.mark for part in text.parts if isinstance(part, Division)] == ["第一编", "第二编"]


def test_headings_of_the_courts() -> None:
    text = read_body("一、管辖\n\n第一条　甲。\n\n二、附则\n\n第二条　乙。", markdown=False)

    assert _outline(text.parts) == ["heading 一、　管辖 #一", "  第一条 #第一条", "heading 二、　附则 #二", "  第二条 #第二条"]


def test_lines_cut_where_a_page_was_full_are_one_paragraph() -> None:
    text = read_body(
        "第一条　为了办好灯会，保障街坊和来客的安全，根据有关法律、行政法\n规的规定，制定本条例。\n第二条　乙。", markdown=False
    )

    assert [words_of(article.paragraphs[0]) for article, _ in articles(text)] == [
        "为了办好灯会，保障街坊和来客的安全，根据有关法律、行政法规的规定，制定本条例。",
        "乙。",
    ]


def test_tables_keep_their_cells() -> None:
    text = read_body("第一条　如下：\n\n| 灯 | 数 |\n|---|---|\n| 油\\|灯 | 2 |\n\n第二条　乙。")

    assert next(articles(text))[0].paragraphs[1] == Table((("灯", "数"), ("油|灯", "2")))


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("第一条 甲。\n\n第三条 乙。", [(3, "编号与上一条不连续：第三条")]),
        ("第一条 甲。\n\n第一条 乙。", [(3, "编号与上一条不连续：第一条")]),
        ("第五条 甲。\n\n第六条 乙。", []),
        ("第一条 甲。\n\n附件\n\n第一条 乙。", []),
    ],
)
def test_odd_numbers_are_told(text: str, doubts: list[tuple[int, str]]) -> None:
    assert [(doubt.line, doubt.text) for doubt in read_body(text).doubts] == doubts


def test_what_was_read_is_written_out_and_read_again() -> None:
    read = read_body(LAW, markdown=False)

    assert read_body(as_markdown(read.parts)).parts == read.parts
    assert "".join(as_text(read.parts).split()) == "".join(LAW.split())


def test_marks_of_markdown_in_a_law_stay_characters() -> None:
    read = read_body("第一条　代号*A*、_B_，# 号，<!-- 不是注释 -->，|竖线|。", markdown=False)

    assert read_body(as_markdown(read.parts)).parts == read.parts


def test_a_line_that_shows_nothing_is_no_paragraph() -> None:
    hidden = read_body("第一条　灯会每年举办。\n\n\u200b\n\n灯油自备。\u200b\n\n \u200b\u3000\n\n第二条　灯笼自备。\n")

    assert hidden.parts == read_body("第一条　灯会每年举办。\n\n灯油自备。\n\n第二条　灯笼自备。\n").parts
