"""Columns that nobody has set up: a category in a header that names none makes one, for a slip of the pen too."""

import difflib
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from ...domain.columns import STANDARD
from ...domain.document import Document
from ...domain.federation import Member
from ...domain.finding import Finding, Rule, Severity
from ...domain.ids import slugify
from ...domain.pinyin import replaced_syllables
from ...domain.site import Column

COLUMN_UNDECLARED = Rule(
    "column-undeclared",
    Severity.WARN,
    "没有栏目“{name}”，写着它的 {count} 篇稿件自成一个新栏目{near}",
    "写错了的，改 category；确实要设的，在 {record} 的 columns 里写 add: [{line}]。",
    "docs/domain.md §9",
)
_KEY = re.compile(r"[a-z][a-z0-9_-]*")
_PLAIN = re.compile(r"[\w（）·-]+")
_ALIKE = {True: 0.7, False: 0.5}  # Latin words share letters by chance; `要闻` is half of `要闻动态`


def undeclared(new: Mapping[str, Sequence[Document]], member: Member) -> Iterator[Finding]:
    """A finding for each column that only headers have made, at the first piece by path.

    `new` are the pieces in each column that was made for them, in order; a folder of its name sets a column up.
    """
    for name, documents in new.items():
        stray = [document for document in documents if document.item.column and document.source.split("/")[0] != name]
        if stray and len(stray) == len(documents):
            yield COLUMN_UNDECLARED.at(
                stray[0].place("category") if "category" in stray[0].lines else stray[0].place("column"),
                name=name,
                count=len(stray),
                near=_near(name, member.columns),
                record=member.site.path,
                line=f"{{key: {_key(name)}, title: {_written(name)}}}",
            )


def _near(name: str, columns: Sequence[Column]) -> str:
    """The column that is perhaps meant, the site's own before standard ones; "" when none resembles it."""
    known: dict[str, Column] = {}
    for column in (*columns, *STANDARD.values()):
        known.setdefault(column.title, column)
        known.setdefault(column.key, column)
    found = difflib.get_close_matches(name.strip().lower(), known, n=1, cutoff=_ALIKE[name.isascii()])
    return f"，是不是“{known[found[0]].title}”（{known[found[0]].key}）？" if found else ""


def _key(name: str) -> str:
    """A key for the column: its name in Latin letters."""
    key = slugify("".join(replaced_syllables(name, lambda rest: rest if rest.isascii() else "-")))
    match = _KEY.search(key.replace(".", "-"))
    return match[0].strip("-_") if match else "column"


def _written(name: str) -> str:
    """The name as it stands in YAML."""
    return name if _PLAIN.fullmatch(name) and not name.isascii() else json.dumps(name, ensure_ascii=False)
