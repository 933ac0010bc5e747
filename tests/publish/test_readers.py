"""A reader hammering the preview during twenty rebuilds never meets a hole or a step back."""

import re
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from clusters import NOW, run, write_cluster
from wangqun.pipeline import federate
from wangqun.serve.server import make_server
from wangqun.serve.shown import Shown

from .crashes import edit

pytestmark = pytest.mark.usefixtures("in_one_process")

REBUILDS = 20
SITES = ("shi", "xian", "sheng")  # in the order in which `edit` numbers them
PAGES = ("/", "/article/good.html", "/news/", "/xian/", "/xian/article/good.html", "/xian/manifest.json", "/shi/sitemap.xml")


def test_readers_never_see_a_missing_page_or_an_older_one_again(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    edit(root, 0)
    run(root, NOW)
    sites = {site: view.member.address for site, view in federate(root, NOW).views.items()}
    server = make_server(Shown(root / "build" / "public", sites), 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stop = threading.Event()
    wrong: list[str] = []
    counts = [0, 0]

    def read(which: int) -> None:
        newest: dict[str, int] = {}  # by site: after one of its pages of a release, no other may be of an older one
        while not stop.is_set():
            for page in PAGES:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}{page}") as answer:
                        text = answer.read().decode()
                except urllib.error.HTTPError as error:
                    wrong.append(f"{page}: {error.code}")
                    continue
                counts[which] += 1
                if page.endswith(("/", ".html")) and "</html>" not in text:
                    wrong.append(f"{page}: cut short")
                site = page.split("/")[1] if page.startswith(("/xian/", "/shi/")) else "sheng"
                for number in map(int, re.findall(rf"第(\d+)次改动，第{SITES.index(site)}个站点", text)):
                    if number < newest.get(site, 0):
                        wrong.append(f"{page}: {number} after {newest[site]}")
                    newest[site] = number

    readers = [threading.Thread(target=read, args=(which,)) for which in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, REBUILDS + 1):
        edit(root, number)
        run(root, NOW)
    stop.set()
    for reader in readers:
        reader.join()
    server.shutdown()
    server.server_close()

    assert wrong == []
    assert min(counts) > REBUILDS
