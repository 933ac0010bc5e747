"""The search server of readers without script: which URL templates are taken, and how."""

import pytest

from wangqun.domain.search_server import ServerTemplate


def test_a_template_is_taken_apart() -> None:
    found = ServerTemplate.of("https://sou.example:8443/find/{site}/?lang=zh&q={query}&in={site}")

    expected = ServerTemplate("https://sou.example:8443", "/find/{site}/", "q", (("lang", "zh"), ("in", "{site}")))
    assert expected == found


def test_the_usual_port_is_left_out_and_a_path_is_not_needed() -> None:
    assert ServerTemplate.of("https://SOU.example:443?q={query}") == ServerTemplate("https://sou.example", "/", "q", ())


@pytest.mark.parametrize(
    "url",
    [
        "http://sou.example/?q={query}",
        "https://sou.example/",
        "https://sou.example/{query}",
        "https://sou.example/?q=x{query}",
        "https://sou.example/?q={query}&p={query}",
        "https://sou.example/?q={query}&p={page}",
        "https://sou.example/?{query}={query}",
        "https://sou.example/?q={query}#{query}",
        "https://sou.example/../?q={query}",
        "https://sou.example/a;b/?q={query}",
        "https://user@sou.example/?q={query}",
        "https://sou.example:port/?q={query}",
        "https://*.example/?q={query}",
        "https://搜索.example/?q={query}",
        "https:///?q={query}",
        "https://{site}.example/?q={query}",
        "javascript:alert(1)?q={query}",
        "",
    ],
)
def test_another_template_is_refused(url: str) -> None:
    assert ServerTemplate.of(url) is None
