"""What a property is about is drawn at all: a law of withdrawn pieces says nothing while no world has one."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase, find, settings
from hypothesis import strategies as st

from persons import by_key, fragments, ground, rows_of, united
from strategies import bodies, names
from wangqun.domain.ids import slugify
from wangqun.domain.links import references
from wangqun.render.engines import Engines
from wangqun.render.settings import DEFAULTS
from wangqun.stages.resolve import resolve
from worlds import NOW, World, worlds

Fragments = list[tuple[str, dict[str, Any]]]


def _moves(kind: str) -> Callable[[World], bool]:
    def moves(world: World) -> bool:
        return any(reason.kind == kind for a in resolve(world.cluster, NOW).appearances for reason in a.reasons)

    return moves


def _is_withdrawn(world: World) -> bool:
    return any(document.item.withdrawn for group in world.cluster.documents.values() for document in group)


def _is_told(code: str) -> Callable[[Fragments], bool]:
    return lambda records: any(finding.code == code for finding in united([*ground(), *rows_of(records)])[1])


def _holds_office(records: Fragments) -> bool:
    people, _ = united([*ground(), *rows_of(records)])
    return any(deputy.mandates for deputy in by_key(people.roster("xian")).values())


def _has_element(body: str) -> bool:
    return "<p" in Engines(DEFAULTS["MARKDOWN"]).markdown(body, "pelican")


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # `find` makes one of each example, for a failure only
@pytest.mark.parametrize(
    ("strategy", "shows"),
    [
        pytest.param(worlds(), _moves("push"), id="a piece pushed down"),
        pytest.param(worlds(), _moves("report"), id="a piece reported up"),
        pytest.param(worlds(), _is_withdrawn, id="a piece withdrawn"),
        pytest.param(fragments(), _is_told("mandate-foreign"), id="a mandate refused"),
        pytest.param(fragments(), _is_told("mandate-term"), id="a mandate not shown"),
        pytest.param(fragments(), _is_told("person-conflict"), id="a conflict"),
        pytest.param(fragments(), _holds_office, id="a deputy in office"),
        pytest.param(bodies(), lambda body: bool(list(references(body, "markdown"))), id="a reference in Markdown"),
        pytest.param(bodies(), lambda body: bool(list(references(body, "rst"))), id="a reference in reStructuredText"),
        pytest.param(bodies(), _has_element, id="an element"),
        pytest.param(names(), lambda text: bool(slugify(text)), id="a slug"),
    ],
)
def test_it_is_drawn(strategy: st.SearchStrategy[Any], shows: Callable[[Any], bool]) -> None:
    assert shows(
        find(strategy, shows, settings=settings(max_examples=100, derandomize=True, database=None, phases=[Phase.generate]))
    )
