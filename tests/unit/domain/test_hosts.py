"""Whose a host is."""

import pytest

from wangqun.domain.hosts import is_outside
from wangqun.domain.shape import form_of

HOSTS = frozenset({"rd.test.example", "xian.test.example"})


@pytest.mark.parametrize(
    "url",
    [
        "https://news.elsewhere.example/a",
        "HTTP://Elsewhere.example",
        "//elsewhere.example/x",
        "https://elsewhere.example:8443/",
        "https://gov.cn.elsewhere.example/",
        "https://notgov.cn/",
        "https://u:p@elsewhere.example/",
        "https://rd.test.example.elsewhere.example/",
    ],
)
def test_what_neither_the_cluster_nor_an_authority_has_is_outside(url: str) -> None:
    assert is_outside(url, HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "https://rd.test.example/qinglan/",
        "https://RD.test.example:8000/",
        "http://www.npc.gov.cn/a",
        "https://www.gov.cn./",
        "https://flk.npc.gov.cn",
        "https://人大.政务/",
        "/qinglan/article/a.html",
        "article.html",
        "mailto:a@elsewhere.example",
        "tel:12345",
        "#place",
        "https://",
        "http://[x",
        "httpd.html",
    ],
)
def test_what_is_ours_or_an_authority_s_is_not(url: str) -> None:
    assert not is_outside(url, HOSTS)


@pytest.mark.parametrize(
    ("shape", "form"),
    [((600, 900), "tall"), ((1200, 800), ""), ((800, 800), ""), ((2400, 800), "vast"), ((0, 0), ""), ((900, 0), "")],
)
def test_a_picture_has_the_room_of_its_form(shape: tuple[int, int], form: str) -> None:
    assert form_of(shape) == form
