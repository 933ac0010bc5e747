"""The preview: every site at its address, nothing outside its folder."""

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from wangqun.domain.site import Address
from wangqun.serve.server import PreviewError, find_site, make_server
from wangqun.serve.shown import Shown, find_file

SITES = {
    "sheng": Address.of("https://rd.example/"),
    "xian": Address.of("https://rd.example/xian/"),
    "shi": Address.of("https://shi.example/rd/"),
}


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """Three sites with a home page, an article, a 404 page and a secret beside them."""
    for site in SITES:
        folder = tmp_path / "public" / site
        (folder / "article").mkdir(parents=True)
        (folder / "index.html").write_text(f'{site} <a href="https://shi.example/rd/">市</a>', encoding="utf-8")
        (folder / "article/页.html").write_text(f"{site}的文章", encoding="utf-8")
        (folder / "article/index.html").write_text("list", encoding="utf-8")
        (folder / "404.html").write_text(f"{site} 404", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return tmp_path / "public"


@pytest.fixture
def ask(public: Path) -> Iterator:
    """Method, path and host → status, headers and body."""
    server = make_server(Shown(public, SITES), 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def request(path: str, method: str = "GET", host: str | None = None) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{server.server_port}")
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, dict(answer.getheaders()), body

    yield request
    server.shutdown()
    thread.join()
    server.server_close()


def test_each_site_answers_under_its_prefix(ask) -> None:
    assert ask("/")[2].startswith("sheng")
    assert ask("/xian/")[2].startswith("xian")
    assert ask("/xian/article/%E9%A1%B5.html")[2] == "xian的文章"
    assert ask("/xianx/")[2] == "sheng 404"


def test_another_host_answers_under_its_local_name(ask) -> None:
    assert ask("/rd/", host="shi.example.localhost:8000")[2].startswith("shi")
    assert ask("/rd/")[0] == 404


def test_links_to_another_host_stay_in_the_preview(ask) -> None:
    assert 'href="http://shi.example.localhost:' in ask("/")[2]


@pytest.mark.parametrize("site", ["..", ".", "", "../..", "xian/../.."])
def test_only_a_site_is_read(site: str, public: Path) -> None:
    shown = Shown(public, SITES)

    assert shown.read(site, "secret.txt") is None
    assert shown.mark(site, "secret.txt") == ""
    assert shown.mark("xian", "index.html") != ""


def test_a_folder_without_its_slash_is_redirected(ask) -> None:
    assert (ask("/xian")[0], ask("/xian")[1]["Location"]) == (301, "/xian/")
    assert (ask("/xian/article")[0], ask("/xian/article")[1]["Location"]) == (301, "/xian/article/")


def test_what_is_not_there_is_the_sites_own_404_page(ask) -> None:
    assert (ask("/xian/none.html")[0], ask("/xian/none.html")[2]) == (404, "xian 404")


def test_head_has_no_body(ask) -> None:
    status, headers, body = ask("/xian/", "HEAD")

    assert (status, body) == (200, "")
    assert int(headers["Content-Length"]) > 0


def test_pages_run_under_the_policy(ask) -> None:
    headers = ask("/xian/")[1]

    assert headers["Content-Security-Policy"] == "default-src 'self'; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/xian/../../secret.txt",
        "/xian/%2e%2e/%2e%2e/secret.txt",
        "/xian/..%2f..%2fsecret.txt",
        "/xian/..%5c..%5csecret.txt",
        "//etc/passwd",
        "/xian//etc/passwd",
        "/xian/%00",
        "/xian/article/../../sheng/index.html",
    ],
)
def test_nothing_outside_a_site_is_served(path: str, ask) -> None:
    status, _, body = ask(path)

    assert status == 404
    assert "secret" not in body
    assert "root:" not in body


@pytest.mark.parametrize("path", ["/..", "/../x", "/a/../b", "/a\\b", "/a\0b"])
def test_a_path_with_steps_up_finds_no_file(path: str, public: Path) -> None:
    assert find_file(public / "xian", path) is None


def test_the_longest_prefix_wins() -> None:
    assert [
        find_site(SITES, host, path)
        for host, path in (
            ("rd.example", "/a"),
            ("rd.example", "/xian"),
            ("rd.example", "/xian/a"),
            ("rd.example", "/xianb/a"),
            ("shi.example", "/rd/a"),
            ("shi.example", "/"),
        )
    ] == ["sheng", "xian", "xian", "sheng", "shi", None]


def test_a_taken_port_is_told(public: Path) -> None:
    server = make_server(Shown(public, SITES), 0)
    try:
        with pytest.raises(PreviewError, match="已被占用"):
            make_server(Shown(public, SITES), server.server_port)
    finally:
        server.server_close()
