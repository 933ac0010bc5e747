"""What a site is made of is all that rendering it may read: a part that no input tells of would stay as it was."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, write_cluster
from wangqun.domain.federation import Federation, Member, SiteView
from wangqun.domain.level import Level
from wangqun.pipeline import federate
from wangqun.stages.plan import inputs_of

TOLD = {
    "member": "field by field, below",
    "below": "with kin: all below, where there are any, among which these are",
    "kin": "with below",
    "roster": "MergedRosters.inputs",
    "scope": "as links, what they lead to, and hosts",
    "sizes": "of files whose digests are told",
    "mentions": "of pieces that are told, each with what it names",
}
"""Parts of a view that need no input, and why."""
OF_MEMBERS = {
    "ancestors": "as the breadcrumb",
    "platform": "no page says it",
    "lent": "addresses are settled before",
    "columns": "as the view has them, with those that pieces brought along",
    "cadence": "for checks",
    "review_stages": "for checks",
}


RARE = {
    "ended": date(2026, 1, 1),
    "search_server": "https://find.test.example/?q={query}",
    "feed_authority": "rd.test.example,2026",
    "data_licence": "许可。",
    "redirects": {"old.html": "/article/new.html"},
}
"""What no site of the demo has."""


def _others(value: Any) -> list[Any]:
    """Values that look like this one and are others; none where it is empty."""
    match value:
        case bool():
            return [not value]
        case Level():
            return [next(level for level in Level if level is not value)]
        case str() if value:
            return [f"{value}-"]
        case Mapping() if value:
            name, first = next(iter(value.items()))
            return [dict(value) | {name: f"{first}-"}] if isinstance(first, str) else [{}, dict(list(value.items())[1:])]
        case tuple() if value and not hasattr(value, "_fields"):
            return [(), value[1:]]
    return []


@pytest.mark.parametrize("name", sorted({each.name for each in fields(SiteView)} - TOLD.keys()))
def test_each_part_of_a_view_is_told(name: str, demo_federation: Federation) -> None:
    views = [replace(view, digests=defaultdict(str, view.digests)) for view in demo_federation.views.values()]
    rare = [RARE[name]] if name in RARE else [views[0].breadcrumb] if name in {"heirs", "origins"} else []
    asked = [(view, other) for view in views for other in (*_others(getattr(view, name)), *rare)]

    assert asked
    assert [view.member.site.id for view, other in asked if inputs_of(replace(view, **{name: other})) == inputs_of(view)] == []


@pytest.mark.parametrize("name", sorted({each.name for each in fields(Member)} - OF_MEMBERS.keys()))
def test_each_part_of_a_member_is_told(name: str, demo_federation: Federation) -> None:
    view = demo_federation.views["qinglan"]
    above = demo_federation.views["yannan"]
    values = {
        "site": above.member.site,
        "address": above.member.address,
        "colour": "#1f4e5f",
        "children": () if view.member.children else ("x",),
        "home": (*view.member.home, "x"),
    }
    other = replace(view, member=replace(view.member, **{name: values[name]}))

    assert inputs_of(other) != inputs_of(view)


def test_the_colour_of_a_level_is_told(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    record = root / "sites/cluster.yaml"
    before = _inputs(root)
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("  county: {", "  county: {colour: '#1f4e5f', ", 1), encoding="utf-8")
    after = _inputs(root)

    assert {site for site in after if after[site] != before[site]} == {"xian"}


def _inputs(root: Path) -> dict[str, dict[str, str]]:
    return {site: inputs_of(view) for site, view in federate(root, NOW).views.items()}
