"""JSON Schema of everything editors write, for their editors' completion and checks."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from ..domain.flow import Acceptances
from ..domain.site import ClusterRecord, FolderRecord, SiteRecord
from ..domain.waiver import Waivers
from ..records import KINDS, documents
from ..records.deputies.record import FIELDS
from ..records.kind import Kinds

_FIXED: dict[str, tuple[type[BaseModel], str, str]] = {
    "cluster": (ClusterRecord, "网站群", "sites/cluster.y*ml"),
    "site": (SiteRecord, "站点", "sites/*/*.y*ml"),
    "folder": (FolderRecord, "文件夹", "content/**/_folder.y*ml"),
    "accepted": (Acceptances, "采用", "content/*/*/accepted.y*ml"),
    "waivers": (Waivers, "豁免", "sites/waivers.y*ml"),
}
_ROWS = {
    "deputies": "代表",
    "terms": "届",
    "constituencies": "选区",
    "electing_units": "选举单位",
    "delegations": "代表团",
    "stations": "联络站",
    "duty_records": "履职记录",
    "duty_reports": "述职",
    "decisions": "裁定",
}
"""Records of people, one or a list of them in a file."""


class Form(NamedTuple):
    """What editors write in one kind of file: its record and title, the files below a cluster, whether one may hold a list."""

    record: type[BaseModel]
    title: str
    files: tuple[str, ...]
    many: bool = False


def forms(kinds: Kinds) -> dict[str, Form]:
    """Everything that editors write, by the name of its schema."""
    found = {name: Form(record, title, (path,)) for name, (record, title, path) in _FIXED.items()}
    for kind in documents(kinds):
        files = tuple(f"content/*/*/{kind.folder or '*'}/**/*.{suffix}" for suffix in ("md", "markdown", "rst"))
        found[kind.name] = Form(kind.record, kind.title, files)
    for name, record in FIELDS.items():
        found[name] = Form(record, _ROWS[name], (f"content/*/*/{name}.y*ml", f"content/*/*/{name}/**/*.y*ml"), many=True)
    return found


FORMS = forms(KINDS)


def as_text(name: str, known: Mapping[str, Form] = FORMS) -> str:
    """One schema as formatted JSON."""
    form = known[name]
    found = form.record.model_json_schema(mode="validation", by_alias=True)
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": form.title}
    if form.many:
        found |= {"type": ["object", "array"], "items": {"$ref": "#"}}
    return json.dumps(found, ensure_ascii=False, indent=2)


def editor_settings(folder: str, known: Mapping[str, Form] = FORMS) -> str:
    """The text of .vscode/settings.json: which schema, in `folder` below the cluster, is whose."""
    mapped = {f"./{folder}/{name}.json": list(form.files) for name, form in known.items()}
    return json.dumps({"yaml.schemas": mapped}, ensure_ascii=False, indent=2) + "\n"


def write_all(folder: Path, known: Mapping[str, Form] = FORMS) -> list[Path]:
    """Write every schema as <name>.json; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in sorted(known):
        paths.append(folder / f"{name}.json")
        paths[-1].write_text(as_text(name, known) + "\n", encoding="utf-8")
    return paths
