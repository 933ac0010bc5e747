"""Every address of the demo, and everything that readers and programs ask of a server besides."""

import gzip
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from click.testing import CliRunner

from clusters import NOW, article, copy_built_demo, run
from wangqun.cli import main
from wangqun.deploy import headers
from wangqun.options import Options

from .servers import Answer, Served, free_port, running, served

HOST = "rd.yunze.example"
HOSTILE = [
    "/o l d/a;{}\"$x'.html",
    "/旧/路 径.html",
    "/Case.html",
    "/case.html",
    "/ARTICLE/HOSTILE.html",
    "/oldfolder/",
    "/{path}{$HOME}`~.html",
    "/a%b%41.html",
    "/$host/${wangqun_dollar}/#?&=+.html",
    "/default;include.html",
    "/😀/\u00e9e\u0301.html",
    "/[a-z]*(x|y)^!.html",
]
GONE = article("撤回的", extra="withdrawn: {reason: 有误, time: 2026-03-03}\n")


@pytest.fixture(scope="module")
def root(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with hostile aliases and a withdrawn piece, compressed."""
    root = copy_built_demo(demo, tmp_path_factory.mktemp("demo") / "c")
    aliases = json.dumps([quote(alias) for alias in HOSTILE], ensure_ascii=True)
    for folder in ("province/yunze", "county/qinglan"):
        news = root / "content" / folder / "news"
        (news / "hostile.md").write_text(article("旧网址很多", extra=f"aliases: {aliases}\n"), encoding="utf-8")
        (news / "gone.md").write_text(GONE, encoding="utf-8")
    report = run(root, NOW, options=Options(jobs=2, whoosh=False, compress=True))
    assert report.failed == ()
    return root


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Each server in turn."""
    with served(request.param, root, tmp_path_factory.mktemp(request.param)) as running:
        yield running


def get(server: Served, target: str, method: str = "GET", **more: str) -> Answer:
    return server.get(target, method, HOST, **more)


def pages_of(root: Path) -> Iterator[tuple[str, Path, dict[str, object]]]:
    for link in sorted((root / "build/public").glob("[!.]*")):
        manifest = json.loads((link / "manifest.json").read_text(encoding="utf-8"))
        yield urlsplit(manifest["url"]).path, link, manifest


def files_of(root: Path) -> Iterator[tuple[str, Path, int]]:
    """Every public file by the address it has, and the status it should have."""
    for prefix, link, manifest in pages_of(root):
        old = {urlsplit(entry["url"]).path: 301 for entry in manifest["redirects"]}  # type: ignore[attr-defined]
        old |= {urlsplit(url).path: 410 for url in manifest["tombstones"]}  # type: ignore[attr-defined]
        for path in sorted((*link.resolve().rglob("*"), *(link / "search/d").iterdir())):
            if path.is_file() and path.suffix not in {".gz", ".br"}:
                below = path.relative_to(link.resolve()).as_posix() if path.is_relative_to(link.resolve()) else ""
                below = below or f"search/d/{path.name}"
                address = prefix + quote(below)
                yield address, path, old.get(address, 200)


def test_every_address_of_the_demo_is_answered(server: Served, root: Path) -> None:
    wrong, counts = [], {200: 0, 301: 0, 410: 0}
    for address, path, status in files_of(root):
        answer = get(server, address)
        counts[status] += 1
        if answer.status != status or (status != 301 and answer.body != path.read_bytes()):
            wrong.append((address, answer.status, status))
        if address.endswith("/index.html") and status == 200 and get(server, address[:-10]).body != answer.body:
            wrong.append((address[:-10], 0, status))

    assert wrong == []
    assert counts[200] > 1000 and counts[301] > 20 and counts[410] >= 5


@pytest.mark.parametrize("prefix", ["", "/qinglan"])
@pytest.mark.parametrize("alias", HOSTILE)
def test_an_old_address_leads_on_whatever_it_holds(server: Served, alias: str, prefix: str) -> None:
    answer = get(server, prefix + quote(alias))

    assert (answer.status, answer.location) == (301, f"{prefix}/article/hostile.html")
    assert get(server, answer.location).status == 200, "an address that differs by case only is another"
    assert get(server, prefix + quote(alias[:-1]) + "x").status == 404


def test_a_folders_old_address_is_known_in_every_spelling(server: Served) -> None:
    for spelling in ("/oldfolder", "/oldfolder/", "/oldfolder/index.html", "/qinglan/oldfolder"):
        assert get(server, spelling).status == 301


def test_withdrawn_pieces_answer_410_and_say_why(server: Served) -> None:
    for prefix in ("", "/qinglan"):
        answer = get(server, f"{prefix}/article/gone.html")
        again = get(server, f"{prefix}/article/gone.html", If_None_Match=answer.headers.get("ETag", "*"), Range="bytes=0-9")

        assert (answer.status, again.status) == (410, 410)
        assert "有误" in answer.body.decode()
        assert again.body == answer.body
        assert get(server, f"{prefix}/article/gone.html", "HEAD").status == 410


def test_what_is_not_there_is_404_with_the_sites_own_page(server: Served, root: Path) -> None:
    missing = (root / "build/public/qinglan/404.html").read_bytes()
    own = (root / "build/public/yunze/404.html").read_bytes()
    asked = {"/qinglan/none.html": missing, "/qinglan/images/": missing, "/qinglan/none.csv": missing, "/none/": own}
    asked |= {"/theme/": own, "/theme/aaaaaaaaaaaa/none.css": own, "/qinglan/search/d/none": missing, "/article/": own}
    for target, body in asked.items():
        answer = get(server, target)

        assert (answer.status, answer.body) == (404, body), target
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert "immutable" not in answer.headers.get("Cache-Control", "")
        assert answer.headers["Content-Security-Policy"] == headers.PAGES


@pytest.mark.parametrize("target", ["/qinglan/../yunze/index.html", "/../manifests/manifest.json", "/%2e%2e/cache/ledger.json"])
def test_nothing_outside_is_shown(server: Served, target: str) -> None:
    for prefix in ("", "/qinglan", "/qinglan/search/d"):
        assert get(server, prefix + target).status in {400, 403, 404}


def test_a_site_without_its_slash_is_led_there_on_the_same_host(server: Served) -> None:
    assert (get(server, "/qinglan").status, get(server, "/qinglan").location) == (301, "/qinglan/")
    assert get(server, "/qinglan/news").status in {301, 308}
    assert get(server, "/qinglan/news").location.removesuffix("/") in {"/qinglan/news", "news"}


def test_ranges_and_head(server: Served, root: Path) -> None:
    target = next(address for address, path, _ in files_of(root) if path.suffix == ".webm")
    whole, part = get(server, target), get(server, target, Range="bytes=10-19")
    head = get(server, target, "HEAD")

    assert (part.status, part.body, part.headers["Content-Range"][:12]) == (206, whole.body[10:20], "bytes 10-19/")
    assert get(server, target, Range=f"bytes={len(whole.body)}-").status == 416
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(whole.body)))


def test_only_reading_is_answered(server: Served) -> None:
    assert {get(server, "/index.html", method).status for method in ("POST", "PUT", "DELETE")} == {405}


def test_pages_are_asked_for_again_and_named_content_is_not(server: Served, root: Path) -> None:
    page = get(server, "/qinglan/")
    fixed = [a for a, _, _ in files_of(root) if "/theme/" in a or "/search/d/" in a]

    assert page.headers["Cache-Control"] == "no-cache"
    assert get(server, "/qinglan/", If_None_Match=page.headers["ETag"]).status == 304
    assert get(server, "/qinglan/", If_Modified_Since=page.headers["Last-Modified"]).status == 304
    for target in (fixed[0], fixed[-1], next(a for a in fixed if a.startswith("/qinglan/search/d/"))):
        assert get(server, target).headers["Cache-Control"] == headers.FOREVER
    for target in ("/search/index.json", "/manifest.json", "/files/theme/aaaaaaaaaaaa/x"):
        assert "immutable" not in get(server, target).headers.get("Cache-Control", "")


def test_every_answer_has_its_policy(server: Served) -> None:
    wanted = {"/": headers.PAGES, "/article/hostile.html": headers.PAGES, "/search/": headers.SEARCH}
    wanted |= {"/manifest.json": headers.OTHERS, "/sitemap.xml": headers.OTHERS, "/qinglan/article/gone.html": headers.PAGES}
    for target, policy in wanted.items():
        found = get(server, target).headers

        assert found.get_all("Content-Security-Policy") == [policy], target
        assert {name: found[name] for name in headers.ALWAYS} == headers.ALWAYS


def test_the_servers_policy_is_the_pages_own(root: Path) -> None:
    for path in ("index.html", "search/index.html", "404.html"):
        page = (root / "build/public/yunze" / path).read_text(encoding="utf-8")
        own = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        wanted = headers.SEARCH if path.startswith("search") else headers.PAGES

        assert own
        assert set(wanted.split("; ")) - {"frame-ancestors 'none'"} <= set(own[1].split("; "))
        assert set(own[1].split("; ")) - set(wanted.split("; ")) <= {"form-action 'self'"}


def test_types(server: Served, root: Path) -> None:
    for address, path, status in files_of(root):
        suffix = path.suffix.removeprefix(".")
        if status != 200 or not suffix or suffix not in {*headers.TEXTS, *" ".join(headers.BINARIES).split()}:
            continue
        kind = headers.TEXTS.get(suffix) or next(kind for names, kind in headers.BINARIES.items() if suffix in names.split())
        for encoding in ("identity", "gzip"):
            found = get(server, address, "HEAD", Accept_Encoding=encoding).headers["Content-Type"]

            assert found == kind + ("; charset=utf-8" if suffix in headers.TEXTS else ""), address


def test_compressed_files_are_what_they_stand_for(server: Served, root: Path) -> None:
    count = 0
    for link in sorted((root / "build/public").glob("[!.]*")):
        for packed in sorted(link.resolve().rglob("*.gz")):
            target = (
                ("" if link.name == "yunze" else f"/{link.name}")
                + "/"
                + quote(packed.relative_to(link.resolve()).as_posix()[:-3])
            )
            answer = get(server, target, Accept_Encoding="gzip")
            if answer.status == 200:
                count += 1

                assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == ("gzip", "Accept-Encoding")
                assert answer.body == packed.read_bytes()
                assert gzip.decompress(answer.body) == packed.with_suffix("").read_bytes()
                assert get(server, target, Accept_Encoding="gzip", If_None_Match=answer.headers["ETag"]).status == 304
    plain = get(server, "/manifest.json", Accept_Encoding="gzip")

    assert count > 500
    assert gzip.decompress(plain.body) == (root / "build/public/yunze/manifest.json").read_bytes(), "made on the way"
    assert get(server, "/images/none.png", Accept_Encoding="gzip").status == 404


def test_robots_and_icon(server: Served) -> None:
    robots, icon = get(server, "/robots.txt"), get(server, "/favicon.ico")

    assert robots.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = robots.body.decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Disallow:"]
    assert len(lines) == 3 + 11
    assert "Sitemap: https://rd.yunze.example/qinglan/sitemap.xml" in lines
    assert (icon.status, icon.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert b"<svg" in icon.body


def test_ipv6(root: Path, tmp_path: Path) -> None:
    """The usual configuration listens there too."""
    CliRunner().invoke(main, ["-C", str(root), "deploy", "nginx", "--out", str(tmp_path)])
    text = (tmp_path / "local" / f"{HOST}.conf").read_text(encoding="utf-8")

    assert "listen 80;\nlisten [::]:80;\n" in text


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_readers_come_by_ipv6(name: str, root: Path, tmp_path: Path) -> None:
    try:
        with socket.socket(socket.AF_INET6) as found:
            found.bind(("::1", 0))
    except OSError:
        pytest.skip("this machine has no IPv6")
    port = free_port()
    where = ["--listen", f"[::1]:{port}", "--listen", f"127.0.0.1:{port}"]
    CliRunner().invoke(
        main,
        ["-C", str(root), "deploy", name, "--out", str(tmp_path / "wangqun"), *where],
    )
    with running(name, tmp_path, port), socket.create_connection(("::1", port), timeout=10) as sent:
        sent.sendall(f"GET /qinglan/ HTTP/1.0\r\nHost: {HOST}\r\n\r\n".encode())

        assert sent.recv(64).startswith((b"HTTP/1.1 200", b"HTTP/1.0 200"))
