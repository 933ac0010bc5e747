"""What must be the same on two machines for both to make the same bytes, by the name under which people know it."""

import platform
import re
import sys
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from unicodedata import unidata_version

from ..domain.moment import SHANGHAI
from ..render.brought import tree_digest
from ..render.compress import compressors
from ..render.dependencies import LIBRARIES, version_of, zone
from ..render.dependencies import world as world_of

_NAME = re.compile(r"[\w.-]+")


@cache
def facts() -> dict[str, str]:
    """Name -> value of all that the engine depends on, of this process."""
    return {
        "群网程序": tree_digest([Path(__file__).parents[1]])[:16],
        "Python": platform.python_version(),
        "字节次序": sys.byteorder,
        "字符表 unicodedata": unidata_version,
        "北京时间的时区数据": sha256(zone(SHANGHAI.key)).hexdigest()[:16],
        "压缩程序": compressors(),
        **{name: version_of(name) or "没有" for name in _dependencies()},
    }


def world(root: Path) -> dict[str, str]:
    """The same of what a cluster sets for all its sites."""
    found = world_of(root)
    return {"主题": found["theme"][:16], "pelicanconf.py": found["settings"]}


def differences(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[str]:
    """What is not the same, with both values where people can read them."""
    return [
        f"{name}（本机 {_shown(ours.get(name))}，它 {_shown(theirs.get(name))}）"
        for name in {**ours, **theirs}
        if ours.get(name) != theirs.get(name)
    ]


def _shown(value: str | None) -> str:
    return value[:20] if value else "没有"


def _dependencies() -> list[str]:
    """Every package that running needs."""
    try:
        written = [each for each in requires("wangqun") or () if "extra ==" not in each]
    except PackageNotFoundError:
        written = []
    names = (found[0] for each in written if (found := _NAME.match(each)))
    return sorted({*names, *LIBRARIES}, key=str.lower)
