"""The line `:::python` or `#!python` above indented code names its language, as Pelican's CodeHilite has it, and is not shown."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

_FIRST = re.compile(r"\s*(?:::+|#!)(?P<lang>[A-Za-z][\w#.+-]*)(?:[ \t]+hl_lines=[\"'][^\"'\n]*[\"'])?[ \t]*\n(?=[^\n])")
_NOT_CLASS = re.compile(r"[^\w-]")


class CodeLanguage(Extension):
    """Takes that line off; a path (`#!/bin/sh`) is part of the code and stays."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the engine's own name
        """Register behind the engine's own handling of code."""
        md.treeprocessors.register(_Treeprocessor(md), "wangqun_code_language", 30)


class _Treeprocessor(Treeprocessor):
    def run(self, root: Element) -> None:
        """Every block of code below `root`."""
        for block in root.iter("pre"):
            code = block[0] if len(block) == 1 and block[0].tag == "code" else None
            if code is not None and code.text and (match := _FIRST.match(code.text)):
                code.text = AtomicString(code.text[match.end() :])
                code.set("class", f"language-{_NOT_CLASS.sub('-', match['lang'])}")
