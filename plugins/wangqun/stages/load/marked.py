"""YAML as editors write it: text stays text, every value knows its line, nothing surprising is allowed.

Scalars are never guessed: `9:00`, `off`, `0012`, `2026-03-01` stay text and the schema decides; only `true`, `false` and an
empty value, `null` or `~` are read. A repeated key, a tag, an endless or exploding alias is an error at its line.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import BaseResolver

MAX_NODES = 20_000
MAX_DEPTH = 20
_PLAIN: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "True": True, "false": False, "False": False}
_KINDS = {
    ScalarNode: BaseResolver.DEFAULT_SCALAR_TAG,
    SequenceNode: BaseResolver.DEFAULT_SEQUENCE_TAG,
    MappingNode: BaseResolver.DEFAULT_MAPPING_TAG,
}
_TAGS = {BaseResolver.DEFAULT_SCALAR_TAG, BaseResolver.DEFAULT_MAPPING_TAG, BaseResolver.DEFAULT_SEQUENCE_TAG, "!"}


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


class YamlError(ValueError):
    """What is wrong, in Chinese, and where: `line` and `column` of the file count from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


@dataclass(slots=True)
class Marked:
    """Values and, for each path of keys into them, the line and column (from 1) of the key or item in its file."""

    value: Any
    marks: dict[tuple[Hashable, ...], tuple[int, int]] = field(default_factory=dict)

    def find(self, path: tuple[Hashable, ...]) -> tuple[int, int]:
        """Line and column of the nearest known ancestor of `path`; (0, 0) when there is none."""
        while path:
            if path in self.marks:
                return self.marks[path]
            path = path[:-1]
        return self.marks.get((), (0, 0))


def parse_yaml(text: str, above: int = 0) -> Marked:
    """The one document in `text`, above which so many lines of the file stand.

    Raises:
        YamlError: syntax, repeated keys, tags, aliases or nesting beyond bounds.
    """
    if text.count("[") + text.count("{") > MAX_NODES:
        raise YamlError("括号过多", above + 1, 1)
    try:
        parser = _Nodes(text)
        try:
            node = parser.get_single_node()
        finally:
            parser.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise YamlError(_in_chinese(str(error.problem or error.context)), above + line, column) from None
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0) or 0) + 1
        raise YamlError("有不能使用的字符", above + line, 1) from None
    if node is None:
        return Marked(None)
    marked = Marked(None)
    marked.value = _Reader(marked, above + 1).read(node, (), 0)
    return marked


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
            raise self._error("内容过多或别名重复展开", node)
        if depth > MAX_DEPTH:
            raise self._error("嵌套过深", node)
        if node.tag not in _TAGS:
            raise self._error(f"不能使用标签 {node.tag}", node)
        if path not in self.marks:
            self.marks[path] = self._mark(node)
        if isinstance(node, ScalarNode):
            text: str = node.value
            return text if node.style else _PLAIN.get(text, text)
        if isinstance(node, SequenceNode):
            return [self.read(item, (*path, index), depth + 1) for index, item in enumerate(node.value)]
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                raise self._error("字段名应是文字", key_node)
            key = key_node.value
            if key == "<<":
                raise self._error("不能使用 << 合并", key_node)
            if key in values:
                raise self._error(f"字段“{key}”重复", key_node)
            below = (*path, key)
            self.marks[below] = self._mark(key_node)
            values[key] = self.read(value_node, below, depth + 1)
        return values

    def _mark(self, node: Node) -> tuple[int, int]:
        mark = node.start_mark
        return mark.line + self.first, mark.column + 1

    def _error(self, message: str, node: Node) -> YamlError:
        return YamlError(message, *self._mark(node))


def _in_chinese(problem: str) -> str:
    for english, chinese in _PROBLEMS:
        if english in problem:
            return chinese
    return f"格式错误（{problem}）"


_PROBLEMS = (
    ("mapping values are not allowed", "这里不能再出现冒号；含“: ”的文字请加引号"),
    ("could not find expected ':'", "缺少冒号；字段应写成“名称: 值”"),
    ("did not find expected node content", "冒号或短横后面的内容写法不对；特殊符号开头的文字请加引号"),
    ("did not find expected key", "缩进或引号不对，找不到下一个字段"),
    ("did not find expected ',' or", "方括号或花括号没有写完"),
    ("did not find expected '-' indicator", "列表缩进不一致"),
    ("found character that cannot start any token", "不能以制表符、@、` 或 % 开头；请改用空格缩进或加引号"),
    ("found unexpected end of stream", "引号没有成对"),
    ("found unknown escape character", "双引号中的反斜杠写法不对；请改用单引号"),
    ("found undefined alias", "以 * 开头的文字请加引号"),
    ("found duplicate anchor", "以 & 开头的文字请加引号"),
    ("did not find expected alphabetic", "以 * 或 & 开头的文字请加引号"),
    ("block sequence entries are not allowed", "这里不能写列表；请另起一行并缩进"),
    ("document", "只能有一段内容，不能出现第二个 ---"),
)
