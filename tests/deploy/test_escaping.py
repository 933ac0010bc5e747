"""Whatever an old address holds, servers read it as itself and nothing else (docs/security.md)."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from wangqun.deploy import caddy, nginx
from wangqun.deploy.published import Host, Shown
from wangqun.deploy.setting import Setting, write
from wangqun.domain.site import Address
from wangqun.domain.text import is_clean

from .servers import HOST, fetch, free_port, running

NASTY = st.text(st.sampled_from(";{}\"'$\\`#~^*?()[]|%&<> +=,@:!aA路\u0301😀"), min_size=1, max_size=12)
PLAIN = st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="/")
WORDS = st.sampled_from(["default", "include", "hostnames", "volatile", "{$HOME}", "{path}"])
PARTS = st.one_of(NASTY, st.text(PLAIN, min_size=1, max_size=20), WORDS).filter(lambda part: is_clean(part) and part.strip("."))
PATHS = st.lists(PARTS, min_size=1, max_size=4).map(lambda parts: "/" + "/".join(parts) + ".html")
MAKERS = {"nginx": nginx.configuration, "caddy": caddy.configuration}


def twins(paths: Iterable[str]) -> dict[str, str]:
    """Every path, and what differs from it by ASCII case only, with a target of its own."""
    found: dict[str, str] = {}
    for path in paths:
        swapped = "".join(c.swapcase() if c.isascii() else c for c in path)
        for each in (path, swapped):
            found.setdefault(each, f"/article/{len(found)}.html")
    return found


@pytest.mark.parametrize("name", MAKERS)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(paths=st.lists(PATHS, min_size=5, max_size=80, unique=True))
@example(paths=["/a\\.html", "/a\\\\n.html", '/".html', "/${wangqun_dollar}.html", "/{path}.html", "/{$HOME}.html", "/x;.html"])
@example(paths=["/" + "/".join(["长" * 80] * 4) + ".html", "/" + "%" * 230 + ".html"])
def test_every_old_address_leads_where_it_should_and_no_other_does(name: str, paths: list[str]) -> None:
    wanted = twins(paths)
    moved = {path: target for number, (path, target) in enumerate(wanted.items()) if number % 5}
    shown = Shown("sheng", Address(f"http://{HOST}", ""), moved, {})
    wrong = []
    with tempfile.TemporaryDirectory() as made:
        folder, port = Path(made), free_port()
        setting = Setting(str(folder / "cluster"), str(folder / "wangqun"), listen=(f"127.0.0.1:{port}",))
        files = MAKERS[name]([Host(HOST, "", (shown,))], setting, folder)
        write(folder / "wangqun", files)
        assert files.passed_over == ()
        with running(name, folder, port):
            for path in wanted:
                answer = fetch(port, quote(path))
                if (answer.status, answer.location) != ((301, moved[path]) if path in moved else (404, "")):
                    wrong.append((path, answer.status, answer.location))

    assert wrong == []


def test_what_nginx_cannot_be_told_is_passed_over_and_said() -> None:
    long = "/" + "a/" * 2000 + "b.html"
    shown = Shown("sheng", Address(f"http://{HOST}", ""), {long: "/x.html", "/y.html": "/x.html"}, {})
    files = nginx.configuration([Host(HOST, "", (shown,))], Setting("/srv", "/etc/wangqun"), Path())

    assert files.passed_over == (long,)
    assert files.made["answers.map"].count("\n") == 2
