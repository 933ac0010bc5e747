"""One article (条) of a law, as far as laws are compared."""

from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_POWERS = ("千", "百", "十", "")


@dataclass(frozen=True, slots=True)
class Article:
    """An article: `number` in digits, "12-1" for 第十二条之一; what heads it and its chapter, and its paragraphs (款), without
    the words 第十二条.
    """

    number: str
    heading: str | None
    chapter: str
    paragraphs: tuple[str, ...]


def cited(number: str) -> str:
    """How a law cites an article: 第十二条之一 for "12-1"; what is no such number stands as it is."""
    whole, *within = number.split("-")
    if not all(part.isascii() and part.isdigit() and 0 < int(part) < 10_000 for part in (whole, *within)):
        return f"第{number}条"
    return f"第{_numeral(int(whole))}条" + "".join(f"之{_numeral(int(part))}" for part in within)


def _numeral(value: int) -> str:
    """1 to 9999 as a numeral with powers: 十二, 一百零八."""
    digits = f"{value:04d}"
    spelled = "".join("零" if digit == "0" else _DIGITS[int(digit)] + power for digit, power in zip(digits, _POWERS, strict=True))
    while "零零" in spelled:
        spelled = spelled.replace("零零", "零")
    spelled = spelled.strip("零")
    return spelled[1:] if spelled.startswith("一十") else spelled
