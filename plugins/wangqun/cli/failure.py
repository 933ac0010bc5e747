"""A command that came to nothing, as a value."""

from typing import NamedTuple

from ..domain.finding import Finding


class Failure(NamedTuple):
    """Why a command came to nothing: a word for programs, a line for people, the exit code, what was found."""

    kind: str
    message: str
    code: int = 2
    findings: tuple[Finding, ...] = ()

    @property
    def error(self) -> dict[str, str]:
        """As an object has it."""
        return {"kind": self.kind, "message": self.message}
