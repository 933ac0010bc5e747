"""The real laws as records of one site, and the same texts as a plain site of the peers."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wangqun.authoring.laws import Row, import_laws
from wangqun.domain.ids import slugify

from ..real.data import unpack
from ..real.laws import mended
from .hebei import Piece, Region

SITE = "falv"
REGION = Region(SITE, "province", "100000", "国家", "")
RECORDS = f"content/{REGION.level}/{SITE}/regulations"
_DATE = re.compile(r"^date: '?(\d{4}-\d\d-\d\d)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Records:
    """A cluster of laws below `root`; what each file of the data was taken for, by its path below its data set."""

    root: Path
    rows: dict[str, Row]

    def written(self) -> list[Path]:
        """The records."""
        return sorted((self.root / RECORDS).glob("*.md"))


def write_records(work: Path, root: Path, sets: Sequence[str], percent: int) -> Records:
    """The laws of some data sets as a cluster, or the first so many in a hundred of each.

    Raises:
        DataMissing: a data set is not there.
    """
    rows: dict[str, Row] = {}
    copies = root / "laws"
    for name in sets:
        source = unpack(name, work / "data") / "md"
        for path in sorted(source.rglob("*.md"))[:: max(1, 100 // percent)]:
            copy = copies / name / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(mended(path.read_bytes().decode("utf-8")), encoding="utf-8")
    found = import_laws(root, [copies / name for name in sets], "", root / RECORDS, "", False, lambda text: None)
    for name in sets:
        below = copies / name
        rows |= {Path(row.file).relative_to(below).as_posix(): row for row in found if Path(row.file).is_relative_to(below)}
    shutil.rmtree(copies)
    sites = root / "sites"
    (sites / REGION.level).mkdir(parents=True)
    (sites / "cluster.yaml").write_text(f"name: 法律法规\nroot: {SITE}\nbase_url: https://laws.example/\n", encoding="utf-8")
    names = f"name: {REGION.name}人民代表大会\nshort_name: {REGION.name}人大\narea: {REGION.name}\n"
    site = sites / REGION.level / f"{SITE}.yaml"
    site.write_text(f'{names}division_code: "{REGION.code}"\n', encoding="utf-8")
    return Records(root, rows)


def pieces_of(records: Records) -> list[Piece]:
    """The same texts as pieces that the peers can be given."""
    found = []
    for path in records.written():
        _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
        day = _DATE.search(header)
        date = datetime.fromisoformat(day[1]) if day and day[1] >= "1900" else datetime(1949, 10, 1)
        title = re.search(r"^title: (.*)$", header, re.MULTILINE)
        name = title[1].strip("'\"") if title else path.stem
        found.append(Piece(slugify(path.stem), "decisions", name, date, "国家", ("某某",), (), body, None))
    return found
