"""YAML as editors write it: text stays text, every value knows its line, nothing surprising is allowed.

Scalars are never guessed: `9:00`, `off`, `0012`, `2026-03-01` stay text and the schema decides; only `true`, `false` and an
empty value, `null` or `~` are read. A repeated key, a tag, an endless or exploding alias is an error at its line.
"""

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Literal

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import CollectionEndEvent, CollectionStartEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import BaseResolver

from .plain_yaml import WORDS, read_plain
from .remarks import Remark, find_remarks
from .troubles import in_chinese

MAX_NODES = 20_000
MAX_DEPTH = 20
MAX_OPEN = 1000  # brackets open at once, in texts too: libyaml looks at every open one for each part of a value
_DEEP = re.compile(r" {1000}|(?:[-?:][ \t]+){100}")
"""What stands in a text of which some part may stand in a thousand others: who composes its nodes calls itself for each of them,
until there is no more stack.
"""
_KINDS = {
    ScalarNode: BaseResolver.DEFAULT_SCALAR_TAG,
    SequenceNode: BaseResolver.DEFAULT_SEQUENCE_TAG,
    MappingNode: BaseResolver.DEFAULT_MAPPING_TAG,
}
_TAGS = {BaseResolver.DEFAULT_SCALAR_TAG, BaseResolver.DEFAULT_MAPPING_TAG, BaseResolver.DEFAULT_SEQUENCE_TAG, "!"}
_UNCLOSED = ("found unexpected end of stream", "found unexpected document indicator", "did not find expected ',' or")


class _Nodes(CParser, BaseResolver):
    """libyaml's parser with no implicit types at all."""

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        BaseResolver.__init__(self)

    def resolve(self, kind: type[Node], value: str | None, implicit: tuple[bool, bool] | bool) -> str:
        """The plain tag of each kind of node: nothing depends on how a value looks."""
        return _KINDS[kind]

    def descend_resolver(self, current_node: Node | None, current_index: Any) -> None:
        """No paths are looked at."""

    def ascend_resolver(self) -> None:
        """No paths are looked at."""


Limit = Literal["", "size", "depth"]
TOO_DEEP = f"一层套一层超过 {MAX_DEPTH} 层，减少缩进的层数"


class YamlError(ValueError):
    """What is wrong, in Chinese, and where: `line` and `column` of the file count from 1.

    `limit` says which one has been reached, "" for none: the line itself is then as good as any other.
    """

    def __init__(self, message: str, line: int, column: int, limit: Limit = "") -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.limit = message, line, column, limit


@dataclass(slots=True)
class Marked:
    """Values and, for each path of keys into them, the line and column (from 1) of the key or item in its file.

    `remarks` are what looks like a part of a value and is none.
    """

    value: Any
    marks: dict[tuple[Hashable, ...], tuple[int, int]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    def find(self, path: tuple[Hashable, ...]) -> tuple[int, int]:
        """Line and column of the nearest known ancestor of `path`, the beginning when there is none."""
        while path:
            if path in self.marks:
                return self.marks[path]
            path = path[:-1]
        return self.marks.get((), (1, 1))


def parse_yaml(text: str, above: int = 0) -> Marked:
    """The one document in `text`, above which so many lines of the file stand.

    Raises:
        YamlError: syntax, repeated keys, tags, aliases or nesting beyond bounds.
    """
    return parse_plain(text, above) or parse_fully(text, above)


def parse_plain(text: str, above: int = 0) -> Marked | None:
    """What `parse_yaml` gives for a document as nearly everybody writes it; None for any other."""
    found = read_plain(text, above + 1) if len(text) <= MAX_NODES or _brackets(text) <= MAX_NODES else None
    return Marked(*found) if found and len(found[1]) <= MAX_NODES else None


def parse_fully(text: str, above: int = 0) -> Marked:
    """What `parse_yaml` gives, by the parser that knows all of YAML.

    Raises:
        YamlError: as there.
    """
    if _brackets(text) > MAX_NODES:
        raise YamlError(f"方括号和花括号多于 {MAX_NODES} 个，分成几个文件", above + 1, 1, "size")
    if _open_at_once(text) > MAX_OPEN:
        raise YamlError(TOO_DEEP, above + 1, 1, "depth")
    try:
        if _brackets(text) > 1000 or _DEEP.search(text):
            _look_at_depth(text, above)
        parser = _Nodes(text)
        try:
            node = parser.get_single_node()
        finally:
            parser.dispose()
    except yaml.MarkedYAMLError as error:
        mark = _opened(error, text) or error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise YamlError(in_chinese(str(error.problem or error.context)), above + line, column) from None
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0) or 0) + 1
        raise YamlError("有看不见的控制字符，重新输入这一行", above + line, 1) from None
    if node is None:
        return Marked(None)
    marked = Marked(None)
    marked.value = _Reader(marked, above + 1).read(node, (), 0)
    marked.remarks = tuple(remark._replace(line=remark.line + above) for remark in find_remarks(text, node))
    return marked


def _look_at_depth(text: str, above: int) -> None:
    """Read what a text begins and ends without making anything of it.

    Raises:
        YamlError: something stands in too many others.
    """
    parser, depth = _Nodes(text), 0
    try:
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, CollectionStartEvent):
                if depth > MAX_DEPTH:
                    line, column = (mark.line + 1, mark.column + 1) if (mark := event.start_mark) else (1, 1)
                    raise YamlError(TOO_DEEP, above + line, column, "depth")
                depth += 1
            elif isinstance(event, CollectionEndEvent):
                depth -= 1
    finally:
        parser.dispose()


def _opened(error: yaml.MarkedYAMLError, text: str) -> Any:
    """The mark of a quote or bracket that is never closed, which libyaml finds out lines below.

    None for any other fault, and where the next item of a list lacks its comma.
    """
    if not str(error.problem).startswith(_UNCLOSED):
        return None
    mark = error.problem_mark
    return None if mark and text[mark.index : mark.index + 1] in {"{", "["} else error.context_mark


def _brackets(text: str) -> int:
    return text.count("[") + text.count("{")


def _open_at_once(text: str) -> int:
    """How many brackets are open at once at most."""
    if _brackets(text) <= MAX_OPEN:
        return 0
    signs = (1 if character in "[{" else -1 for character in text if character in "[]{}")
    return max(accumulate(signs), default=0)


def _short(tag: str) -> str:
    """A tag as it is written: `!!int` for the long name that YAML gives it."""
    return tag.replace("tag:yaml.org,2002:", "!!")


class _Reader:
    """Turns nodes into plain values, counting as it goes: an alias costs as much as what it repeats."""

    def __init__(self, marked: Marked, first: int) -> None:
        self.marks = marked.marks
        self.first = first
        self.count = 0

    def read(self, node: Node, path: tuple[Hashable, ...], depth: int) -> Any:
        """The value of `node`, which stands at `path`."""
        self.count += 1
        if self.count > MAX_NODES:
            raise self._error(f"内容多于 {MAX_NODES} 项（* 引用的算重复的），分成几个文件", node, "size")
        if depth > MAX_DEPTH:
            raise self._error(TOO_DEEP, node, "depth")
        if node.tag not in _TAGS:
            raise self._error(f"不能使用标签“{_short(node.tag)}”；以 ! 开头的文字请加引号", node)
        if path not in self.marks:
            self.marks[path] = self._mark(node)
        if isinstance(node, ScalarNode):
            text: str = node.value
            return text if node.style else WORDS.get(text, text)
        if isinstance(node, SequenceNode):
            return [self.read(item, (*path, index), depth + 1) for index, item in enumerate(node.value)]
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                raise self._error("字段名应是文字，不能是列表或“? ”开头的写法；应写成“名称: 值”", key_node)
            key = key_node.value
            if key == "<<":
                raise self._error("不能用“<<”合并，把要合并的各项照写一遍", key_node)
            if key in values:
                raise self._error(f"字段“{key}”写了两次，只留一行", key_node)
            below = (*path, key)
            self.marks[below] = self._mark(key_node)
            values[key] = self.read(value_node, below, depth + 1)
        return values

    def _mark(self, node: Node) -> tuple[int, int]:
        mark = node.start_mark
        return mark.line + self.first, mark.column + 1

    def _error(self, message: str, node: Node, limit: Limit = "") -> YamlError:
        return YamlError(message, *self._mark(node), limit)
