"""What cannot be done as asked: the errors that are written for the one who gave a command."""

from .finding import Finding


class Refused(Exception):
    """It cannot be done; the message says why, in Chinese, and the findings what is wrong. `kind` is the word for programs."""

    kind = "refused"

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings

    @property
    def code(self) -> int:
        """The exit code of a command that ends so."""
        return 2
