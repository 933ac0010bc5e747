"""Marks of state secrets and words of inner papers (docs/domain.md §4)."""

import re
from collections.abc import Iterator

from ..domain.finding import Hit, Rule, Severity
from ..domain.patterns import pattern
from .passages import Passage

SECRET_MARK = Rule(
    "secret-mark",
    Severity.BLOCK,
    "含国家秘密标志“{mark}”",
    "立即停止传播，按保密规定报告；确属误判的，由保密审查人在 sites/waivers.yaml 豁免。",
    "保密法 art. 22, 35; GB/T 9704-2012",
    waivable=True,
)
INNER_WORD = Rule(
    "inner-word", Severity.WARN, "含“{word}”字样", "确认是可以公开的文件；转述法律条文的可以不理会。", "保密法 art. 64"
)
TELEGRAM = Rule(
    "inner-telegram",
    Severity.BLOCK,
    "含“密电”字样",
    "密电不得上网：从正文和附件里删去有关内容。",
    "保密法 art. 64",
    waivable=True,
)
RULES = (SECRET_MARK, INNER_WORD, TELEGRAM)

_TERM = r"(?:\d+\s*(?:年|个月|月|日|天)|长期|启用前|公布前)"
_GRADE = r"(?P<grade>[绝絕絶机機秘祕] *密)"
_STAR = "[★☆✩✭⭐]"
_STARRED = pattern(
    rf"{_GRADE}\s*(?:{_STAR}+(?=\s*{_TERM})|{_STAR}(?! *{_STAR})|[*※✯✪](?=\s*{_TERM}))"  # a row of stars praises an inn
    rf"\s*(?:{_TERM}|[^\s,，。;；]{{0,12}}?(?:前|后|时))?"
)
_LEVEL = pattern("[密保秘涉] *+(?:密 *+)?(?:[级級]|等 *级)[^\n:]{0,3}:")
_OTHER = r"[^\s:]{1,8} ?: ?[^\s:]+[ ;,]+"  # another field of the same line
_NAME_OF_LEVEL = "(?:密 *[级級](?:别|标识|标志)?|[保秘涉] *密 *(?:等 *级|级 *别))"
_SAID = pattern(
    rf"[\s>#•·\d.、()【\[\"'-]*(?:{_OTHER}){{0,4}}[^\s:,。;]{{0,4}}{_NAME_OF_LEVEL} *:"
    rf"[\s\"'(\[【]*{_GRADE} *[级級]?[\s\"')\]】]*(?:[.。;,]?\s*|[ ;,]*(?:保密)?期限.*|[ ;,]+[^\s:]{{1,8}} ?:.*|[·\- ]*{_TERM}.*)"
)
_LONGEST = 200  # characters of a line that says nothing else
_ALONE = pattern(rf"\s*{_GRADE} *[级級]?\s*")
_BRACKETED = rf"[【\[(〔〖「『]\s*{_GRADE} *[级級]?\s*(?:[·.-]?\s*{_TERM})?\s*[】\])〕〗」』]"
_HASTE = r"(?:特急|加急|平急|急件|特提)"
_BARE = pattern(  # as it stands at the top of a paper; a text that teaches names several
    rf"[\s>]*(?:{_HASTE}[·\s]*)?{_GRADE} *[级級]?\s*(?:[·*-]?\s*\(?{_TERM}\)?)?(?:[·\s]*{_HASTE})?\s*"
)
_CELLS = pattern(  # the word and the grade with no colon between, in two cells or on two lines
    rf"^(?:[^\S\n]|[>#•·\d.、()-])*+(?:{_NAME_OF_LEVEL}|定密) *+(?::?[ (\[]*+(?:(?<=[: (\[])|\n\s*+))"
    rf"{_GRADE} *[级級]?[ )\]]*+(?:[·\-]? *+{_TERM})? *+$",
    re.MULTILINE,
)
_GRADES = pattern(_GRADE)
_NEXT = pattern(rf"\s*{_GRADE}")
_AT_HEAD = pattern(rf"[\s>#-]*{_BRACKETED}(?![(:\[级級])")
_AT_END = pattern(rf"{_BRACKETED}\s*(?:\.[A-Za-z]{{2,5}})?\s*$")
_HEAD = 600  # characters in which the first rows of a document are looked for, and how many
_FIRST_ROWS = 5
_HEADINGS = frozenset({"title", "subtitle", "name"})
_KEYS = frozenset({"secrecy", "secrecy_level", "classification", "security", "security_level", "miji"})
_INNER = pattern(
    r"内部(?:资料|文件|刊物)|注意(?:保存|保管|保密)|工作秘密|不予公开|不得公开|仅供内部|密电(?![视影路子器力动脑磁池压流源极])"
)


def find(passage: Passage) -> Iterator[Hit]:
    """Secrecy marks in a passage; 秘密 and 机密 alone are words like any other."""
    seen = set()
    for line, mark in _marks(passage) if "密" in passage.rows else ():
        if line not in seen:
            yield SECRET_MARK.hit(line, mark=mark)
        seen.add(line)
    named = len(passage.key) if passage.rows.startswith(f"{passage.key}:") else 0  # what a header's key says is judged there
    for match in _INNER.finditer(passage.rows, named):
        line = passage.line_of(passage.rows, match.start())
        yield TELEGRAM.hit(line) if match[0] == "密电" else INNER_WORD.hit(line, word=match[0])


def _marks(passage: Passage) -> Iterator[tuple[int, str]]:
    """Line and form of each: a grade with a star, said to be the grade on a line of its own, in brackets at the head."""
    rows = passage.rows
    for text in dict.fromkeys((passage.marked_rows, rows)):
        for starred in _STARRED.finditer(text):
            yield passage.line_of(text, starred.start()), _plain(starred) + "★"
    end = 0
    for word in _LEVEL.finditer(rows):
        if word.start() < end:
            continue  # of a row that has been looked at
        start, end = rows.rfind("\n", 0, word.start()) + 1, rows.find("\n", word.end())
        end = end if end >= 0 else len(rows)
        if end - start <= _LONGEST and (said := _SAID.fullmatch(rows, start, end)):
            yield passage.line_of(rows, start), "密级：" + _plain(said)
    for word in _CELLS.finditer(rows) if "级" in rows or "級" in rows or "定密" in rows else ():
        if not _NEXT.match(rows, word.end()):  # 绝密, 机密, 秘密 one after the other are a table of grades
            yield passage.line_of(rows, word.start("grade")), "密级：" + _plain(word)
    if passage.key in _KEYS and (said := _ALONE.fullmatch(rows)):
        yield passage.line, "密级：" + _plain(said)
    at = 0
    is_paper = passage.key in {"body", "attachment"} and len({_plain(m) for m in _GRADES.finditer(rows[:_HEAD])}) == 1
    for row in [row for row in rows[:_HEAD].split("\n") if row.strip()][:_FIRST_ROWS]:
        at = rows.index(row, at)
        if bracketed := _AT_HEAD.match(row) or (_AT_END.search(row) if passage.key in _HEADINGS else None):
            yield passage.line_of(rows, at), f"【{_plain(bracketed)}】"
        elif is_paper and (bare := _BARE.fullmatch(row)) and (not _ALONE.fullmatch(row) or _is_apart(rows, at + len(row))):
            yield passage.line_of(rows, at), _plain(bare)


def _is_apart(rows: str, end: int) -> bool:
    """True when nothing stands on the line after the one that ends there."""
    return not rows[end + 1 :].partition("\n")[0].strip()


def _plain(match: re.Match[str]) -> str:
    """The grade as it is usually written."""
    return {"绝": "绝密", "絕": "绝密", "絶": "绝密", "机": "机密", "機": "机密"}.get(match["grade"][0], "秘密")
