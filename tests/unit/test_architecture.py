"""The size of what the engine is made of; who may know whom is held by import-linter (pyproject.toml)."""

import ast
from collections import Counter
from pathlib import Path

import wangqun

ROOT = Path(wangqun.__file__).parent
LINES = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in ROOT.rglob("*.py")}
MOST_LINES, MOST_SHARE = 300, 0.30


def test_no_module_is_too_long_to_read() -> None:
    assert {str(path): lines for path, lines in LINES.items() if lines > MOST_LINES} == {}


def test_no_room_holds_most_of_the_house() -> None:
    rooms = Counter[str]()
    for path, lines in LINES.items():
        rooms[path.parts[0]] += lines
    assert {room: lines for room, lines in rooms.items() if lines > MOST_SHARE * rooms.total()} == {}
    assert len(rooms) > 10


def test_every_package_and_module_says_what_it_is() -> None:
    silent = [path for path in LINES if not ast.get_docstring(ast.parse((ROOT / path).read_text("utf-8")))]
    assert silent == []
    packages = {path.parent for path in LINES}
    assert [package for package in packages if package / "__init__.py" not in LINES] == []
