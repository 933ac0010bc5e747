"""Characters that are not what they seem: those of private use, which every font draws in its own way."""

from collections.abc import Iterator

from ..domain.finding import Hit, Rule, Severity
from ..domain.text import named, private_use
from .passages import Passage

PRIVATE_USE = Rule(
    "private-use-character",
    Severity.BLOCK,
    "有一个只在个别电脑上才显示得出的字符 {character}（{where}）",
    "多半是 Word 的符号或自造字。用正确的字代替：项目符号用“•”或 Markdown 列表，括号用〔〕，生僻字用输入法里的正式字。",
    "docs/design.md law 7",
)
RULES = (PRIVATE_USE,)
SHOWN = 6  # characters before it, so that it can be found


def find(passage: Passage) -> Iterator[Hit]:
    """The first of each character of private use in a passage that an editor wrote."""
    seen = set()
    text = passage.text
    for at, character in private_use(text) if passage.key != "note" else ():  # that is for the office itself
        if character not in seen:
            seen.add(character)
            line = passage.line + text.count("\n", 0, at) if passage.line else 0
            start = text.rfind("\n", 0, at) + 1
            before = text[max(start, at - SHOWN) : at].strip()
            where = f"在“{before}”之后" if before else "在行首"
            yield PRIVATE_USE.hit(line, at - start + 1 if passage.key == "body" else 0, character=named(character), where=where)
