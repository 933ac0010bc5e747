"""Words that pages say by themselves, where they stand in the code and not in a template.

A sentence with values is text like any other, and remembers of what it was put together: `_` in a template puts it together again
as a cluster wants it said. Whoever cuts it, or puts it into other text, has plain text.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


class Said(str):
    """A sentence in the usual words: `words` with the `values` that stand in them by name; or texts, with `words` between."""

    __slots__ = ("values", "words")
    words: str
    values: Mapping[str, object] | Sequence[str]

    def again(self, wanted: Mapping[str, str]) -> str:
        """The sentence in other words, of which some may be wanted; what of its values is a sentence too, likewise."""
        values = self.values
        if isinstance(values, Sequence):
            return self.words.join(each.again(wanted) if type(each) is Said else each for each in values)
        found = wanted.get(self.words, self.words)
        if not values:
            return found
        return found % {name: each.again(wanted) if type(each) is Said else each for name, each in values.items()}

    def __getnewargs__(self) -> tuple[str]:
        """What a copy begins with."""
        return (str(self),)


def said(words: str, /, **values: Any) -> str:
    """The words, which the theme's messages.pot lists; templates put them through `_`, as a cluster wants them said.

    With values, `%(name)s` in the words stands for one, and `%%` for a percent sign.
    """
    if not values:
        return words
    made = Said(words % values)
    made.words, made.values = words, values
    return made


def again(text: str, wanted: Mapping[str, str]) -> str:
    """A sentence in other words, or a word as it is wanted."""
    return text.again(wanted) if type(text) is Said else wanted.get(text, text)


def word(text: str) -> str:
    """A word of ours that is to be a value in a sentence: a state, a result. What editors wrote is left as it is."""
    if type(text) is Said:
        return text
    made = Said(text)
    made.words, made.values = text, {}
    return made


def together(between: str, parts: Iterable[str]) -> str:
    """Texts one after another, each of which stays what it is."""
    found = tuple(parts)
    made = Said(between.join(found))
    made.words, made.values = between, found
    return made


def listed(words: Iterable[str], between: str = "、") -> str:
    """Words of ours one after another: 采纳、部分采纳、未采纳."""
    return together(between, map(word, words))
