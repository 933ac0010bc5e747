"""What happens to a law on which day: for calendars, and for the feed once the day has come."""

from collections.abc import Iterator
from datetime import date

from ...domain.document import Document
from ...pages.kinds import Event
from .record import of
from .timing import start_of


def events(document: Document) -> Iterator[Event]:
    """The day from which it is in force, and that of its end; where a newer text stands beside it, that one tells the day."""
    item = of(document)
    if item.effective_on:
        yield Event("effect", f"{_begins(document)}：{document.title}", item.effective_on)
    if item.replaced_on and "replaced_on" not in dict(document.derived):
        yield Event("replaced", f"被新文本代替：{document.title}", item.replaced_on)
    if item.repealed_on:
        yield Event("repeal", f"废止：{document.title}", item.repealed_on)


def changes(document: Document) -> Iterator[Event]:
    """That it was published, and of its days those that have come."""
    if document.date and document.has_day:
        yield Event("text", f"{'新文本' if of(document).amendments else '公布'}：{document.title}", document.date)
    for event in events(document):
        if isinstance(event.start, date) and document.turned and start_of(event.start) <= document.turned:
            yield event


def _begins(document: Document) -> str:
    return "修改后起施行" if of(document).amendments else "起施行"
