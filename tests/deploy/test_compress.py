"""`build --compress`: copies of the right bytes, the same from any state, in the ledger, and gone when nobody wishes for them."""

import gzip
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest

from clusters import NOW, article, public_tree, run, write_cluster
from publish.crashes import edit, torn_sites
from wangqun.operations import foresee, repair
from wangqun.options import Options
from wangqun.render.compress import LEAST, TEXTS, WORTH, compress, endings
from wangqun.store.ledger import read_ledger

pytestmark = pytest.mark.usefixtures("in_one_process")


def built(root: Path, wished: bool, number: int = 0) -> dict[str, bytes]:
    """The public files after an edit and a build, those added from all sites together left out."""
    edit(root, number)
    assert run(root, NOW, options=Options(whoosh=False, compress=wished)).failed == ()
    return public_tree(root)


@pytest.mark.parametrize("kind", [".gz", ".br"])
def test_copies_stand_beside_what_is_worth_it(kind: str, tmp_path: Path) -> None:
    if kind == ".br" and not find_spec("brotli"):
        pytest.skip("no package brotli here: pip install 'wangqun[brotli]'")
    noise = bytes(range(256)) * 8
    files = {"a.html": b"<p>" * 999, "b.css": b"a" * (LEAST - 1), "c.png": b"a" * 9999, "d.json": b"[1,2]" * 999, "e.txt": noise}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "f.js").write_bytes(b"".join(sha256(bytes([n])).digest() for n in range(99)))  # nothing makes it smaller
    compress(tmp_path, [kind])
    made = {path.name: path.read_bytes() for path in tmp_path.glob(f"*{kind}")}

    assert set(made) == {f"a.html{kind}", f"d.json{kind}", f"e.txt{kind}"}
    if kind == ".gz":
        assert {name: gzip.decompress(data) for name, data in made.items()} == {
            f"{n}.gz": files[n] for n in ("a.html", "d.json", "e.txt")
        }
        assert all(data[4:8] == b"\0\0\0\0" for data in made.values()), "no time of day in them"
    compress(tmp_path, [kind])
    assert {path.name: path.read_bytes() for path in tmp_path.glob(f"*{kind}")} == made


def test_a_compressed_release_is_whole_and_the_same_from_any_state(tmp_path: Path) -> None:
    root, clean = (write_cluster(tmp_path / name, {}) for name in ("root", "clean"))
    plain = built(root, False)
    first = built(root, True, 1)
    later = built(root, True, 2)
    again = run(root, NOW, options=Options(whoosh=False, compress=True))

    assert again.changed == ()
    assert later == built(clean, True, 2), "from any state"
    assert torn_sites(root) == ()
    copies = {name for name in later if name.endswith(".gz")}
    assert {name.partition("/")[0] for name in copies} == {"sheng", "shi", "xian"}
    assert {Path(name[:-3]).suffix for name in copies} <= TEXTS
    assert all(gzip.decompress(later[name]) == later[name[:-3]] for name in copies)
    assert all(len(later[name]) <= WORTH * len(later[name[:-3]]) for name in copies)
    entry = read_ledger(root).sites["xian"]
    assert {f"xian/{name}" for name in entry.files if name.endswith(".gz")} == {n for n in copies if n.startswith("xian/")}
    css = next(name for name in copies if name.endswith(".css.gz"))
    assert (root / "build/public" / css).stat().st_nlink > 1, "unchanged copies are hard links too"
    assert [n for n in first if "/search/d/" not in n and not n.endswith(endings())] == [
        n for n in plain if "/search/d/" not in n
    ]


def test_copies_go_when_they_are_not_wished_for_and_a_check_does_not_care(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "root", {"content/county/xian/news/more.md": article("又一篇")})
    plain = built(root, False)
    built(root, True)
    checked = run(root, NOW, options=Options(publishing=False))

    assert foresee(root, NOW).jobs == ()
    assert [f for f in checked.findings if f.code == "address-lost"] == []
    assert built(root, False) == plain
    assert [f for f in run(root, NOW, options=Options(whoosh=False)).findings if f.code == "address-lost"] == []


def test_a_repair_leaves_compressed_copies_where_they_were(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "root", {})
    before = built(root, True)
    page = (root / "build/public/xian/index.html").resolve()
    page.unlink()
    page.write_text("another", encoding="utf-8")
    assert repair(root, NOW).failed == ()

    assert public_tree(root) == before
