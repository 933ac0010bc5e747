"""A document whose header reads well and whose body cannot be published."""

from collections.abc import Mapping
from dataclasses import dataclass

from .finding import Finding


@dataclass(frozen=True, slots=True)
class Unfit:
    """The verdict on the document at `path`: findings of severity block.

    `because` maps all that the verdict rests on, files by path and the engine's parts by name, to digests: it holds while
    every one of them is the same.
    """

    path: str
    findings: tuple[Finding, ...]
    because: Mapping[str, str]

    def holds(self, digests: Mapping[str, str]) -> bool:
        """True when everything it rests on still has these digests."""
        return all(digests.get(name) == digest for name, digest in self.because.items())
