"""Several hosts, sites inside of sites, old addresses between hosts; and configuration that cannot be made."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clusters import NOW, article, run, write_cluster
from wangqun.cli import main
from wangqun.options import Options

from .servers import NGINX, Served, program, served

pytestmark = pytest.mark.usefixtures("in_one_process")

FILES = {
    "content/county/xian/news/moved.md": article("迁走的", extra="moved_to: shi\n"),
    "content/city/shi/news/moved.md": article("迁来的", extra="id: xian:article/moved\naliases: [/旧%20址.html]\n"),
}
ADDRESSES = {"city/shi": "https://shi.test.example/rd/", "county/xian": "https://shi.test.example/rd/xian-1/"}


def cluster(root: Path, addresses: dict[str, str]) -> Path:
    """A cluster whose city has another host, and whose county lives inside of it."""
    write_cluster(root, FILES)
    for site, address in addresses.items():
        path = root / "sites" / f"{site}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + f"address: {address}\n", encoding="utf-8")
    assert run(root, NOW, options=Options(whoosh=False)).failed == ()
    return root


def deploy(root: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "deploy", *more])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cluster(tmp_path_factory.mktemp("hosts"), ADDRESSES)


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(request.param, root, tmp_path_factory.mktemp(request.param)) as running:
        yield running


def test_each_host_shows_its_own_sites_only(server: Served, root: Path) -> None:
    shown = {
        ("rd.test.example", "/"): "sheng/index.html",
        ("shi.test.example", "/rd/"): "shi/index.html",
        ("shi.test.example", "/rd/xian-1/"): "xian/index.html",
        ("shi.test.example", "/rd/xian-1/article/good.html"): "xian/article/good.html",
    }
    for (host, target), file in shown.items():
        answer = server.get(target, host=host)

        assert (answer.status, answer.body) == (200, (root / "build/public" / file).read_bytes()), (host, target)
    missing = {
        ("rd.test.example", "/rd/"): "sheng/404.html",
        ("shi.test.example", "/rd/none"): "shi/404.html",
        ("shi.test.example", "/rd/xian-1/none"): "xian/404.html",
    }
    for (host, target), file in missing.items():
        answer = server.get(target, host=host)

        assert (answer.status, answer.body) == (404, (root / "build/public" / file).read_bytes()), (host, target)
    assert server.get("/", host="shi.test.example").status == 404
    assert server.get("/robots.txt", host="shi.test.example").body.count(b"Sitemap: https://shi.test.example/rd/") == 2
    assert server.get("/rd/xian-1", host="shi.test.example").location == "/rd/xian-1/"


def test_old_addresses_lead_across_hosts_and_belong_to_one(server: Served) -> None:
    moved = server.get("/rd/xian-1/article/moved.html", host="shi.test.example")
    old = "/rd/%E6%97%A7%20%E5%9D%80.html"

    assert (moved.status, moved.location) == (301, "/rd/article/moved.html")
    assert server.get(old, host="shi.test.example").location == "/rd/article/moved.html"
    assert server.get(old, host="rd.test.example").status == 404


def test_a_piece_that_moved_to_another_host_is_followed_there(tmp_path: Path) -> None:
    root = cluster(tmp_path / "root", {"city/shi": "https://shi.test.example/"})
    for name in ("nginx", "caddy"):
        with served(name, root, tmp_path / name) as server:
            moved = server.get("/xian/article/moved.html", host="rd.test.example")

            assert (moved.status, moved.location) == (301, "https://shi.test.example/article/moved.html")


def test_names_in_chinese_are_what_requests_say(tmp_path: Path) -> None:
    root = cluster(tmp_path, {"city/shi": "https://人大.test.example:8443/"})
    deploy(root, "nginx")
    deploy(root, "caddy")
    text = (root / "build/deploy/nginx/wangqun.conf").read_text(encoding="utf-8")

    assert "server_name xn--gmqv21b.test.example;" in text.replace("人大".encode("idna").decode(), "xn--gmqv21b")
    assert "人大.test" not in text
    assert "xn--" in (root / "build/deploy/caddy/wangqun.caddy").read_text(encoding="utf-8")
    assert len(list((root / "build/deploy/nginx/local").iterdir())) == 2


def test_what_has_not_changed_is_left_alone_and_what_is_the_operators_always(root: Path, tmp_path: Path) -> None:
    first = deploy(root, "nginx", "--out", str(tmp_path))
    local = tmp_path / "local" / "rd.test.example.conf"
    local.write_text("listen 8080;\n", encoding="utf-8")
    (tmp_path / "hosts" / "gone.example.robots.txt").write_text("User-agent: *\n", encoding="utf-8")
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.conf")}
    second = deploy(root, "nginx", "--out", str(tmp_path))

    assert first.output.count("写入") == 9
    assert second.output.splitlines() == [f"写入 {tmp_path}/hosts/gone.example.robots.txt"]
    assert deploy(root, "nginx", "--out", str(tmp_path)).output == "没有变化。\n"
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.conf")} == times
    assert local.read_text(encoding="utf-8") == "listen 8080;\n"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--root", '/srv/"; evil'), "只含文字、数字"),
        (("--root", "srv"), "要以 / 开头"),
        (("--place", "/etc/$x"), "只含文字、数字"),
        (("--listen", "80; evil"), "监听地址"),
        (("--listen", "99999"), "监听地址"),
    ],
)
def test_what_no_configuration_can_say_is_refused(root: Path, tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    for name in ("nginx", "caddy"):
        result = deploy(root, name, "--out", str(tmp_path / "out"), *options)

        assert (result.exit_code, words in result.output) == (2, True), result.output
    assert not (tmp_path / "out").exists()


def test_nothing_public_and_damaged_manifests_are_said(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    assert "请先运行 wangqun build" in deploy(root, "nginx").output
    run(root, NOW, options=Options(whoosh=False))
    manifest = root / "build/public/xian/manifest.json"
    for text in (b"\xff\xfe", b"{", b"[]", b'{"url": 3}', b'{"url": "https://x/", "redirects": [{"url": "/"}]}'):
        manifest.write_bytes(text)
        result = deploy(root, "nginx")

        assert (result.exit_code, "读不出来，请先运行 wangqun build --force xian。" in result.output) == (2, True), result.output


def test_tls_is_understood_by_both(root: Path, tmp_path: Path) -> None:
    if os.getuid() != 0:
        pytest.skip("only root may listen at 80 and 443, even to test a configuration")
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl here")
    out = tmp_path / "wangqun"
    deploy(root, "nginx", "--out", str(out), "--tls", "--listen", "127.0.0.1:443")
    key = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-days", "2"]
    subprocess.run([*key, "-keyout", str(tmp_path / "x.key"), "-out", str(tmp_path / "x.pem")], check=True, capture_output=True)
    for local in (out / "local").iterdir():
        text = local.read_text(encoding="utf-8").replace(f"/etc/ssl/wangqun/{local.stem}", f"{tmp_path}/x")
        local.write_text(text, encoding="utf-8")
    text = (out / "wangqun.conf").read_text(encoding="utf-8")
    (out / "wangqun.conf").write_text(text.replace("    listen [::]:80;\n", ""), encoding="utf-8")  # not every machine has IPv6
    (tmp_path / "nginx.conf").write_text(NGINX.format(folder=tmp_path, user=""), encoding="utf-8")
    nginx = [program("nginx"), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-t"]
    tested = subprocess.run(nginx, check=False, capture_output=True, text=True)

    assert tested.returncode == 0, tested.stderr
    assert "return 301 https://$host$request_uri;" in text

    deploy(root, "caddy", "--out", str(tmp_path / "caddy"), "--tls")
    caddy = [program("caddy"), "validate", "--config", str(tmp_path / "caddy" / "wangqun.caddy"), "--adapter", "caddyfile"]
    checked = subprocess.run(caddy, check=False, capture_output=True, text=True, env=os.environ | {"HOME": str(tmp_path)})

    assert checked.returncode == 0, checked.stderr
    assert "https://shi.test.example {" in (tmp_path / "caddy/wangqun.caddy").read_text(encoding="utf-8")
