"""Chinese numerals: their values, and a value in them."""

_DIGITS = dict(zip("〇零一二三四五六七八九两", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
COUNT = "".join((*_DIGITS, *_POWERS))
"""The characters of numerals, as in the brackets of a pattern."""


def numeral(written: str) -> int | None:
    """The value of a Chinese numeral with powers (一百二十三) or by digits (二〇二四); None when it is none."""
    if not any(character in _POWERS for character in written):
        return int("".join(str(_DIGITS[character]) for character in written))
    high, mark, low = written.rpartition("万")
    if not mark:
        return _below_myriad(written)
    above, below = _below_myriad(high), _below_myriad(low) if low else 0
    return None if above is None or below is None else above * 10_000 + below


def _below_myriad(written: str) -> int | None:
    total, limit, digit = 0, 10_000, None
    for character in written:
        if character in _POWERS:
            power = _POWERS[character]
            if power >= limit or (digit is None and power != 10) or digit == 0:
                return None
            total, limit, digit = total + (1 if digit is None else digit) * power, power, None
        elif digit:
            return None
        else:
            digit = _DIGITS[character]
    if digit and limit == 1:
        return None
    return total + (digit or 0) if written else None


def in_chinese(value: int) -> str:
    """A number from 1 to 9999 as laws count: 一, 十二, 一百零五, 一千二百六十."""
    parts, gap = "", False
    for power, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            parts += ("零" if gap and parts else "") + "零一二三四五六七八九"[digit] + mark
        gap = not digit
    return parts.removeprefix("一") if parts.startswith("一十") else parts
