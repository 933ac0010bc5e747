"""Edits that know nothing of what they edit, for records of every kind: two numbers choose which file, which field, and how."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import yaml

from clusters import NOW, REPO

from .of_pieces import Edit
from .sources import Piece, Sources, column_of, dump

PART = {"yunze": "province", "yannan": "city", "qinglan": "county", "liuxi": "township"}
"""Sites of the demo that lie one below the other, with records of every kind among them."""
DAYS = (-400, -40, -9, -3, -1, 1, 2, 9, 40, 400)
Way = tuple[str | int, ...]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_GONE = object()


@cache
def part_of_demo() -> Sources:
    """Four sites of the demo, and the cluster as if it had no others."""
    others = {path.stem for path in (REPO / "sites").rglob("*.yaml")} - PART.keys() - {"cluster"}
    files = {"pelicanconf.py": (REPO / "pelicanconf.py").read_bytes()}
    for site, level in PART.items():
        record = REPO / "sites" / level / f"{site}.yaml"
        for path in (record, *sorted((REPO / "content" / level / site).rglob("*"))):
            if path.is_file():
                files[path.relative_to(REPO).as_posix()] = path.read_bytes()
    cluster = yaml.safe_load((REPO / "sites" / "cluster.yaml").read_text(encoding="utf-8"))
    files["sites/cluster.yaml"] = dump(_without(cluster, others)).encode()
    return Sources(files, NOW)


def _without(value: Any, names: set[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(held, names) for key, held in value.items()}
    if isinstance(value, list):
        return [_without(held, names) for held in value if not (isinstance(held, str) and held in names)]
    return value


def header(sources: Sources, a: int, b: int) -> Sources | None:
    """Change, take away, double or move something in the header of a record, or take a field from another of its folder."""
    chance = Random(f"{a} header {b}")
    path, beside = _some(sources, chance, ".md")
    if not path:
        return None
    old = Piece.of(sources.text(path))
    others = [Piece.of(sources.text(each)).header for each in beside]
    made = _changed(dict(old.header), others, chance)
    return None if made is None else sources.edited({path: Piece(made, old.body).text})


def row(sources: Sources, a: int, b: int) -> Sources | None:
    """The same in a file of rows: people, terms, stations, decisions."""
    chance = Random(f"{a} row {b}")
    path, beside = _some(sources, chance, ".yaml")
    if not path:
        return None
    made = _changed(sources.record(path), [sources.record(each) for each in beside], chance)
    return None if made is None else sources.edited({path: dump(made)})


def line(sources: Sources, a: int, b: int) -> Sources | None:
    """Take a line of a table away, or put it there twice."""
    chance = Random(f"{a} line {b}")
    path, _ = _some(sources, chance, ".csv")
    lines = sources.text(path).splitlines(keepends=True) if path else []
    if len(lines) < 3:
        return None
    at = chance.randrange(1, len(lines))
    return sources.edited({path: "".join((*lines[:at], *lines[at : at + 1] * chance.choice((0, 2)), *lines[at + 1 :]))})


def prose(sources: Sources, a: int, b: int) -> Sources | None:
    """Put a paragraph or a link to any other record at the end of one, or leave its first paragraph."""
    chance = Random(f"{a} prose {b}")
    path, _ = _some(sources, chance, ".md")
    if not path:
        return None
    old, target = Piece.of(sources.text(path)), "/".join(chance.choice(_files(sources, ".md")).split("/")[3:])
    body = chance.choice((f"{old.body}\n又一段。\n", f"{old.body}\n见[此](../{target})。\n", old.body.split("\n\n")[0] + "\n"))
    return sources.edited({path: Piece(old.header, body).text})


def copy(sources: Sources, a: int, b: int) -> Sources | None:
    """Put a record beside itself under another name."""
    path, _ = _some(sources, Random(f"{a} copy {b}"), ".md")
    return sources.edited({f"{path[:-3]}-{sources.edits}.md": sources.files[path]}) if path else None


def remove(sources: Sources, a: int, b: int) -> Sources | None:
    """Take a record away."""
    path, _ = _some(sources, Random(f"{a} remove {b}"), ".md")
    return sources.edited({path: None}) if path and len(_files(sources, ".md")) > 6 else None


def hold(sources: Sources, a: int, b: int) -> Sources | None:
    """Hold a record back, withdraw it, or have it shown elsewhere; or none of these."""
    chance = Random(f"{a} hold {b}")
    path, _ = _some(sources, chance, ".md")
    if not path:
        return None
    withdrawn = {"reason": "内容有误", "time": f"{sources.now - timedelta(hours=3):%Y-%m-%d %H:%M}"}
    share = {"up": "province"} if chance.random() < 0.5 else {"descendants": True}
    said = chance.choice(({"status": "draft"}, {"withdrawn": withdrawn}, {"share": share | {"mode": "page"}}, {"share": share}))
    none = {"status": None, "withdrawn": None, "share": None}
    return sources.edited({path: Piece.of(sources.text(path)).saying(**(none | said if b % 3 else none)).text})


OF_RECORDS: tuple[Edit, ...] = (header, row, line, prose, copy, remove, hold)


def _files(sources: Sources, ending: str) -> list[str]:
    return [path for path in sorted(sources.files) if path.startswith("content/") and path.endswith(ending)]


def _some(sources: Sources, chance: Random, ending: str) -> tuple[str, list[str]]:
    """A file, and all of folders of its name, its own site's or another's; each such folder as likely as any."""
    folders: dict[str, list[str]] = {}
    for path in _files(sources, ending):
        folders.setdefault(column_of(path), []).append(path)
    if not folders:
        return "", []
    chosen = folders[chance.choice(sorted(folders))]
    return chance.choice(chosen), chosen


def _changed(value: Any, others: list[Any], chance: Random) -> Any:
    """A value with one thing in it changed; None when there is none that could be."""
    parts = [(at, part) for at, part in _parts(value) if at]
    ways: list[tuple[Way, Callable[[Any], Any]]] = []
    match chance.choice(("day", "day", "gone", "double", "order", "text", "borrow", "borrow")):
        case "day":
            by = timedelta(days=chance.choice(DAYS))
            ways = [(at, lambda day: _moved(day, by)) for at, part in parts if _is_day(part)]
        case "gone":
            ways = [(at, lambda _: _GONE) for at, _ in parts]
        case "double":
            ways = [(at, lambda held: [*held, chance.choice(held)]) for at, part in parts if isinstance(part, list) and part]
        case "order":
            ways = [(at, lambda held: chance.sample(held, len(held))) for at, part in parts if isinstance(part, list)]
        case "text":
            ways = [(at, lambda text: f"{text}（二）") for at, part in parts if isinstance(part, str) and not _is_day(part)]
        case "borrow" if isinstance(value, dict):
            other = chance.choice(others)
            names = sorted(other, key=str) if isinstance(other, dict) else []
            return {**value, (name := chance.choice(names)): other[name]} if names else None
    return _with(value, *chance.choice(ways)) if ways else None


def _parts(value: Any, at: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Everything in a value, with the way that leads there."""
    yield at, value
    for key, held in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _parts(held, (*at, key))


def _with(value: Any, at: Way, change: Callable[[Any], Any]) -> Any:
    """The value with what stands there changed."""
    if not at:
        return change(value)
    pairs = list(value.items() if isinstance(value, dict) else enumerate(value))
    made = [(key, _with(held, at[1:], change) if key == at[0] else held) for key, held in pairs]
    kept = [(key, held) for key, held in made if held is not _GONE]
    return dict(kept) if isinstance(value, dict) else [held for _, held in kept]


def _is_day(value: Any) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and bool(_DAY.match(value)))


def _moved(day: Any, by: timedelta) -> Any:
    """A day, or a text that begins with one, earlier or later."""
    if isinstance(day, date | datetime):
        return day + by
    try:
        return f"{date.fromisoformat(day[:10]) + by}{day[10:]}"
    except ValueError:
        return day
