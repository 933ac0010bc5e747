"""people.jsonl: one person a line, sorted by key, so that the files of many sites are merged without reading their JSON."""

import json
from collections.abc import Iterable
from typing import Any

PEOPLE_LINES = "data/people.jsonl"
CLUSTER_PEOPLE = "data/cluster/people.jsonl"
CLUSTER_INDEX = "data/cluster/index.json"
CLUSTER_SUMS = "data/cluster/SHA256SUMS"
CLUSTER = (CLUSTER_PEOPLE, CLUSTER_INDEX, CLUSTER_SUMS)
_START = '{"id":"'
_KEY = slice(len(_START), len(_START) + len("person:0123456789"))
_HOME = b'","home":true'
_REMOVED = b'","home":false,"removed":true'


def person_line(person: dict[str, Any], home: bool) -> str:
    """A person's line; `home` when this site has the page that search engines keep. Contacts never stand here.

    Every value of `person` is kept in its order; `id` comes first.
    """
    rest = {key: value for key, value in person.items() if key not in {"id", "contact_details"}}
    return _text({"id": person["id"], "home": home} | rest)


def tombstone_line(key: str) -> str:
    """The line of a person that must no longer be shown: whoever keeps a copy removes it."""
    return _text({"id": key, "home": False, "removed": True})


def merge_lines(files: Iterable[bytes]) -> bytes:
    """Every person once: the line of the site that is their home, else that of the first file with one, else the tombstone.

    Bytes in and out: a cluster's people are more than a hundred megabytes, and nothing in them has to be understood.
    """
    chosen: dict[bytes, bytes] = {}
    for content in files:
        for line in content.split(b"\n"):
            key = line[_KEY]
            if key and (key not in chosen or _rank(line) > _rank(chosen[key])):
                chosen[key] = line
    return b"".join(chosen[key] + b"\n" for key in sorted(chosen))


def _rank(line: bytes) -> int:
    """2 for a line from home, 1 from elsewhere, 0 for a tombstone."""
    if line.startswith(_HOME, _KEY.stop):
        return 2
    return 0 if line.startswith(_REMOVED, _KEY.stop) else 1


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
