"""Laws in plain lines, cut into articles for tests: 第…条 begins one, 第…章 or `#` a chapter, other lines are paragraphs."""

import re

from wangqun.domain.law.article import Article

_NUMERALS = "〇零一二三四五六七八九十百千"
_ARTICLE = re.compile(rf"第([{_NUMERALS}]+)条(?:之([一二三四五六七八九十]+))?[ \u3000]+(.*)")
_CHAPTER = re.compile(rf"#+ *(.*)|(第[{_NUMERALS}]+[章节编][ \u3000].*)")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}
_POWERS = {"十": 10, "百": 100, "千": 1000}


def articles(text: str) -> tuple[Article, ...]:
    """The articles of a law; what stands before the first (its title, when it was passed) is left out."""
    found: list[tuple[str, str, list[str]]] = []
    chapter = ""
    for line in text.split("<!-- INFO END -->")[-1].splitlines():
        written = line.strip().strip("\u200b").strip()
        if match := _CHAPTER.fullmatch(written):
            chapter = "".join((match[1] or match[2]).split())
        elif match := _ARTICLE.fullmatch(written):
            number = str(value(match[1])) + (f"-{value(match[2])}" if match[2] else "")
            found.append((number, chapter, [match[3]]))
        elif written and found:
            found[-1][2].append(written)
    return tuple(Article(number, None, within, tuple(paragraphs)) for number, within, paragraphs in found)


def value(numeral: str) -> int:
    """What a numeral with powers is worth: 一百零八 is 108."""
    total = digit = 0
    for character in numeral:
        if character in _POWERS:
            total, digit = total + (digit or 1) * _POWERS[character], 0
        else:
            digit = _DIGITS[character]
    return total + digit
