"""788 regulations of four provinces as a cluster: congress and standing committee of one region are one site."""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wangqun.domain.ids import slugify

ROOT_SITE = "quanguo"
PROVINCES = {
    "北京": ("110000", "beijing", "北京市"),
    "浙江": ("330000", "zhejiang", "浙江省"),
    "广东": ("440000", "guangdong", "广东省"),
    "重庆": ("500000", "chongqing", "重庆市"),
}
FLOWS = [
    # 市、自治县的法规经省级批准后报送到省，由省列出
    {"id": "approved-up", "kind": "report", "from": ["city", "county"], "columns": ["legislation"], "to": ["province"]},
    # 省级法规下发到市县，每年每省不超过三部
    {
        "id": "provincial-down",
        "kind": "push",
        "from": ["province"],
        "columns": ["legislation"],
        "into": "learning",
        "limit": {"count": 3, "per": "year"},
    },
]
LOST_POINT = "\ue010"
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
LEVELS = {"省": "province", "市": "city", "县": "county"}


@dataclass(frozen=True, slots=True)
class Place:
    """The site of one region: `parent` is a province's id, or the nation's for a province."""

    site: str
    level: str
    area: str
    code: str
    parent: str


@dataclass(frozen=True, slots=True)
class Law:
    """One row of the index with its text as stored; `articles` and `headings` are the index's own counts."""

    file: str
    title: str
    date: str
    source: str
    articles: int
    headings: int
    text: str
    place: Place
    approved: bool

    @property
    def id(self) -> str:
        """Its id in the cluster."""
        return f"{self.place.site}:article/{slugify(Path(self.file).stem)}"

    @property
    def path(self) -> str:
        """Where it stands in the cluster, relative to the root."""
        return f"content/{self.place.level}/{self.place.site}/legislation/{Path(self.file).name}"


def mended(text: str) -> str:
    """A text with the characters of private use put right that were lost on its way here, as an editor has to: a law whose
    2.5 米 reads 25 米 is not published.
    """
    return PRIVATE_USE.sub("", text.replace(LOST_POINT, "."))


def read_laws(data: Path) -> list[Law]:
    """Every law of the index, in its order."""
    with (data / "index.csv").open(encoding="utf-8", newline="") as file:
        return [_law(row, data) for row in csv.DictReader(file)]


def _law(row: dict[str, str], data: Path) -> Law:
    return Law(
        file=row["file"],
        title=row["title"],
        date=row["last_date"] or row["first_date"],
        source=row["issuer"] or row["province"],
        articles=int(row["articles"]),
        headings=int(row["headings"]),
        text=mended((data / "md" / row["file"]).read_bytes().decode("utf-8")),
        place=_place(row),
        approved=bool(row["approved_by"]) and row["issuer_code"] not in {"", PROVINCES[row["province"]][0]},
    )


def _place(row: dict[str, str]) -> Place:
    """The issuer's site; a row without a code goes to its province."""
    code, site, area = PROVINCES[row["province"]]
    if row["issuer_code"] in {"", code}:
        return Place(site, "province", area, code, ROOT_SITE)
    return Place(f"r{row['issuer_code']}", LEVELS[row["issuer_level"]], row["issuer_region"], row["issuer_code"], site)


def write_cluster(root: Path, laws: Sequence[Law]) -> None:
    """Write sites/ and content/ below `root`; the text of a law stands as it is under its header."""
    _write(
        root / "sites" / "cluster.yaml",
        [("name", "地方性法规网站群"), ("root", ROOT_SITE), ("base_url", "https://laws.example/"), ("flows", FLOWS)],
    )
    for province in {law.place.parent for law in laws if law.approved}:
        ids = sorted(law.id for law in laws if law.approved and law.place.parent == province)
        entries = [{"id": law_id, "by": "省人大常委会", "on": "2026-11-01"} for law_id in ids]
        _write(root / "content" / "province" / province / "accepted.yaml", [("accepted", entries)])
    nation = [("name", "全国人民代表大会"), ("short_name", "全国人大"), ("area", "全国"), ("external", True)]
    _write(root / "sites" / "national" / f"{ROOT_SITE}.yaml", nation)
    for place in {law.place for law in laws}:
        rows = [("name", f"{place.area}人民代表大会"), ("short_name", f"{place.area}人大"), ("area", place.area)]
        rows += [("division_code", place.code), ("parent", place.parent)]
        _write(root / "sites" / place.level / f"{place.site}.yaml", rows)
    for law in laws:
        header = _yaml([("title", law.title), ("date", law.date), ("source", law.source)])
        path = root / law.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"---\n{header}---\n{law.text}".encode())


def _write(path: Path, rows: Iterable[tuple[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_yaml(rows), encoding="utf-8")


def _yaml(rows: Iterable[tuple[str, object]]) -> str:
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in rows)
