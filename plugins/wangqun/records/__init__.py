"""Kinds of record, one module each. Adding a kind: one module, one line in KINDS, two templates, one demo record."""

import re
from collections.abc import Collection, Mapping

from ..domain.columns import STANDARD
from ..domain.document import Document
from ..domain.item import Item
from ..domain.period import Period
from ..domain.site import Column
from ..domain.workdays import NATIONAL, WorkYear
from ..pages.addresses import reserved
from . import plain
from .article import ARTICLE
from .consultation.kind import CONSULTATION
from .contact_point import CONTACT_POINT
from .deputies.kind import DEPUTY
from .filing_review.kind import FILING_REVIEW
from .kind import Kind
from .kind import Kinds as Kinds
from .page import PAGE
from .regulation.kind import REGULATION
from .suggestion.kind import MOTION, SUGGESTION
from .supervision.kind import SUPERVISION
from .topic.kind import TOPIC

_NAME = re.compile("[a-z]+(?:_[a-z]+)*")


def registry(*kinds: Kind) -> Kinds:
    """Kinds by name, in the order in which they are listed; files of any folder that no kind has are read as the first.

    Raises:
        TypeError: a kind has no name or folder of its own, or takes one that is the engine's or a standard column's.
    """
    taken = {*STANDARD, *reserved({})}
    for number, kind in enumerate(kinds):
        own = (kind.name, *((kind.folder,) if kind.is_document and number else ()))
        if bad := [name for name in own if not _NAME.fullmatch(name) or name in taken]:
            raise TypeError(f"a kind cannot have the name or folder {bad[0]!r}: it is none, or taken")
        if not kind.title:
            raise TypeError(f"{kind.name} has no title")
        taken |= {*own, *kind.folders}
    return {kind.name: kind for kind in kinds}


KINDS = registry(
    *(ARTICLE, PAGE, DEPUTY, CONSULTATION, CONTACT_POINT, REGULATION, FILING_REVIEW, SUPERVISION, MOTION, SUGGESTION, TOPIC)
)


def folders(kinds: Kinds) -> dict[str, Kind]:
    """Top folder of a site's content -> the kind that is read from it."""
    return {kind.folder: kind for kind in kinds.values() if kind.folder}


def documents(kinds: Kinds) -> list[Kind]:
    """The kinds of which one file is one record."""
    return [kind for kind in kinds.values() if kind.is_document]


def records(kinds: Kinds) -> tuple[type[Item], ...]:
    """The records of all kinds, each once."""
    return tuple(dict.fromkeys(kind.record for kind in kinds.values()))


def references(kinds: Kinds, document: Document) -> list[tuple[str, str]]:
    """Other pieces that a header names, in fields of any document and in those of its kind: the field, and the id as written."""
    named = plain.references(document)
    return [*named, *own] if (own := kinds[document.id.kind].references(document)) else named


def columns(kinds: Kinds) -> dict[str, Column]:
    """The columns, by key, of kinds with a folder of their own whose documents stand in lists."""
    return {
        kind.folder: Column(key=kind.folder, title=kind.title, kind="event", group=kind.group)
        for kind in documents(kinds)
        if kind.folder and not kind.standing
    }


def under(kinds: Kinds, periods: Mapping[str, Mapping[str, Period]], years: Collection[WorkYear] = ()) -> Kinds:
    """The kinds as a province's periods and a cluster's working days have them; periods that no kind has change nothing."""
    workdays = NATIONAL.beside(years) if years else NATIONAL

    def ruled(kind: Kind) -> Kind:
        own = {key: period for key, period in periods.get(kind.name, {}).items() if is_period(kind, key, period)}
        book = kind.rulebooks[own["rule"].law or ""] if "rule" in own else {}
        written = {key: period and period.counted(workdays) for key, period in {**kind.periods, **book, **own}.items()}
        is_counted = bool(years) and any(period and period.working_days for period in written.values())
        return ((own or is_counted) and kind.under(written)) or kind

    return {name: ruled(kind) for name, kind in kinds.items()}


def is_period(kind: Kind, key: str, period: Period) -> bool:
    """True for a period that a kind has, in a unit that serves; and for the name of a rule that it knows."""
    fits = key in kind.periods and period.fits(kind.periods[key])
    return fits and (not period.is_rule or period.law in kind.rulebooks)


def kind_of(kinds: Kinds, folder: str) -> Kind:
    """The kind read from a top folder; any other folder holds the first kind."""
    return folders(kinds).get(folder) or next(iter(kinds.values()))
