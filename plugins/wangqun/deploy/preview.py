"""`wangqun deploy preview`: public sites laid out as on their hosts, to be looked at anywhere without a server of ours."""

import shutil
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

from ..domain.refused import Refused
from ..store.manifest import MANIFEST
from ..stored import read_json

README = "怎样看.txt"
_HOW = """\
这里是 {count} 个有变化的站点，按网址摆放，一台主机一个文件夹。下载、解开以后：

{commands}
没有变化的站点不在里面，指向它们的链接打不开。这只是预览，没有发布。
"""


def write_preview(root: Path, out: Path, sites: Collection[str] = ()) -> list[str]:
    """Copy what is public of some sites, of all when none is named, to `out`/<host>/<prefix>; their addresses.

    Sites that nobody can see are passed over. What is there of an earlier preview is replaced.

    Raises:
        Refused: nothing is built, or `out` holds something that is no preview.
    """
    known = read_json(root / "build" / "manifests" / MANIFEST, lambda data: {site["id"]: site["url"] for site in data["sites"]})
    if known is None:
        raise Refused("还没有生成过，或清单已损坏。请先运行 wangqun build。")
    urls = {site: url for site, url in known.items() if not sites or site in sites}
    if out.exists() and any(out.iterdir()) and not (out / README).is_file():
        raise Refused(f"{out} 里有别的东西，不覆盖。")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    public = root / "build" / "public"
    shown = {site: url for site, url in urls.items() if (public / site).is_dir()}
    for site, url in sorted(shown.items(), key=lambda item: len(item[1])):  # the site of a whole host first, then those inside
        parts = urlsplit(url)
        shutil.copytree(public / site, out / parts.netloc / parts.path.strip("/"), dirs_exist_ok=True)
    hosts: dict[str, list[str]] = {}
    for url in shown.values():
        hosts.setdefault(urlsplit(url).netloc, []).append(urlsplit(url).path)
    commands = [
        f"  python3 -m http.server --directory {host} {8000 + number}\n"
        + "".join(f"    http://127.0.0.1:{8000 + number}{path}\n" for path in sorted(paths))
        for number, (host, paths) in enumerate(hosts.items())
    ]
    (out / README).write_text(_HOW.format(count=len(shown), commands="\n".join(commands)), encoding="utf-8")
    return list(shown.values())
