"""Words put into templates while these are compiled: a page that says `_("…")` costs what one with the word itself does."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

from ..domain.frozen import frozen
from ..domain.said import again

_NAMES = frozenset({"_", "gettext"})
_PARTS = re.compile(r"%(?:\((\w+)\)s|%)")
_KEPT = "words"


@frozen
class Words:
    """What pages say by themselves -> what they are to say: all of it; and what of it stands in the code, or may stand there, so
    that it is known only when a page is made.
    """

    all: Mapping[str, str]
    of_code: Mapping[str, str]


UNCHANGED = Words({}, {})


def with_words(environment: Environment, words: Words) -> Environment:
    """The environment, which knows `_("…")` and `{% trans %}`; `words` are those of a cluster's own."""

    of_code = words.of_code

    def said(text: Any, /, **values: Any) -> Any:
        """For words that are known only when a page is made: text, or several."""
        if isinstance(text, str):
            found = again(text, of_code)
            return found % values if values else found
        return text and [said(each) for each in text]

    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        said, lambda one, many, number, **values: said(one if number == 1 else many, **values), newstyle=False
    )
    environment.globals["own_words"] = partial(_said_otherwise, of_code)
    setattr(environment, _KEPT, words)
    return environment


def _said_otherwise(of_code: Mapping[str, str], names: Iterable[str]) -> str:
    """Those of some words instead of which a cluster says others, with these, as JSON for scripts; "" for none."""
    found = {name: of_code[name] for name in names if name in of_code} if of_code else {}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""


def folded(template: nodes.Template, environment: Environment) -> nodes.Template:
    """A template's tree with the environment's words in their places."""
    tree: nodes.Template = Folded(getattr(environment, _KEPT, UNCHANGED).all).visit(template).set_environment(environment)
    return tree


def said_in(text: str, environment: Environment) -> Iterator[str]:
    """The words that a template says, in their order.

    Raises:
        TemplateError: it cannot be read.
    """
    return filter(None, map(_asked, environment.parse(text).find_all(nodes.Call)))


class Folded(NodeTransformer):
    """A template's tree with the words themselves in the place of the calls that ask for them."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        self.messages = messages

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - Jinja's name
        """What is written out one after another need not be joined before."""
        node = self.generic_visit(node)  # type: ignore[assignment]
        node.nodes = [part for each in node.nodes for part in (each.nodes if isinstance(each, nodes.Concat) else [each])]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        """`_("…")`, with values or without."""
        node = self.generic_visit(node)  # type: ignore[assignment]
        text = _asked(node)
        if text is None and not self.messages and _is_asking(node) and not node.kwargs:
            return node.args[0]  # the words of the code, which nobody changes
        if text is None or node.dyn_args or node.dyn_kwargs:
            return node
        wanted = self.messages.get(text, text)
        if not node.kwargs:
            return nodes.Const(wanted, lineno=node.lineno)
        return _joined(wanted, {each.key: each.value for each in node.kwargs}, nodes.Const, node.lineno)

    def visit_MarkSafeIfAutoescape(self, node: nodes.MarkSafeIfAutoescape) -> nodes.Node:  # noqa: N802 - Jinja's name
        """`{% trans %}` without values: its words are as safe as the template's own."""
        node = self.generic_visit(node)  # type: ignore[assignment]
        if isinstance(node.expr, nodes.Const) and isinstance(node.expr.value, str):
            return nodes.TemplateData(node.expr.value, lineno=node.lineno)
        return node

    def visit_Mod(self, node: nodes.Mod) -> nodes.Node:  # noqa: N802 - Jinja's name
        """`{% trans %}` with values."""
        node = self.generic_visit(node)  # type: ignore[assignment]
        if not isinstance(node.left, nodes.TemplateData) or not isinstance(node.right, nodes.Dict):
            return node
        values = {each.key.value: each.value for each in node.right.items if isinstance(each.key, nodes.Const)}
        return _joined(node.left.data, values, nodes.TemplateData, node.lineno)


def _joined(text: str, values: Mapping[str, nodes.Expr], kind: type[nodes.Literal], line: int) -> nodes.Concat:
    return nodes.Concat(list(_pieces(text, values, kind, line)), lineno=line)


def _pieces(text: str, values: Mapping[str, nodes.Expr], kind: type[nodes.Literal], line: int) -> Iterator[nodes.Expr]:
    written, at = "", 0
    for match in _PARTS.finditer(text):
        written, at = written + text[at : match.start()], match.end()
        if match[1] is None:
            written += "%"
            continue
        if written:
            yield kind(written, lineno=line)
        written = ""
        yield values[match[1]]
    if written + text[at:]:
        yield kind(written + text[at:], lineno=line)


def _is_asking(node: nodes.Call) -> bool:
    return isinstance(node.node, nodes.Name) and node.node.name in _NAMES and len(node.args) == 1


def _asked(node: nodes.Call) -> str | None:
    """The words that a call asks for; None for any other call, and for words that are not known before a page is made."""
    word = node.args[0] if _is_asking(node) else None
    return word.value if isinstance(word, nodes.Const) and isinstance(word.value, str) else None
