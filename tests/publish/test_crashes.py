"""`kill -9` at any moment leaves every site whole, and the next build repairs."""

from pathlib import Path

import pytest

from clusters import NOW, public_tree, write_cluster
from wangqun.pipeline import run
from wangqun.stages import publish as publishing

from .crashes import build, edit, kill_builds, torn_sites


def test_ten_kills_leave_every_site_whole_and_the_next_build_repairs(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "a", {})
    kills = kill_builds(root, 10)
    build(root)

    assert [kill.torn for kill in kills] == [()] * 10
    assert any(kill.was_running for kill in kills)
    clean = write_cluster(tmp_path / "b", {})
    edit(clean, 10)
    build(clean)
    assert public_tree(root) == public_tree(clean)
    assert sorted(path.name for path in (root / "build" / "cache").iterdir()) == ["ledger.json", "lock"]


STEPS = ["_release", "_show", "_remove_gone", "_write_manifests", "write_ledger", "_clear"]


@pytest.mark.parametrize("step", STEPS)
def test_dying_before_any_step_of_publishing_leaves_sites_whole(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_cluster(tmp_path, {})
    edit(root, 1)
    run(root, NOW)
    edit(root, 2)

    class Died(BaseException):
        """Stands for the end of the process."""

    def die(*args: object, **kwargs: object) -> None:
        raise Died

    with monkeypatch.context() as patch:
        patch.setattr(publishing, step, die)
        with pytest.raises(Died):
            run(root, NOW)
    torn = torn_sites(root)
    report = run(root, NOW)

    assert torn == ()
    assert report.failed == ()
    assert torn_sites(root) == ()
    assert "第2次改动" in (root / "build/public/xian/article/good.html").read_text(encoding="utf-8")
