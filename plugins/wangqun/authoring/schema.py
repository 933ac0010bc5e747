"""JSON Schema of everything editors write, for their editors' completion and checks."""

import json
from pathlib import Path

from pydantic import BaseModel

from ..domain.flow import Acceptances
from ..domain.site import ClusterRecord, FolderRecord, SiteRecord
from ..domain.waiver import Waivers
from ..records import KINDS, documents
from ..records.deputies.record import FIELDS

SCHEMAS: dict[str, type[BaseModel]] = {
    "cluster": ClusterRecord,
    "site": SiteRecord,
    "folder": FolderRecord,
    "accepted": Acceptances,
    "waivers": Waivers,
    **{k.name: k.record for k in documents(KINDS)},
    **FIELDS,
}
_TITLES = {
    "cluster": "网站群",
    "site": "站点",
    "folder": "文件夹",
    "accepted": "采用",
    "waivers": "豁免",
    **{kind.name: kind.title for kind in documents(KINDS)},
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


def as_text(name: str) -> str:
    """One schema as formatted JSON."""
    found = SCHEMAS[name].model_json_schema(mode="validation", by_alias=True)
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": _TITLES[name]}
    return json.dumps(found, ensure_ascii=False, indent=2)


def write_all(folder: Path) -> list[Path]:
    """Write every schema as <name>.json; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in sorted(SCHEMAS):
        paths.append(folder / f"{name}.json")
        paths[-1].write_text(as_text(name) + "\n", encoding="utf-8")
    return paths
