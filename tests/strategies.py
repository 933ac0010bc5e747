"""All Hypothesis strategies: text as editors, importers and attackers might write it."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

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
    """Markdown and HTML in pieces that fit together badly."""
    piece = st.sampled_from(HTML) | st.sampled_from(MARKDOWN) | titles() | st.text(max_size=12)
    return st.lists(piece, max_size=14).map("".join)


def names() -> SearchStrategy[str]:
    """Anything that might be asked to become a slug."""
    return st.text(max_size=120) | titles() | st.text("长a-. ", min_size=60, max_size=300)
