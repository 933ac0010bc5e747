"""Which indented lines Python-Markdown takes for code: its blocks, read as its parser reads them, without making a page."""

import re
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from .blocks import TAB, Block, Line, blocks_of, lines_of

_ITEM = re.compile(r"^[ ]{0,3}(?:\d+\.|[*+-])[ ]+(.*)$")
_BELOW_ITEM = re.compile(r"^[ ]{4,7}(?:\d+\.|[*+-])[ ]+.*$")
_HEADING = re.compile(r"^#{1,6}")
_UNDERLINE = re.compile(r"^(?:=+|-+)[ ]*$")
_RULE = re.compile(r"^[ ]{0,3}(?:(?:-[ ]{0,2}){3,}|(?:_[ ]{0,2}){3,}|(?:\*[ ]{0,2}){3,})[ ]*$")
_QUOTE = re.compile(r"^[ ]{0,3}>[ ]?(.*)$")
_BOX = re.compile(r'^!!! ?[\w-]+(?: +[\w-]+)*(?: +".*?")? *$')
_NOTE = re.compile(r"^[ ]{0,3}\[\^[^\]]*\]:[ ]*(.*)$")
_MEANING = re.compile(r"^[ ]{0,3}:[ ]{1,3}(.*)$")
_REFERENCE = re.compile(r"^[ ]{0,3}(?:\[[^\[\]]*\]|\*\[[^\[\]]*\] ?):[ ]*\S")


@dataclass(slots=True)
class Node:
    """A block of the page to be: its kind, and those inside it."""

    kind: str
    inside: "list[Node]" = field(default_factory=list)

    @property
    def last(self) -> "Node | None":
        """The block that stands last inside it."""
        return self.inside[-1] if self.inside else None

    def add(self, kind: str) -> "Node":
        """A new last block."""
        self.inside.append(Node(kind))
        return self.inside[-1]


def indented_code(text: str) -> list[int]:
    """The lines, counted from 0, that are indented code; HTML blocks are none, nor are lists, notes and boxes.

    Where quotations are nested so deeply that nothing can be converted, those that stand before.
    """
    reader = _Reader()
    with suppress(RecursionError):
        reader.read(Node("page"), deque(blocks_of(lines_of(text))))
    return reader.code


def _detab(block: Block) -> tuple[Block, Block]:
    """The leading lines that are indented, less one step; and the others."""
    count = next((index for index, (_, line) in enumerate(block) if not line.startswith(" " * TAB)), len(block))
    return Block([(number, line[TAB:]) for number, line in block.before(count)]), block.rest(count)


def _loose(block: Iterable[Line], steps: int) -> list[Line]:
    """Every line less so many steps, where it has them."""
    gap = " " * TAB * steps
    return [(number, line.removeprefix(gap)) for number, line in block]


def _before_note(block: Block) -> int:
    """How many lines stand before the first that begins a note."""
    found = block.first(_NOTE)
    return found if found >= 0 else len(block)


@dataclass(slots=True)
class _Reader:
    """Blocks as Python-Markdown's processors take them, in their order; `code` gathers the lines of indented code."""

    code: list[int] = field(default_factory=list)
    states: list[str] = field(default_factory=list)

    def read(self, parent: Node, blocks: deque[Block]) -> None:
        """Take the blocks one after the other; what one leaves over is the next."""
        while blocks:
            block = blocks.popleft()
            for take in (self._box, self._in_list, self._indented, self._heading, self._rule, self._list, self._meaning):
                if take(parent, block, blocks):
                    break
            else:
                if not (self._quote(parent, block, blocks) or self._note(parent, block, blocks)):
                    self._paragraph(parent, block, blocks)

    def _inside(self, state: str, parent: Node, blocks: deque[Block]) -> None:
        self.states.append(state)
        self.read(parent, blocks)
        self.states.pop()

    def _state(self, name: str) -> bool:
        return bool(self.states) and self.states[-1] == name

    def _box(self, parent: Node, block: Block, blocks: deque[Block]) -> bool:
        found = block.first(_BOX)
        last = parent.last
        if found < 0 and not (last and last.kind == "box" and block[0][1].startswith(" " * TAB)):
            return False
        if found > 0:
            self.read(parent, deque([block.before(found)]))
        box = parent.add("box") if found >= 0 else last or parent
        inside, rest = _detab(block.rest(found + 1))
        self.read(box, deque(blocks_of(inside)))
        if rest:
            blocks.appendleft(rest)
        return True

    def _in_list(self, parent: Node, block: Block, _: deque[Block]) -> bool:
        last = parent.last
        if not block[0][1].startswith(" " * TAB) or self._state("detabbed"):
            return False
        if not (parent.kind in {"item", "meaning"} or (last and last.kind in {"list", "meanings"})):
            return False
        steps = (len(block[0][1]) - len(block[0][1].lstrip(" "))) // TAB
        level, place = (1 if self._state("list") else 0), parent
        while steps > level and place.last and place.last.kind in {"list", "item", "meanings", "meaning"}:
            place = place.last
            level += place.kind in {"list", "meanings"}
        block = Block(_loose(block, level))
        if parent.kind in {"item", "meaning"}:
            inner = parent.last if parent.last and parent.last.kind in {"list", "meanings"} else parent
            self._inside("detabbed", inner, deque([block]))
        elif place.kind in {"item", "meaning"}:
            self._inside("detabbed", place, deque([block]))
        elif place.last and place.last.kind in {"item", "meaning"}:
            self._inside("detabbed", place.last, deque([block]))
        else:
            self._inside("detabbed", place.add("item"), deque([block]))
        return True

    def _indented(self, parent: Node, block: Block, blocks: deque[Block]) -> bool:
        if not block[0][1].startswith(" " * TAB):
            return False
        inside, rest = _detab(block)
        if not (parent.last and parent.last.kind == "code"):
            parent.add("code")
        self.code += (number for number, _ in inside)
        if rest:
            blocks.appendleft(rest)
        return True

    def _heading(self, parent: Node, block: Block, blocks: deque[Block]) -> bool:
        found = block.first(_HEADING)
        if found >= 0:
            before, after = block.before(found), block.rest(found + 1)
        elif len(block) > 1 and _UNDERLINE.match(block[1][1]):
            before, after = Block([]), block.rest(2)
        else:
            return False
        if before:
            self.read(parent, deque([before]))
        parent.add("heading")
        if after:
            blocks.appendleft(after)
        return True

    def _rule(self, parent: Node, block: Block, blocks: deque[Block]) -> bool:
        found = block.first(_RULE)
        if found < 0:
            return False
        if found:
            self.read(parent, deque([block.before(found)]))
        parent.add("rule")
        if after := block.rest(found + 1):
            blocks.appendleft(after)
        return True

    def _list(self, parent: Node, block: Block, _: deque[Block]) -> bool:
        if not _ITEM.match(block[0][1]):
            return False
        items: list[list[Line]] = []
        for number, line in block:
            if match := _ITEM.match(line):
                items.append([(number, match[1])])
            elif _BELOW_ITEM.match(line) and not (items and items[-1][0][1].startswith(" " * TAB)):
                items.append([(number, line)])
            else:
                items[-1].append((number, line))
        last = parent.last
        if last and last.kind == "list":
            made = last
            self._inside("looselist", made.add("item"), deque([Block(items.pop(0))]))
        else:
            made = parent if parent.kind == "list" else parent.add("list")
        for item in items:
            place = made.last if item[0][1].startswith(" " * TAB) and made.last else made.add("item")
            self._inside("list", place, deque([Block(item)]))
        return True

    def _meaning(self, parent: Node, block: Block, blocks: deque[Block]) -> bool:
        found = block.first(_MEANING)
        if found < 0 or (found == 0 and not parent.last):
            return False
        match = _MEANING.match(block[found][1])
        after = block.rest(found + 1)
        loose = after and re.match(r"^[ ]{0,3}[^ :]", after[0][1])
        inside, rest = (after, Block([])) if loose else _detab(after)
        last = parent.last
        if last and found == 0 and last.kind == "paragraph":
            parent.inside.pop()
            last = parent.last
        made = last if last and last.kind == "meanings" else parent.add("meanings")
        first = [(block[found][0], match[1])] if match else []
        self._inside("looselist" if found == 0 else "list", made.add("meaning"), deque([Block([*first, *inside])]))
        if rest:
            blocks.appendleft(rest)
        return True

    def _quote(self, parent: Node, block: Block, _: deque[Block]) -> bool:
        found = block.first(_QUOTE)
        if found < 0:
            return False
        if found:
            self.read(parent, deque([block.before(found)]))
        inside = [(number, match[1] if (match := _QUOTE.match(line)) else line) for number, line in block.rest(found)]
        quote = parent.last if parent.last and parent.last.kind == "quote" else parent.add("quote")
        self._inside("blockquote", quote, deque(blocks_of(inside)))
        return True

    def _note(self, parent: Node, block: Block, blocks: deque[Block]) -> bool:
        found = block.first(_NOTE)
        if found < 0:
            return False
        if found:
            self.read(parent, deque([block.before(found)]))
        match = _NOTE.match(block[found][1])
        after = block.rest(found + 1)
        count = _before_note(after)
        first = [(block[found][0], match[1])] if match else []
        inside = [[*first, *_loose(after.before(count), 1)]]
        below, rest = block, after.rest(count)
        while not rest and blocks and blocks[0][0][1].startswith(" " * TAB) and blocks[0][0][0] - below[-1][0] <= 2:
            below = blocks.popleft()
            count = _before_note(below)
            inside.append(_loose(below.before(count), 1))
            rest = below.rest(count)
        if rest:
            blocks.appendleft(rest)
        self._inside("note", Node("note"), deque(Block(each) for each in inside if any(line.strip() for _, line in each)))
        return True

    def _paragraph(self, parent: Node, block: Block, blocks: deque[Block]) -> None:
        if _REFERENCE.match(block[0][1]):
            if rest := block.rest(1):
                blocks.appendleft(rest)
            return
        if not self._state("list"):
            parent.add("paragraph")
