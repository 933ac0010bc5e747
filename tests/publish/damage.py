"""Everything that can befall a file of the build folder, for the tests that say what the next build and `verify` make of it."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from clusters import NOW, article, write_cluster
from samples import picture
from wangqun.pipeline import run

COUNTY = "content/county/xian/"
SECRET = "绝不能留在盘上的一段话"
FILES: dict[str, str | bytes] = {
    COUNTY + "terms.yaml": "- {term_no: 17, start: 2022-01-10, seats: 1}\n",
    COUNTY + "constituencies.yaml": "- {key: c1, name: 第一选区, term: 17, quota: 1}\n",
    COUNTY + "deputies/wen.yaml": 'person: person:7k3m9q2x4t\nname: 闻正言\nbirth: "1970-05"\n'
    "mandates:\n  - {term: 17, constituency: c1, from: 2022-01-10}\nreception_days: [{day: 5}]\n",
    "content/province/sheng/images/p.png": picture(".png"),
    "content/province/sheng/news/down.md": article(
        "下发的一篇", "![图](../images/p.png)", extra="share: {to: [xian], mode: page}\n"
    ),
    COUNTY + "news/secret.md": article("要撤的一篇", f"{SECRET}。"),
}
Damage = Callable[[Path], None]


def _inside(data: bytes) -> bytes:
    """A beginning of a text that ends within a character, of anything else its first half."""
    middle = next((at for at in range(len(data) // 2, len(data)) if data[at] & 0xC0 == 0x80), len(data) // 2)
    return data[:middle]


def _instead(path: Path) -> None:
    if path.is_symlink() or not path.is_dir():
        path.unlink()
    else:
        shutil.rmtree(path)


def truncated(path: Path) -> None:
    """Cut short inside a character."""
    path.write_bytes(_inside(path.read_bytes()) or b"\xe4")


def emptied(path: Path) -> None:
    """Nothing left of it."""
    path.write_bytes(b"")


def garbled(path: Path) -> None:
    """No text at all."""
    path.write_bytes(b"\xff\xfe" + path.read_bytes()[2:])


def altered(path: Path) -> None:
    """One letter or bit in the middle is another, the size the same."""
    data = bytearray(path.read_bytes() or b"x")
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def deleted(path: Path) -> None:
    """Gone."""
    _instead(path)


def a_folder(path: Path) -> None:
    """A folder with something in it."""
    _instead(path)
    path.mkdir()
    (path / "more").write_text("更多", encoding="utf-8")


def a_link(path: Path) -> None:
    """A link to a faithful copy elsewhere: what it shows is right, and anyone who can write there can change it."""
    elsewhere = next(folder for folder in path.parents if folder.name == "build").parent / "elsewhere"
    elsewhere /= path.as_posix().replace("/", "_")
    elsewhere.parent.mkdir(exist_ok=True)
    if path.is_dir():
        shutil.copytree(path, elsewhere)
    else:
        shutil.copy2(path, elsewhere)
    _instead(path)
    path.symlink_to(elsewhere)


def a_link_to_nothing(path: Path) -> None:
    """A link that leads nowhere."""
    _instead(path)
    path.symlink_to("/nowhere/at/all")


def a_pipe(path: Path) -> None:
    """Something whoever opens it waits for ever."""
    _instead(path)
    os.mkfifo(path)


def nested(path: Path) -> None:
    """JSON deeper than any reader goes."""
    path.write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")


def huge(path: Path) -> None:
    """JSON with numbers beyond bounds, in a shape that resembles the right one."""
    path.write_text('{"version": 5, "sites": {"xian": 1e999}, "documents": [' + "9" * 5000 + '], "sum": 1}', encoding="utf-8")


def misshapen(path: Path) -> None:
    """Sound JSON of another shape."""
    path.write_text(
        '{"version": 4, "sites": {"xian": {"release": ["../../.."], "files": [1]}}, "memory": null}', encoding="utf-8"
    )


OF_BYTES: tuple[Damage, ...] = (truncated, emptied, garbled, altered)
OF_PLACE: tuple[Damage, ...] = (deleted, a_folder, a_link, a_link_to_nothing, a_pipe)
OF_JSON: tuple[Damage, ...] = (nested, huge, misshapen)
CLASSES = {  # of files that do not stand for one another
    "ledger": ("cache/ledger.json",),
    "cache": ("cache/*", "cache/sources/*", "cache/bodies/*", "cache/pages/*", "cache/search/**/*", "cache/whoosh/**/*"),
    "beside": ("manifests/**/*", "reports/**/*", "search/**/*"),
    "releases": ("releases/**/*",),
}


def build_cluster(root: Path) -> Path:
    """A cluster that has every kind of file under build/, built twice, so that there is an earlier release of one site."""
    write_cluster(root, FILES)
    for path in (*root.glob("content/**/*"), *root.glob("sites/**/*")):
        os.utime(path, (1_700_000_000, 1_700_000_000))  # old enough to be remembered
    run(root, NOW)
    piece = root / COUNTY / "news/good.md"
    piece.write_text(piece.read_text(encoding="utf-8") + "\n后来添的一段。\n", encoding="utf-8")
    os.utime(piece, (1_700_000_001, 1_700_000_001))
    report = run(root, NOW)
    assert report.failed == ()
    return root


def copy_built(root: Path, to: Path) -> Path:
    """A copy of a built cluster, links, times and inodes that are shared included."""
    subprocess.run(["cp", "-a", str(root), str(to)], check=True)
    return to


def files_of(root: Path, kind: str) -> list[Path]:
    """Every file and link of a class, in stable order."""
    build = root / "build"
    found = {path for pattern in CLASSES[kind] for path in build.glob(pattern) if path.is_symlink() or path.is_file()}
    return sorted(found - ({build / "cache/ledger.json"} if kind == "cache" else set()))


def harm(paths: list[Path], damage: Damage) -> None:
    """Do it to each, once for each inode when it only changes bytes."""
    done = set()
    for path in paths:
        if damage not in OF_PLACE and path.is_symlink():
            continue  # its bytes are those of another
        inode = path.lstat().st_ino
        if damage in OF_PLACE or inode not in done:
            done.add(inode)
            damage(path)


@contextmanager
def bound_by_modes() -> Iterator[None]:
    """Even root may read and write only what the modes of files allow (Linux lets it give up and take back that power)."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    powers = (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() != 0:
        yield
        return
    assert libc.capget(header, powers) == 0
    whole = powers[0]
    powers[0] = whole & ~0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    assert libc.capset(header, powers) == 0
    try:
        yield
    finally:
        powers[0] = whole
        assert libc.capset(header, powers) == 0
