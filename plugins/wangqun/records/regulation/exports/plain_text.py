"""A text of a law as plain text: title, head, body, and at the end where it is from."""

from collections.abc import Iterator

from ....domain.law.writing import as_text
from .facts import Facts
from .reading import Words


def plain_text(facts: Facts, words: Words) -> str:
    """The file, a line for each paragraph, item and row."""
    head, about = "\n".join((facts.title, *facts.adoption)), "\n".join(_about(facts))
    return f"{head}\n\n{as_text(words.parts)}\n----\n{about}\n"


def _about(facts: Facts) -> Iterator[str]:
    since, until = facts.days.get("effective_on"), facts.until
    yield (
        f"时效：{facts.state}" + (f"，{since:%Y-%m-%d} 起施行" if since else "") + (f"，{until:%Y-%m-%d} 起失效" if until else "")
    )
    if issue := facts.words.get("gazette_issue"):
        yield f"公报：{issue}，公报上的文本是标准文本"
    yield f"来源：{facts.publisher} {facts.url}"
