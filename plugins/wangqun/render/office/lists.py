"""Lists as they are written: what is an item, which lines belong to it, and which number it has."""

from collections.abc import Callable

from ...domain.patterns import pattern
from .endings import closes, signs
from .runs import BEGIN, LABEL, NARROWEST, RANK, SPACE, is_wrapped, joined, width

ITEM = pattern(r"([ \u3000\xa0]*)(?:([-*+])|([1-9]\d{0,2}|0)\.)[ \u3000]+(?=\S)(.*)")
RULE = pattern(r"(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,})$")
_AMOUNT = pattern(r"\d+(?:\.\d+)?[ ]*(?:℃|℉|°[CF]?|度|[%％‰]|[~～至到—–-]|$)")
_TASK = pattern(r"\[([ xX])\][ ]+(?=\S)")
_FENCES = frozenset({"```", "~~~"})
AMOUNTS = 50  # lines that are looked at
RIGHT = 6  # spaces before what may stand right

Item = tuple[str, list[str], bool]
"""The marker (`-`, `3.`), the item's lines without their indent, and whether it stands apart from the one before."""


def indent_of(line: str) -> int:
    """How many spaces a line begins with; an indent as in print (U+3000) is none."""
    lead = line[: len(line) - len(line.lstrip(SPACE))]
    return 0 if "\u3000" in lead else len(lead)


def is_amount(lines: list[str], at: int) -> bool:
    """True for what looks like an item but says how much below or above nothing: `- 3.5℃`, with no other items beside it."""
    for line in lines[at : at + AMOUNTS]:
        found = ITEM.match(line)
        if not found or not found[2]:
            break
        if found[2] == "*" or not _AMOUNT.match(found[4]):
            return False
    return bool((first := ITEM.match(lines[at])) and first[2])


def read_list(lines: list[str], at: int, is_plain: Callable[[str], bool]) -> tuple[int, list[Item]]:
    """The line after the list that begins at a line, and its items."""
    base = indent_of(lines[at])
    is_numbered = bool(ITEM.match(lines[at])[3])  # type: ignore[index] # the caller has seen it
    items: list[Item] = []
    end, blanks, known, fence = at, 0, at, ""
    while end < len(lines):
        line = lines[end]
        text = line.strip(SPACE)
        if not text:
            blanks += 1
            end += 1
            continue
        depth = indent_of(line)
        found = ITEM.match(line) if not RULE.match(text) else None
        if found and depth < base + 2:
            if bool(found[3]) != is_numbered or depth < base - 1:
                break
            fence = ""
            items.append((f"{found[3]}." if is_numbered else "-", [_ticked(found[4])], blanks > 0))
        elif depth >= base + 2:
            if fence or text[:3] in _FENCES:
                fence = text[:3] if not fence else "" if text.startswith(fence) else fence
            elif end >= known and (kind := _ends(lines, end, items[-1][1], blanks, is_plain)):
                known = _next_item(lines, end, base, items[-1][0], kind)
                if not known and not (kind == "label" and any(_has_label(content) for _, content, _ in items[:-1])):
                    break
            items[-1][1].extend([""] * min(blanks, 1) + [line])
        elif blanks or not (taken := _wrapped_on(items[-1][1], lines, end, is_plain)):
            break
        else:
            items[-1][1][:] = [joined([*(part.strip(SPACE) for part in items[-1][1]), *taken])]
            end += len(taken) - 1
        blanks = 0
        end += 1
    return end - blanks, [(marker, _shifted(content), apart) for marker, content, apart in items]


def _ends(lines: list[str], at: int, content: list[str], blanks: int, is_plain: Callable[[str], bool]) -> str:
    """What an indented line is that no item holds, "" for one that an item may: prose that goes on, a list within it."""
    text = lines[at].strip(SPACE)
    if RANK.match(text):
        return "rank"
    if not is_plain(text.lstrip("*")):
        return ""
    if LABEL.match(text):
        before = content[-1].strip(SPACE)
        is_sentence = not blanks and width(before) >= NARROWEST and before[-1:].isalnum()
        return "" if is_sentence else "label"
    if closes(text) or (indent_of(lines[at]) >= RIGHT and signs(line.strip(SPACE) for line in lines[at : at + AMOUNTS])):
        return "end"
    return ""


def _next_item(lines: list[str], at: int, base: int, marker: str, kind: str) -> int:
    """The line of the next item when that shows that what stands before it belongs to the list; 0 when it does not."""
    for number in range(at, len(lines)):
        if lines[number].strip(SPACE) and indent_of(lines[number]) < base + 2:
            found = ITEM.match(lines[number])
            if not found or indent_of(lines[number]) < base - 1:
                return 0
            goes_on = int(found[3]) == int(marker[:-1]) + 1 if found[3] and marker != "-" else bool(found[2]) and marker == "-"
            return number if goes_on and (kind != "rank" or marker != "-") else 0
    return 0


def _has_label(content: list[str]) -> bool:
    return any(LABEL.match(line.strip(SPACE)) for line in content[1:])


def _ticked(text: str) -> str:
    """The text of an item, `[x]` as a box that is ticked."""
    found = _TASK.match(text)
    return f"{'☐' if found[1] == ' ' else '☑'} {text[found.end() :]}" if found else text


def _wrapped_on(content: list[str], lines: list[str], at: int, is_plain: Callable[[str], bool]) -> list[str]:
    """The lines from `at` on, not indented, into which an item's text was wrapped by machine."""
    if "" in content:
        return []
    taken = []
    for line in lines[at:]:
        text = line.strip(SPACE)
        if not text or not is_plain(text) or BEGIN.match(text):
            break
        taken.append(text)
    whole = [part.strip(SPACE) for part in content] + taken
    return taken if taken and is_wrapped(whole) else []


def _shifted(content: list[str]) -> list[str]:
    """An item's lines with the least indent of those below the first taken away."""
    shift = min((indent_of(line) for line in content[1:] if line), default=0)
    return [content[0], *(line[shift:] for line in content[1:])]
