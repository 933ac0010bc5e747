"""A piece that waits for a site to accept it."""

from datetime import date

from .finding import Place
from .frozen import frozen
from .ids import DocumentId


@frozen
class Offer:
    """A piece that was reported to a site and waits for its acceptance: by which rule, and where the site writes it.

    `site_name` is who must accept it; `path` its accepted.yaml, which need not be there yet.
    """

    id: DocumentId
    title: str
    home: str
    site: str
    site_name: str
    rule: str
    place: Place
    path: str

    def line(self, today: date) -> str:
        """The line to add below `accepted:`."""
        return f"- {{id: {self.id}, by: 决定人, on: {today.isoformat()}}}"

    def as_json(self, today: date) -> dict[str, str]:
        """The machine-readable form."""
        return {
            "id": str(self.id),
            "title": self.title,
            "home": self.home,
            "site": self.site,
            "rule": self.rule,
            "path": self.path,
            "line": self.line(today),
        }
