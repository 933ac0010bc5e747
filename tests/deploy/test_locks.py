"""The three locks hold to pyproject.toml: each names what it must, nothing beside it, with hashes, none against another."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, files, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from clusters import REPO

PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = {"requirements.lock": (), "requirements-setup.lock": ("setup",), "requirements-test.lock": ("setup", "test", "dask")}
HASHES = r"(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+"
PINNED = re.compile(rf"^(?P<pin>[\w.-]+==\S+(?: ; [^\\]+?)?) \\\n(?P<hashes>{HASHES})", re.MULTILINE)


def _pins(name: str) -> dict[str, list[Requirement]]:
    text = (REPO / name).read_text(encoding="utf-8")
    pins: dict[str, list[Requirement]] = {}
    for match in PINNED.finditer(text):
        pin = Requirement(match["pin"])
        pins.setdefault(canonicalize_name(pin.name), []).append(pin)
    assert PINNED.sub("", text).strip() == "", "a line without its hashes"
    return pins


def _asked(extras: tuple[str, ...]) -> list[Requirement]:
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in PROJECT["optional-dependencies"][extra])]
    return [Requirement(line) for line in lines]


def _closure(asked: list[Requirement]) -> set[str]:
    """Every package that `asked` leads to by the metadata of what is installed, on this machine."""
    seen: set[tuple[str, str]] = set()
    todo = [(requirement, extra) for requirement in asked for extra in ("", *requirement.extras)]
    while todo:
        requirement, extra = todo.pop()
        name = canonicalize_name(requirement.name)
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            below = [Requirement(line) for line in requires(name) or ()]
        except PackageNotFoundError:
            pytest.fail(f"{name} is not installed")
        for each in below:
            if each.marker is None or each.marker.evaluate({"extra": extra}):
                todo += [(each, inner) for inner in ("", *each.extras)]
    return {name for name, _ in seen}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_what_the_project_asks_for_and_nothing_beside_it(name: str) -> None:
    pins = _pins(name)
    here = {pin for pin, lines in pins.items() if any(line.marker is None or line.marker.evaluate() for line in lines)}

    assert here == _closure(_asked(LOCKS[name]))


@pytest.mark.parametrize("name", LOCKS)
def test_a_locked_version_is_one_the_project_accepts(name: str) -> None:
    pins = _pins(name)
    asked = {canonicalize_name(each.name): each.specifier for each in _asked(LOCKS[name])}
    refused = [str(pin) for key, spec in asked.items() for pin in pins[key] if not spec.contains(str(pin.specifier)[2:])]

    assert refused == []


def test_what_is_tested_is_what_runs() -> None:
    texts = {name: [match[0].rstrip(" \\\n") for match in PINNED.finditer((REPO / name).read_text("utf-8"))] for name in LOCKS}

    assert set(texts["requirements.lock"]) < set(texts["requirements-setup.lock"]) < set(texts["requirements-test.lock"])


def test_building_sets_up_nothing_that_only_testing_needs() -> None:
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    rules = dict(re.findall(r"^(\S+):(?!=) ?(.*?)(?: ##.*)?$", makefile, re.MULTILINE))
    recipes = dict(re.findall(r"^(\S+):(?!=).*\n((?:\t.*\n)*)", makefile, re.MULTILINE))

    assert rules["build"] == rules["serve"] == rules["check"] == "$(READY)"
    assert "requirements-setup.lock" in recipes["$(READY)"]
    assert "requirements-test.lock" not in recipes["$(READY)"]
    assert rules["$(TOOLS)"].split() == ["requirements-test.lock", "$(READY)"]
    assert rules["test"].split()[0] == "$(TOOLS)"
    assert not {"pytest", "mypy", "playwright", "ruff"} & set(_pins("requirements-setup.lock"))


def test_the_image_stays_small() -> None:
    """What the image installs, without the packages' own tests and compiled copies: no more than python:3.x-slim, 125 MB."""
    weight = 0
    for name in _closure(_asked(())):
        for file in files(name) or ():
            path = Path(str(file.locate()))
            if "tests" not in path.parts[path.parts.index("site-packages") if "site-packages" in path.parts else 0 :]:
                weight += path.stat().st_size if path.is_file() and path.suffix != ".pyc" else 0

    assert 60e6 < weight < 125e6
