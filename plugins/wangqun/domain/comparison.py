"""What has changed between two reports: findings that are new, and those that are gone (docs/design.md law 8)."""

from datetime import datetime
from typing import Any, NamedTuple, get_type_hints

from .finding import Finding, Severity
from .frozen import frozen

_KINDS = {name: kind for name, kind in get_type_hints(Finding).items() if kind in {str, int}}
_NEEDED = frozenset({"code", "severity", "site", "path", "line", "message"})


@frozen
class Earlier:
    """A report as of a time (ISO), as far as another is compared with it."""

    now: str
    findings: tuple[Finding, ...]


class Comparison(NamedTuple):
    """Findings of a report that the one before it did not have, and those of the one before that are no more."""

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]

    @property
    def mended(self) -> tuple[Finding, ...]:
        """What is gone because somebody mended it; what was only foretold has come to pass, or will not."""
        return tuple(finding for finding in self.gone if not finding.due)


UNCHANGED = Comparison((), ())


def read_earlier(data: Any) -> Earlier | None:
    """A report from its JSON, that of a site or of a whole run; None when it is none."""
    if not isinstance(data, dict) or not isinstance(data.get("now"), str):
        return None
    findings = _read_findings(data.get("findings"))
    try:
        datetime.fromisoformat(data["now"])
    except ValueError:
        return None
    return None if findings is None else Earlier(data["now"], findings)


def _read_findings(written: Any) -> tuple[Finding, ...] | None:
    """Findings as a report's JSON has them, keys it does not know passed over; None when that is no list of findings."""
    if not isinstance(written, list):
        return None
    found = []
    for entry in written:
        if not isinstance(entry, dict) or not entry.keys() >= _NEEDED:
            return None
        values = {name: entry[name] for name in _KINDS if name in entry}
        follows = entry.get("follows", [])
        if not all(type(value) is _KINDS[name] for name, value in values.items()) or not isinstance(follows, list):
            return None
        try:
            found.append(Finding(**values, severity=Severity(entry["severity"]), follows=tuple(map(str, follows))))
        except ValueError:
            return None
    return tuple(found)
