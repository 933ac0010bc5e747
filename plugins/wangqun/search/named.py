"""The one file of an index with a fixed name, index.json: what it says of the others, brings along of them, and leads to."""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from .cutting import FORMAT
from .postings import LONG
from .shards import GROUP, State, read_table
from .store import Store, split_names

HELD = 16_384  # bytes that may be brought along: a small index is asked in a round less


def index_json(store: Store, state: State, about: Mapping[str, Any], origin: str) -> str:
    """How large the index is, the names of the files with names, and those files themselves where they are few."""
    groups = [store.put_names(state.shards[at : at + GROUP]) for at in range(0, len(state.shards), GROUP)]
    described = store.put(json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode())
    data: dict[str, Any] = {
        "format": FORMAT,
        "origin": origin,
        "documents": len(state.documents),
        "chunks": sum(state.fragments),
        "bits": state.bits,
        "block": state.block,
        "about": described.hex(),
        "shards": [name.hex() for name in groups],
        "tables": [name.hex() for name in state.tables],
    }
    if held := _held(store, (described, *groups, *state.tables)):
        data["held"] = held
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _held(store: Store, names: Sequence[bytes]) -> dict[str, str]:
    """The files in base 64 by name; nothing where they are too large together, or one is damaged and fetched by itself."""
    files: dict[str, bytes] = {}
    for name in names:
        try:
            files[name.hex()] = store.get(name)
        except ValueError:
            return {}
        if sum(map(len, files.values())) > HELD:
            return {}
    return {name: b64encode(data).decode() for name, data in files.items()}


def used_names(store: Store, index: str) -> set[str]:
    """Every data file that an index.json leads to.

    Raises:
        OSError, ValueError, KeyError: it is not whole.
    """
    data = json.loads(index)
    used = {data["about"], *data["shards"], *data["tables"]}
    for group in data["shards"]:
        names = split_names(store.get(bytes.fromhex(group)))
        used |= {name.hex() for name in names}
        for name in names if data["documents"] > LONG else ():
            used |= {part.hex() for tail in store.get_shard(name).tails.values() for part in tail.ranges if part}
    for table in data["tables"]:
        used |= {name.hex() for names in read_table(store.get(bytes.fromhex(table))) for name in names}
    return used
