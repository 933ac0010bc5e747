"""Templates compiled to write texts as they are when nothing in them is to be escaped: most of what a page shows."""

import re
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from .folding import folded

_UNSAFE = re.compile("[&<>\"']")  # what `escape` replaces
_NAME = "shown"


def made_lean(environment: Environment) -> Environment:
    """The environment, which compiles templates in this way from now on, and can run those that were."""
    setattr(environment, _NAME, shown)
    environment.code_generator_class = _Lean
    return environment


def shown(value: Any) -> str:
    """What a page shows of a value: the text of `escape(value)`, not marked as safe where it is the text itself."""
    kind = type(value)
    if kind is Markup or (kind is str and not _UNSAFE.search(value)):
        return value  # type: ignore[no-any-return]
    return escape(value)


class _Lean(CodeGenerator):
    """Writes out values by `shown`; what is handed on, to filters and macros, stays marked as it was. Words are put in before."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """The whole, once its words are in their places."""
        super().visit_Template(folded(node, self.environment), frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write(f"environment.{_NAME}(")
        if finalize.src is not None:
            self.write(finalize.src)
