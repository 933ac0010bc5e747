"""All Hypothesis strategies: text as editors, importers and attackers might write it."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from wangqun.domain.item import Dialect
from wangqun.domain.law.provision import Provision

CHINESE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
PUNCTUATION = st.sampled_from("，。：；、！？（）《》“”·—…:;,.!?#'\"[](){}&*|>%@`\\-_~ ")
WORDS = "title date tags reviews image slug aliases video related share imported extra".split()
VALUES = "标题|2026-03-01|2026-03|[一, 二]|{a: b}|{file: a.jpg, alt: 图}|true||'|*x|&x|!!int 1|: :|- a|<<".split("|")
HTML = (
    "<script> </script> <img\tsrc=x\tonerror=alert(1)> <svg\tonload=a()> <a\thref='javascript:alert(1)'> </a> <style> </style>"
    " <iframe\tsrc=//x> <!-- --> <![CDATA[ ]]> <math> <mtext> <noscript> <template> <p\ttitle=' '> <base\thref=//x>"
).split(" ")
MARKDOWN = [
    *("`", "```\n", "~~~\n", "[x](javascript:alert(1))", "![x](data:image/svg+xml,x)", "[x]: javascript:x\n", "<JaVaScRiPt:x>"),
    *("[^1]", "| a |\n|---|\n", "!!! note\n    ", "{: onclick=alert(1) }", "*[a]: b\n", "&#106;avascript:", "\\", "\n\n", "    "),
    *("\t", "# ", "[TOC]", "\x02", "\x03", "wzxhzdk:0", "\u202e", "[x](id:shi:article/good)", "[x](../images/a.jpg)"),
]

RST = [
    *("`x <../images/a.jpg>`__", "\n\n.. image:: ../images/a.jpg\n\n", "`x <javascript:alert(1)>`_", "\n\n.. _x: none.md\n\n"),
    *("x_ ", "::\n\n    ", "\n\n.. raw:: html\n\n   <p>\n\n", "\n\n.. include:: /etc/passwd\n\n", "|x| ", "[1]_ "),
]

PHRASES = (
    "读者凭借阅证借书，每次不得超过五册。|逾期不还的，馆方应当书面催还；|违反本条例第三条规定的，处一百元以下罚款。|依照《水法》第十二条之一执行。"
    "|市文化部门主管全市公共图书馆工作，|古籍修复实行师徒传承。|第二条和第四条的规定，适用于本条。|应当|2.5米|（一）"
).split("|")


def titles() -> SearchStrategy[str]:
    """One line of Chinese, Latin letters and any punctuation; never blank."""
    letters = st.one_of(CHINESE, st.sampled_from("aZ09"), PUNCTUATION)
    return st.text(letters, min_size=1, max_size=30).filter(lambda text: bool(text.strip()))


def headers() -> SearchStrategy[str]:
    """Texts that begin like a header, in any of the three ways, and go wrong anywhere."""
    before, colon = st.sampled_from(["", " ", "  ", ":", "- "]), st.sampled_from([": ", ":", " : "])
    field = st.builds("{}{}{}{}".format, before, st.sampled_from(WORDS), colon, st.sampled_from(VALUES) | titles())
    other = st.sampled_from(["---", "...", "", "====", "    more", "\tmore"])
    rows = st.lists(field | other | st.text(max_size=20), max_size=8).map("\n".join)
    start, end = st.sampled_from(["", "---\n", "\ufeff---\n", "题\n==\n\n"]), st.sampled_from(["", "\n---\n正文", "\n\n正文"])
    return st.builds("{}{}{}".format, start, rows, end)


def bodies() -> SearchStrategy[str]:
    """Markdown, reStructuredText and HTML in pieces that fit together badly."""
    piece = st.sampled_from(HTML) | st.sampled_from(MARKDOWN) | st.sampled_from(RST) | titles() | st.text(max_size=12)
    return st.lists(piece, max_size=14).map("".join)


def names() -> SearchStrategy[str]:
    """Anything that might be asked to become a slug."""
    return st.text(max_size=120) | titles() | st.text("长a-. ", min_size=60, max_size=300)


DRAFT = {"title": "题目", "date": "2026-03-01", "source": "县人大", "status": "draft", "note": "秘语"}
IN_CHINESE = {"title": "标题", "date": "发布时间", "source": "来源", "status": "状态", "note": "编辑备注"}
BEFORE = [
    "",
    "\n",
    "  ",
    "\u3000",
    "\u00a0\n",
    "\u200b",
    "\ufeff",
    "<!-- 模板 -->\n",
    "# 题目\n",
    "# 题目\n\n",
    "\n\n<!-- 模板\n -->\n",
]
FENCES = ["---", "----", "--", "———", "－－－", "***", "---yaml", "```yaml", "```", "+++"]
ENDS = ["---", "----", "———", "...", "```", "+++", ""]
DRESSES = [
    "{}",
    "**{}**",
    "- {}",
    "> {}",
    "* {}",
    "`{}`",
    "<p>{}</p>",
    "　　{}",
    "    {}",
    "1. {}",
    "{}\\",
    "{}  ",
    "{}<br>",
    "\t{}",
]


def damaged_headers() -> SearchStrategy[str]:
    """A draft with a note, in any notation, as a hurried hand writes it: fences, keys, colons, dresses, gaps, other lines."""

    @st.composite
    def one(draw: st.DrawFn) -> str:
        chinese, colon = draw(st.booleans()), draw(st.sampled_from([": ", "：", ":", " : ", ":\t", "： "]))
        opening = draw(st.sampled_from(["", *FENCES]))
        divider = draw(st.sampled_from([" = ", colon])) if opening == "+++" else colon
        rows = []
        for key in draw(st.permutations(list(DRAFT))):
            name, value = IN_CHINESE[key] if chinese else key, DRAFT[key]
            row = f"{name}{divider}" + (f'"{value}"' if "=" in divider else value)
            rows.append(draw(st.sampled_from(["{}"] * 30 + DRESSES)).format(row))
        if draw(st.integers(0, 4)) == 0:
            rows.insert(
                draw(st.integers(0, len(rows))), draw(st.sampled_from(["", "地点：三楼", "Venue: hall", "第一句话", "# 备忘"]))
            )
        block = "\n".join(rows)
        end = draw(st.sampled_from(ENDS))
        head = f"{opening}\n{block}\n{end}\n" if opening else f"{block}\n{end}\n"
        return draw(st.sampled_from(BEFORE)) + head + "\n正文一段。\n"

    return one()


OFFICE = st.sampled_from(
    [
        *(
            "时间：3月1日上午9：30\n地点：三楼\n主持：王某",
            "联系人：李某\n电话：0999-5550100",
            "各乡镇人大：",
            "来源：新华社\n作者：王某",
        ),
        *(
            "摘要：本文说明……",
            "一、时间：另行通知\n二、地点：礼堂",
            "1. 报到：8:30\n2. 开会：9:00",
            "- 出席：30人\n- 列席：5人",
            "## 议程：上午",
        ),
        *(
            "| 项目 | 状态 |\n| --- | --- |\n| 甲 | 草稿：3 |",
            "> 法律规定：公开。",
            "***",
            "------",
            "办理状态：已办结\n工作日期：三月",
        ),
        *(
            "会议决定：批准。",
            "标题\n---\n第一句：说明。",
            "```yaml\nstatus: draft\n```",
            "状态\n:   草稿",
            "备注：以通知为准",
        ),
        *(
            "https://example.test/a:b",
            "比分 3:2，时间 9:30。",
            "（一）草稿由办公室起草：限三日。",
            "<!-- 说明 -->",
            "{: .wide}",
            "![图：会场](a.jpg)",
        ),
    ]
)


def office_bodies(dialect: Dialect) -> SearchStrategy[str]:
    """Paragraphs of an office, full of colons, times, lists and tables; with indented code where there is such code."""
    code = st.just("    status: draft") if dialect == "pelican" else st.nothing()
    words = st.text("会议通知时间地点状况草案：，。9:30 -", min_size=1, max_size=30).map(lambda text: f"我们{text}")
    return st.lists(OFFICE | code | words, min_size=1, max_size=6).map(lambda parts: "\n\n".join(parts) + "\n")


_DAMAGE = (
    *(
        "",
        ":",
        ": ",
        "：",
        "\t",
        "  ",
        "\n",
        "\n---\n",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        "- ",
        "? ",
        "&a ",
        "*a ",
        "!x ",
        "!!int ",
        "%",
    ),
    *(
        "|",
        ">",
        "|0",
        "@",
        "`",
        "#",
        " #",
        ",",
        "，",
        "~",
        "null",
        "true",
        "<<: ",
        "\\",
        "\u200b",
        "\u3000",
        "昨天",
        "2026",
        "x.y",
        "-1",
    ),
)


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """A text with a few places struck out, doubled or overwritten, as a hasty hand or a merge leaves it."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from((0, 0, 1, 1, 2, 5, 30))))
        put = draw(st.sampled_from(_DAMAGE) | st.just(text[start:end] * 2) | st.text(max_size=5))
        text = text[:start] + put + text[end:]
    return text


def laws() -> SearchStrategy[tuple[Provision, ...]]:
    """Laws of up to nine articles, their paragraphs of few phrases, so that two of them have much in common; anything can stand
    twice.
    """
    phrase = st.sampled_from(PHRASES) | st.text(CHINESE | PUNCTUATION, max_size=12)
    paragraph = st.lists(phrase, max_size=4).map("".join)
    article = st.tuples(st.lists(paragraph, max_size=4), st.sampled_from([None, None, None, "奖励", "罚则"]), st.integers(0, 2))
    return st.lists(article, max_size=9).map(
        lambda rows: tuple(
            Provision(str(at), heading, f"第{chapter}章", tuple(paragraphs))
            for at, (paragraphs, heading, chapter) in enumerate(rows, 1)
        )
    )
