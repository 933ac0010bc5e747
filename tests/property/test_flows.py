"""Laws of flows: no loops, order irrelevant, recall complete, deriving twice changes nothing (docs/design.md laws 3, 4)."""

import os
import pickle
import subprocess
import sys
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from wangqun.domain.cluster import Cluster
from wangqun.domain.federation import Federation
from wangqun.stages.catalogue import site_manifest
from wangqun.stages.resolve import resolve
from worlds import NOW, World, worlds

DEADLINE = None


def shown(federation: Federation) -> dict[str, list[tuple[object, ...]]]:
    """What each site shows of others, in the order it shows it."""
    return {
        site: [(g.document.id, g.column, g.url, g.path, g.rules, g.canonical) for g in view.guests]
        for site, view in federation.views.items()
    }


@settings(deadline=DEADLINE)
@given(worlds())
def test_pieces_only_move_along_the_tree_and_appear_once(world: World) -> None:
    federation = resolve(world.cluster, NOW)

    for appearance in federation.appearances:
        pushed = appearance.home in world.above(appearance.site)
        reported = appearance.site in world.above(appearance.home)
        kinds = {reason.kind for reason in appearance.reasons}
        assert kinds == ({"push"} if pushed else {"report"})
        assert pushed or reported
    pairs = [(a.id, a.site) for a in federation.appearances]
    assert len(pairs) == len(set(pairs))


@settings(deadline=DEADLINE)
@given(worlds(), st.randoms(use_true_random=False))
def test_order_of_rules_sites_and_pieces_is_irrelevant(world: World, random: st.DrawFn) -> None:
    cluster = world.cluster

    def mixed(values: object) -> list[object]:
        found = list(values)  # type: ignore[call-overload]
        random.shuffle(found)  # type: ignore[attr-defined]
        return found

    other: Cluster = replace(
        cluster,
        record=cluster.record.model_copy(update={"flows": tuple(mixed(cluster.record.flows))}),
        sites=dict(mixed(cluster.sites.items())),  # type: ignore[arg-type]
        documents={site: tuple(mixed(cluster.documents[site])) for site in mixed(cluster.documents)},  # type: ignore[index]
        accepted={site: tuple(mixed(cluster.accepted[site])) for site in mixed(cluster.accepted)},  # type: ignore[index]
    )

    assert shown(resolve(other, NOW)) == shown(resolve(cluster, NOW))


@settings(deadline=DEADLINE)
@given(worlds())
def test_a_withdrawn_piece_appears_nowhere_and_leaves_a_tombstone_at_home(world: World) -> None:
    federation = resolve(world.cluster, NOW)
    gone = {d.id for group in world.cluster.documents.values() for d in group if d.item.withdrawn}

    for site, view in federation.views.items():
        assert gone.isdisjoint(d.id for d in view.documents)
        assert gone.isdisjoint(g.document.id for g in view.guests)
        manifest = site_manifest(federation, view, (), (), {})
        listed = {entry["id"] for key in ("documents", "guests") for entry in manifest[key]}
        assert listed.isdisjoint(map(str, gone))
        own = {f"article/{i.slug}.html" for i in gone if i.site == site}
        assert own <= {stone.path for stone in view.tombstones}
    assert gone.isdisjoint(a.id for a in federation.appearances)


DERIVE = """
import pickle, sys
from wangqun.stages.resolve import resolve
clusters, now = pickle.load(sys.stdin.buffer)
found = [resolve(cluster, now) for cluster in clusters]
pickle.dump([(f.views, f.appearances, f.findings) for f in found], sys.stdout.buffer)
"""


def test_deriving_again_elsewhere_changes_nothing() -> None:
    clusters: list[Cluster] = []
    settings(deadline=DEADLINE)(given(worlds())(lambda world: clusters.append(world.cluster)))()
    asked = pickle.dumps((clusters, NOW))
    here = [resolve(cluster, NOW) for cluster in clusters]
    environment = os.environ | {"PYTHONHASHSEED": "1951", "PYTHONPATH": os.pathsep.join(sys.path)}  # sets in another order
    done = subprocess.run(
        [sys.executable, "-c", DERIVE], input=asked, capture_output=True, check=True, env=environment, timeout=120
    )

    assert len(clusters) >= settings().max_examples
    assert [(f.views, f.appearances, f.findings) for f in here] == pickle.loads(done.stdout)
    assert clusters == pickle.loads(asked)[0], "deriving changes nothing of what it is given"


@settings(deadline=DEADLINE)
@given(worlds())
def test_what_flowed_to_a_site_does_not_flow_on_from_there(world: World) -> None:
    federation = resolve(world.cluster, NOW)
    everyone = world.cluster.record.model_copy(update={"flows": ()})
    quiet = {
        site: tuple(replace(d, item=d.item.model_copy(update={"share": None})) for d in group)
        for site, group in world.cluster.documents.items()
    }
    without = resolve(replace(world.cluster, record=everyone, documents=quiet), NOW)

    assert all(appearance.home == appearance.id.site for appearance in federation.appearances)
    assert without.appearances == ()
