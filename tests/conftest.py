"""What all tests share: tiny clusters on demand, and the demo cluster built once for a session."""

import ctypes
import gc
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar  # noqa: F401  what sites need is loaded once, not in each of a thousand processes
import pytest
import segno  # noqa: F401
from filelock import FileLock
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))  # tests/ holds clusters.py and strategies.py

import clusters
from clusters import NOW, copy_demo, write_cluster
from wangqun import crew
from wangqun.domain import pinyin
from wangqun.domain.federation import Federation
from wangqun.domain.frozen import write_all
from wangqun.options import Options
from wangqun.pipeline import federate, run
from wangqun.stages.publish import Report

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling

settings.register_profile("unhurried", settings.default, deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")
pinyin.load()  # loads what it knows
write_all()  # and so no process that a test forks has to
TESTS = Path(__file__).parent
ALONE = ("real",)  # folders whose tests share fixtures of the session that take long to make
LARGE = ("real", "browser", "property")  # folders whose tests leave hundreds of megabytes behind
gc.set_threshold(100_000, 50, 100)  # thousands of tests are kept in memory, which Python would look through again and again
HEAVY = 40 * 2**20  # bytes more than after the last look; to look costs half a second
_kept = [100 * 2**20]
Build = Callable[[Mapping[str, Any]], tuple[Path, Report]]
Federate = Callable[[Mapping[str, Any]], Federation]


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """After a module that left much behind, give it back: forks pay for each page, and the stages freeze what they make."""
    if (nextitem is None or nextitem.path != item.path) and _resident() > _kept[-1] + HEAVY:
        gc.unfreeze()
        gc.collect()
        if sys.platform == "linux":
            ctypes.CDLL(None).malloc_trim(0)
        _kept.append(_resident())


def _resident() -> int:
    """Bytes of memory that this process holds; 0 where nothing tells."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that make a process large come when those that fork have been, since whoever forks pays for each page; of them first
    those that one process runs in one piece.
    """
    items.sort(key=lambda item: LARGE.index(folder) if (folder := item.path.relative_to(TESTS).parts[0]) in LARGE else -1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "LoadScopeScheduling":
    """Have one process run a whole module, or a folder whose tests share what is dear."""
    from xdist.scheduler import LoadScopeScheduling

    class ByModule(LoadScopeScheduling):  # type: ignore[misc] # it has no types
        def _split_scope(self, nodeid: str) -> str:
            path = nodeid.partition("::")[0]
            folder = path.split("/")[1]
            return folder if folder in ALONE else path

    config.option.loadscopereorder = False
    return ByModule(config, log)


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build the base cluster with some files over it; its root and the report. A second call builds the same root again."""

    def build_files(files: Mapping[str, Any]) -> tuple[Path, Report]:
        write_cluster(tmp_path, files)
        return tmp_path, clusters.run(tmp_path, NOW)

    return build_files


@pytest.fixture
def in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs do without workers, for tests of what a run decides: half of a tiny build is spent on forks, whose number makes no
    difference (test_bytes.py) and whose ends are proven where they matter (test_workers.py, test_crashes.py).
    """
    monkeypatch.setattr(crew, "run_parts", clusters.in_turn)


@pytest.fixture
def federation(tmp_path: Path) -> Federate:
    """The base cluster with some files over it, resolved but not built."""

    def resolve_files(files: Mapping[str, Any]) -> Federation:
        return federate(write_cluster(tmp_path, files), NOW)

    return resolve_files


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo cluster, built as of 2026-11-23, one for all processes of a run; read it, never write to it."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built-demo"
    with FileLock(f"{shared}.lock"):
        if not (shared / "done").exists():
            run(copy_demo(shared), NOW, options=Options(jobs=2))
            (shared / "done").touch()
    return shared


@pytest.fixture(scope="session")
def demo_federation(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    """What the demo cluster comes to as of 2026-11-23, read once in a process."""
    return federate(copy_demo(tmp_path_factory.mktemp("read-demo") / "c"), NOW)
