"""What happens to a law on which day: for calendars, and for its course once the day has come."""

from collections.abc import Iterator
from datetime import date

from ...domain.document import Document
from ...domain.said import said
from ...pages.kinds import Event
from .checks import filing_due
from .record import is_local, of
from .timing import key_of, start_of

_MADE = (
    ("approved_on", said("批准")),
    ("promulgated_on", said("公布")),
    ("filed_on", said("报送备案")),
)


def events(document: Document) -> Iterator[Event]:
    """The day from which it is in force, and that of its end; where a newer text stands beside it, that one tells the day."""
    yield from (Event(key, f"{what}：{document.title}", day) for key, what, day in _days(document))


def dues(document: Document) -> Iterator[Event]:
    """The day by which it is to be filed, while it is not."""
    item = of(document)
    if is_local(item) and not item.imported and item.filed_on is None and (last := filing_due(item)):
        yield Event("filing", said("报送备案"), last)


def course(document: Document) -> Iterator[Event]:
    """What has become of it so far: passed, approved, made public, reported; and of its days those that have come."""
    item = of(document)
    if item.version_on and item.amendments:
        yield Event("version_on", said("修改通过"), item.version_on)
    elif item.passed_on:
        yield Event("passed_on", said("通过"), item.passed_on)
    for field, what in _MADE:
        if day := getattr(item, field):
            yield Event(field, what, day)
    if key_of(document):
        yield from (Event(key, what, day) for key, what, day in _days(document) if _has_come(document, day))


def _days(document: Document) -> Iterator[tuple[str, str, date]]:
    item = of(document)
    if item.effective_on:
        yield "effect", said("修改后起施行") if item.amendments else said("起施行"), item.effective_on
    if item.replaced_on and "replaced_on" not in dict(document.derived):
        yield "replaced", said("被新文本代替"), item.replaced_on
    if item.repealed_on:
        yield "repeal", said("废止"), item.repealed_on


def _has_come(document: Document, day: date) -> bool:
    """True for a day that is a turn which has passed."""
    return document.turned is not None and start_of(day) <= document.turned
