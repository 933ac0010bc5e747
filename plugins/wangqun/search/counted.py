"""A field of Whoosh that takes a text which is counted already; a module of its own, because Whoosh's files name it."""

from collections.abc import Generator, Mapping
from typing import Any

from whoosh.analysis.tokenizers import IDTokenizer
from whoosh.fields import TEXT
from whoosh.system import pack_uint


class Counted(TEXT):
    """A text whose tokens come with how often they stand there."""

    def __init__(self) -> None:
        super().__init__(analyzer=IDTokenizer(), phrase=False, stored=True)

    def index(self, value: Mapping[str, int], **kwargs: Any) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        """Token, times, weight and the times as Whoosh writes them."""
        for token, times in value.items():
            yield token.encode("utf-8", "surrogatepass"), times, float(times), pack_uint(times)
