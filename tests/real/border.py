"""A county full of hostile and broken input: CommonMark's examples as bodies, naughty strings wherever text may stand."""

import json
from dataclasses import dataclass
from pathlib import Path

from clusters import IMPORTED, write_cluster

from .data import unpack

SITE = "xian"
FOLDER = f"content/county/{SITE}"
STRINGS = ("title", "authors", "category", "summary", "source", "editor", "keywords", "tags", "subtitle", "unknown_field")


@dataclass(frozen=True, slots=True)
class Hostile:
    """What was put in: bodies by slug, strings by slug, and the strings used as file names."""

    bodies: dict[str, str]
    strings: dict[str, str]
    names: dict[str, str]


def read_hostile(into: Path) -> Hostile:
    """The inputs.

    Raises:
        DataMissing: the data set is not there.
    """
    data = unpack("malformed", into)
    examples = json.loads((data / "commonmark" / "spec_tests.json").read_text(encoding="utf-8"))
    naughty = [text for text in json.loads((data / "blns" / "blns.json").read_text(encoding="utf-8")) if text]
    return Hostile(
        {f"cm{example['example']}": example["markdown"] for example in examples},
        {f"ns{number}": text for number, text in enumerate(naughty)},
        {f"fn{number}": name for number, text in enumerate(naughty) if (name := _file_name(text))},
    )


def _file_name(text: str) -> str:
    """The nearest name that a file system takes; "" when there is none."""
    raw = text.replace("/", "").replace("\0", "").encode("utf-8", "ignore")[:180]
    name = raw.decode("utf-8", "ignore").strip("\n")
    return "" if name in {"", ".", ".."} else name


def write_border(root: Path, hostile: Hostile) -> Path:
    """The base cluster, its county holding all of it; the root."""
    write_cluster(root, {})
    news = root / FOLDER / "news"
    for slug, body in hostile.bodies.items():
        (news / f"{slug}.md").write_text(_header(f"例{slug}") + body, encoding="utf-8", errors="ignore", newline="")
    for number, (slug, text) in enumerate(hostile.strings.items()):
        values = dict.fromkeys(STRINGS, text) if number % 2 else {"title": text, "image": {"file": text, "alt": text}}
        if number % 5 == 0:  # as Pelican's plain header has it: one line, no quotes
            one_line = text.replace("\n", " ").replace("\r", " ")
            header = "".join(f"{key}: {one_line}\n" for key in STRINGS) + f"date: 2026-03-01\nslug: {slug}\n\n"
            (news / f"{slug}.md").write_text(header + text, encoding="utf-8", errors="ignore", newline="")
        else:
            fields = "".join(f"{key}: {json.dumps(value, ensure_ascii=number % 3 == 0)}\n" for key, value in values.items())
            head = f"---\n{fields}date: 2026-03-01\nslug: {slug}\n{IMPORTED}---\n"
            (news / f"{slug}.md").write_text(head + text, encoding="utf-8", errors="ignore", newline="")
    names = root / FOLDER / "named"
    names.mkdir()
    for number, (slug, name) in enumerate(hostile.names.items()):
        text = _header(f"名{slug}") + f"# {name}\n\n文字。"
        (names / f"{name}.md").write_text(text, encoding="utf-8", errors="ignore", newline="")
        if number % 4 == 0:
            (root / FOLDER / "images").mkdir(exist_ok=True)
            (root / FOLDER / "images" / f"{name}.txt").write_text(name, encoding="utf-8", errors="ignore")
    return root


def _header(title: str) -> str:
    return f"---\ntitle: {title}\ndate: 2026-03-01\n{IMPORTED}---\n"
