"""Addresses and links between sites."""

import pytest
from pydantic_core import PydanticCustomError

from wangqun.domain.site import Address, check_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://rd.example.gov.cn", "https://rd.example.gov.cn/"),
        ("https://rd.example.gov.cn/qinglan", "https://rd.example.gov.cn/qinglan/"),
        ("https://rd.example.gov.cn/a/b/", "https://rd.example.gov.cn/a/b/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("https://RD.Example.gov.cn/", "https://rd.example.gov.cn/"),
    ],
)
def test_an_address_ends_in_a_slash(text: str, expected: str) -> None:
    assert expected == check_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rd.example.gov.cn",
        "ftp://rd.example.gov.cn/",
        "javascript:alert(1)",
        "//rd.example.gov.cn/",
        "https:///x",
        "https://rd.example.gov.cn/?a=1",
        "https://rd.example.gov.cn/#a",
        "https://user@rd.example.gov.cn/",
        "https://rd.example.gov.cn/../x/",
        "https://rd.example.gov.cn/%2e%2e/",
        "https://rd.example.gov.cn/青岚/",
        "https://rd.example.gov.cn:99999/",
        "https://[::1/",
        "https://[::1]/",
        "https://a b.example/",
        'https://a"b.example/',
        "https://a<b>.example/",
    ],
)
def test_anything_else_is_no_address(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        check_address(text)


def test_links_on_one_host_are_root_relative() -> None:
    province, county = Address.of("https://rd.example/"), Address.of("https://rd.example/qinglan/")

    assert county.link("article/x.html", seen_from=province) == "/qinglan/article/x.html"
    assert province.link("", seen_from=county) == "/"


def test_links_to_another_host_are_absolute() -> None:
    province, county = Address.of("https://rd.example/"), Address.of("https://qinglan.example/")

    assert county.link("article/x.html", seen_from=province) == "https://qinglan.example/article/x.html"


def test_another_port_or_scheme_is_another_host() -> None:
    here = Address.of("https://rd.example/")

    assert Address.of("https://rd.example:8443/").link("", seen_from=here) == "https://rd.example:8443/"
    assert Address.of("http://rd.example/").link("", seen_from=here) == "http://rd.example/"
