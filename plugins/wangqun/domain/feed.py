"""What a feed says of a piece, as plain text: it can be kept, and is printed the same by whoever has it."""

from typing import NamedTuple


class FeedEntry(NamedTuple):
    """One entry: `summary` is escaped already, moments are ISO text, `author` is the office that the piece is of.

    `lang` is the language of a piece that is not in Chinese, "" of one that is.
    """

    title: str
    url: str
    summary: str
    id: str
    published: str
    updated: str
    author: str
    lang: str
    categories: tuple[str, ...]
