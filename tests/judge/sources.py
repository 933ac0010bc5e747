"""A cluster as somebody holds it: its files, its clock; three sites with six pieces each to begin with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from clusters import FAULTS, NOW, REPO, read_folder
from samples import pdf, picture

SITES = {"sheng": "province", "shi": "city", "xian": "county"}
COLUMNS = ("news", "notices", "meetings")
THEME = "themes/renda/"
PEOPLE = ("person:7k3m9q2x4t", "person:xe3qtmqam4", "person:pff4ddzbz2")
SETTINGS = {"THEME": "renda", "DEFAULT_PAGINATION": 4, "FEED_MAX_ITEMS": 5}
IMPORTED = {"original_url": "https://old.test.example/1", "original_date": "2026-03-01"}
KEPT = 6  # earlier states that can come back


@dataclass(frozen=True, slots=True)
class Sources:
    """All files by path, the moment at which they are built, how many edits were made, and the files some edits ago."""

    files: Mapping[str, bytes]
    now: datetime = NOW
    edits: int = 0
    past: tuple[Mapping[str, bytes], ...] = field(default=(), repr=False)

    def edited(self, changes: Mapping[str, bytes | str | None]) -> "Sources":
        """The sources with some files anew, None taking one away."""
        files = dict(self.files)
        for path, content in changes.items():
            if content is None:
                files.pop(path, None)
            else:
                files[path] = content.encode() if isinstance(content, str) else content
        return replace(self, files=files, edits=self.edits + 1, past=(self.files, *self.past)[:KEPT])

    def later(self, step: timedelta) -> "Sources":
        """The sources with the clock put forward, or back."""
        return replace(self, now=self.now + step, edits=self.edits + 1)

    def pieces(self, site: str = "") -> list[str]:
        """Paths of all pieces, of one site or of all."""
        folders = tuple(folder_of(each) for each in SITES if site in {"", each})
        return [path for path in sorted(self.files) if path.startswith(folders) and path.endswith(".md")]

    def text(self, path: str) -> str:
        """A file's text."""
        return self.files[path].decode()

    def record(self, path: str) -> Any:
        """What a YAML file says."""
        return yaml.safe_load(self.text(path))


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece as its file says it."""

    header: Mapping[str, Any]
    body: str

    @classmethod
    def of(cls, text: str) -> "Piece":
        """A piece from its text; one whose header is damaged has an empty one."""
        _, _, rest = text.partition("---\n")
        head, _, body = rest.partition("---\n")
        try:
            header = yaml.safe_load(head)
        except yaml.YAMLError:
            header = None
        return cls(header if isinstance(header, dict) else {}, body)

    def saying(self, **fields: Any) -> "Piece":
        """The piece with some fields of its header anew, None taking one away."""
        header = {name: value for name, value in (dict(self.header) | fields).items() if value is not None}
        return replace(self, header=header)

    @property
    def text(self) -> str:
        """The file."""
        return f"---\n{dump(dict(self.header))}---\n{self.body}"


def dump(value: Any) -> str:
    """YAML as editors write it: a field a line, small things within it."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=None, width=1000)


def folder_of(site: str) -> str:
    """Where a site's content lies."""
    return f"content/{SITES[site]}/{site}/"


def site_of(path: str) -> str:
    """The site whose content a path belongs to."""
    return path.split("/")[2]


def column_of(path: str) -> str:
    """The folder a piece lies in."""
    return path.split("/")[3]


def id_of(path: str) -> str:
    """The id of the piece of a file that moves nowhere."""
    kind = "page" if column_of(path) == "pages" else "article"
    return f"{site_of(path)}:{kind}/{Path(path).stem}"


def piece(number: int, title: str, body: str = "正文一段。\n", **header: Any) -> Piece:
    """A piece of which no check complains, the higher its number the older."""
    date = datetime(2026, 11, 20, 9) - timedelta(days=5 * number)
    return Piece({"title": title, "date": f"{date:%Y-%m-%d %H:%M}", "imported": IMPORTED} | header, body)


def beginning() -> Sources:
    """The cluster before the first edit."""
    files = {name: text.encode() for name, text in read_folder(FAULTS / "_base").items() if not name.endswith("good.md")}
    files["pelicanconf.py"] = settings_text(SETTINGS).encode()
    cluster = yaml.safe_load(files["sites/cluster.yaml"])
    for level in cluster["levels"].values():
        level["columns"] = [*COLUMNS, "lower"]
    cluster["flows"] = list(FLOWS)
    files["sites/cluster.yaml"] = dump(cluster).encode()
    for site in SITES:
        files |= {path: each.text.encode() for path, each in _six(site).items()}
        folder = folder_of(site)
        files[f"{folder}images/a.jpg"] = picture()
        files[f"{folder}images/emblem.svg"] = files["content/province/sheng/images/emblem.svg"]
        files[f"{folder}attachments/a.pdf"] = pdf()
    files |= {path: text.encode() for path, text in _people().items()}
    return Sources(files)


def themed(sources: Sources) -> Sources:
    """The sources with a theme of their own, the packaged one to begin with: until it is edited nobody needs to read it."""
    if any(path.startswith(THEME) for path in sources.files):
        return sources
    paths = (path for path in sorted((REPO / THEME).rglob("*")) if path.is_file())
    return replace(sources, files={**sources.files, **{path.relative_to(REPO).as_posix(): path.read_bytes() for path in paths}})


def settings_text(values: Mapping[str, Any]) -> str:
    """A pelicanconf.py."""
    return "".join(f"{name} = {value!r}\n" for name, value in values.items())


FLOWS: tuple[dict[str, Any], ...] = (
    {"id": "down", "kind": "push", "from": ["sheng"], "columns": ["notices"]},
    {"id": "pages-down", "kind": "push", "from": ["shi"], "columns": ["meetings"], "mode": "page"},
    {
        "id": "up",
        "kind": "report",
        "from": ["county"],
        "columns": ["news"],
        "accept": "auto",
        "limit": {"count": 2, "per": "month"},
    },
    {"id": "up-listed", "kind": "report", "from": ["city"], "columns": ["news"], "to": ["province"], "mode": "page"},
)


def _six(site: str) -> dict[str, Piece]:
    """Six pieces of a site: plain, with attachment and alias, with picture, linked, shared, and a standing page."""
    folder, name = folder_of(site), site
    attached = {"attachments": [{"name": "附件", "file": "../attachments/a.pdf"}], "aliases": [f"/old/{site}.html"]}
    pictured = {"image": {"file": "../images/a.jpg", "alt": "会场"}, "tags": ["会议", "监督"]}
    linked = "见[第一篇](one.md)和[附件](../attachments/a.pdf)。\n\n## 小标题\n\n又一段。\n"
    return {
        f"{folder}news/one.md": piece(1, f"{name}第一篇", "正文一段。\n\n## 一、概况\n\n概况一段。\n", tags=["监督"]),
        f"{folder}news/two.md": piece(2, f"{name}第二篇", linked, **attached),
        f"{folder}notices/three.md": piece(3, f"{name}第三篇", "公告一段，见[第二篇](../news/two.md#小标题)。\n", **pictured),
        f"{folder}notices/four.md": piece(4, f"{name}第四篇", related=[f"{site}:article/one"]),
        f"{folder}meetings/five.md": piece(5, f"{name}第五篇", "![会场](../images/a.jpg)\n\n会议一段。\n", share={"up": True}),
        f"{folder}pages/about.md": Piece({"title": "机构概况", "slug": "about"}, "概况一段，见[第四篇](../notices/four.md)。\n"),
    }


def deputy(site: str, person: str, **fields: Any) -> str:
    """A deputy of the county, or of the city whom the county elected."""
    term, place = (17, {"constituency": "c1"}) if site == "xian" else (15, {"electing_unit": "xian"})
    names = dict(zip(PEOPLE, ("闻正言", "顾晓棠", "鲁问津"), strict=True))
    mandate = {"term": term, **place, "from": "2022-02-10"}
    base = {"person": person, "name": names[person], "birth": "1970-05", "mandates": [mandate], "reception_days": [{"day": 5}]}
    return dump(base | fields)


def _people() -> dict[str, str]:
    """Three deputies, one of them of two congresses."""
    county, city = folder_of("xian"), folder_of("shi")
    return {
        county + "terms.yaml": "- {term_no: 17, start: 2022-01-10, seats: 3}\n",
        county + "constituencies.yaml": "- {key: c1, name: 第一选区, term: 17, quota: 3}\n",
        city + "terms.yaml": "- {term_no: 15, start: 2022-02-10, seats: 2}\n",
        city + "electing_units.yaml": "- {key: xian, name: 示例县, term: 15, quota: 2}\n",
        county + "deputies/p0.yaml": deputy("xian", PEOPLE[0]),
        county + "deputies/p1.yaml": deputy("xian", PEOPLE[1]),
        city + "deputies/p0.yaml": deputy("shi", PEOPLE[0]),
        city + "decisions/people.yaml": "[]\n",
    }
