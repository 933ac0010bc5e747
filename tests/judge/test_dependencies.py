"""Every dependency is one: a build that knows nothing of it leaves something that a clean build makes otherwise."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import markdown
import pytest

from wangqun import still
from wangqun.render import bodies, dependencies
from wangqun.stages import load

from .building import BuildFailed, Differs, Tree, Workshop, beforehand, differences, outputs, workplace
from .dropping import Part, dropped, parts
from .scenes import ELSEWHERE, SCENES
from .sources import beginning
from .staging import Scene

ENGINE = "world: 'engine'"
PARTS = parts()
Shown = Callable[[Scene], Tree]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A place for this module's builds, with all loaded that builds need."""
    with workplace() as name:
        beforehand(Path(name) / "warm")
        yield Path(name)


@pytest.fixture(scope="module")
def shown(folder: Path) -> Shown:
    """What a clean build makes of a scene's end, which is what a whole engine makes of it edit by edit."""
    workshop, known = Workshop(folder / "whole"), {}

    def clean(scene: Scene) -> Tree:
        if id(scene) not in known:
            before = scene.before(beginning())
            workshop.build(before)
            workshop.judge(scene.edit(before))
            known[id(scene)] = outputs(workshop.clean)
        return known[id(scene)]

    return clean


def test_every_dependency_of_the_code_has_its_scene_or_a_reason_for_none() -> None:
    names = [part.name for part in PARTS]

    assert len(names) == len(set(names))
    assert set(names) == SCENES.keys() | ELSEWHERE.keys() | {ENGINE}
    assert not SCENES.keys() & ELSEWHERE.keys()


@pytest.mark.parametrize("name", SCENES)
def test_without_it_something_old_stays(name: str, folder: Path, shown: Shown) -> None:
    scene = SCENES[name]
    clean = shown(scene)
    taken = [part for part in PARTS if part.name == name or part.name.startswith(scene.along)]
    before = scene.before(beginning())
    workshop = Workshop(Path(tempfile.mkdtemp(dir=folder)), spoil=dropped(*taken))
    workshop.build(before)
    workshop.build(scene.edit(before))

    assert differences(outputs(workshop.root), clean)


def test_another_engine_makes_everything_anew(folder: Path) -> None:
    def renewed() -> None:
        convert = markdown.Markdown.convert
        markdown.Markdown.convert = lambda self, text: convert(self, text) + "<p>新</p>"  # type: ignore[method-assign]
        for module in (dependencies, bodies, load, still):
            module.engine = lambda *of: "another"  # type: ignore[attr-defined]

    (engine,) = (part for part in PARTS if part.name == ENGINE)
    for name, spoil in (("whole", lambda: None), ("spoiled", dropped(engine))):
        workshop = Workshop(folder / f"engine-{name}", spoil=spoil)
        workshop.judge(beginning())
        workshop.renew = renewed
        if name == "whole":
            workshop.judge(beginning())
        else:
            with pytest.raises(Differs):
                workshop.judge(beginning())


def test_an_engine_with_nothing_left_to_compare_is_told_from_one_that_fails(folder: Path) -> None:
    def broken() -> None:
        dependencies.world.__code__ = (lambda root: 1 / 0).__code__

    with pytest.raises(BuildFailed, match="ZeroDivisionError"):
        Workshop(folder / "broken", spoil=broken).judge(beginning())


def test_a_part_that_is_dropped_is_gone_and_no_other() -> None:
    assert Part("world", 1, "'theme'") in PARTS
    original = dependencies.world.__code__
    try:
        dropped(Part("world", 1, "'theme'"))()
        assert dependencies.world(beginning_folder()).keys() == {"engine", "settings"}
    finally:
        dependencies.world.__code__ = original


def beginning_folder() -> Path:
    """A folder without a cluster."""
    return Path(__file__).parent
