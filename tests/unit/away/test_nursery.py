"""What a worker's machine does with a task: the same limits, the same sources, or a plain no."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from clusters import article, write_cluster
from wangqun.away import sources
from wangqun.away.facts import differences, facts, world
from wangqun.away.nursery import Nursery
from wangqun.away.sources import Unfit
from wangqun.away.wire import opened, packed, rooted, unsealed
from wangqun.domain.document import Document
from wangqun.render import conversion
from wangqun.render.conversion import CONVERTING
from wangqun.stages.load import load
from wangqun.workers import run_parts


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A cluster with one honest body and one that takes for ever."""
    return write_cluster(
        tmp_path / "cluster", {"content/county/xian/news/a.md": article(), "content/county/xian/news/b.md": article()}
    )


def header(root: Path, **other: Any) -> bytes:
    asked = {"run": "1", "facts": facts(), "world": world(root), "source": {"folder": str(root)}}
    return packed(asked | other)


def documents(root: Path) -> tuple[Document, ...]:
    return load(root).documents["xian"]


def payload(root: Path, *which: Document) -> bytes:
    return rooted((CONVERTING.ready, CONVERTING.told, which or documents(root)), root)


def test_bodies_come_back_as_data(root: Path, tmp_path: Path) -> None:
    answer = unsealed(Nursery(tmp_path / "scratch").answer(header(root), payload(root)))
    made = [CONVERTING.taken((), opened(part)) for part in answer["parts"]]

    assert answer["crash"] is None
    assert made == [part for _, part in run_parts({"": documents(root)}, CONVERTING.ready(root), 1)]  # limits stay its own
    assert not (root / "build").exists()


def test_a_hostile_body_costs_itself_alone(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time limit holds, since a process without threads forks the child that converts."""
    convert = conversion.convert

    def slow(body: str, *rest: Any) -> Any:
        while "endless" in body:
            pass
        return convert(body, *rest)

    monkeypatch.setattr(conversion, "convert", slow)
    monkeypatch.setattr(conversion, "LONGEST", 0)
    write_cluster(root, {"content/county/xian/news/b.md": article(body="endless")}, base=False)
    first, hostile = (found for found in documents(root) if found.source in {"news/a.md", "news/b.md"})
    nursery = Nursery(tmp_path / "scratch")

    answer = unsealed(nursery.answer(header(root), payload(root, first, hostile)))
    again = unsealed(nursery.answer(header(root), payload(root, first)))

    assert len(answer["parts"]) == 1
    assert answer["crash"] == ("进程意外结束（-24）", -24)
    assert (len(again["parts"]), again["crash"]) == (1, None)


@pytest.mark.parametrize("name", sorted(facts()))
def test_each_thing_that_is_another_here_is_named(root: Path, tmp_path: Path, name: str) -> None:
    asked = header(root, facts={**facts(), name: "0.0.1"})

    assert unsealed(Nursery(tmp_path / "scratch").answer(asked, b"never read")) == {
        "unlike": (f"{name}（本机 0.0.1，它 {facts()[name][:20]}）",)
    }


def test_what_must_be_equal_is_all_that_shapes_bytes() -> None:
    names = set(facts())

    assert {
        "群网程序",
        "Python",
        "字符表 unicodedata",
        "北京时间的时区数据",
        "压缩程序",
        "numpy",
        "pelican",
        "tzdata",
        "nh3",
    } <= names
    assert differences(facts(), facts()) == []


def test_other_settings_or_another_theme_are_named(root: Path, tmp_path: Path) -> None:
    asked = header(root)
    (root / "pelicanconf.py").write_text("DEFAULT_PAGINATION = 7\n", encoding="utf-8")

    (told,) = unsealed(Nursery(tmp_path / "scratch").answer(asked, b"never read"))["unlike"]
    assert told.startswith("pelicanconf.py（本机 ")


def test_a_folder_that_is_not_there_is_named(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = header(root)
    monkeypatch.setenv(sources.SETTING, str(tmp_path / "nowhere"))

    assert unsealed(Nursery(tmp_path / "scratch").answer(asked, b"")) == {"unlike": (f"看不到源文件夹 {tmp_path / 'nowhere'}",)}


def test_a_run_that_changed_its_sources_is_made_ready_anew(root: Path, tmp_path: Path) -> None:
    nursery = Nursery(tmp_path / "scratch")
    nursery.answer(header(root), payload(root))
    (root / "pelicanconf.py").write_text("DEFAULT_PAGINATION = 7\n", encoding="utf-8")

    assert unsealed(nursery.answer(header(root, run="2"), payload(root)))["crash"] is None


def git(root: Path, *command: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *command], cwd=root, check=True, capture_output=True
    )


def test_a_commit_is_fetched(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unfit, match="没有 git 提交"):
        sources.told(root, "git")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "x")
    git(root, "config", "uploadpack.allowAnySHA1InWant", "true")
    told = sources.told(root, "git")
    monkeypatch.setenv(sources.SETTING, root.as_uri())

    found = sources.found(told, tmp_path / "scratch")
    answer = unsealed(Nursery(tmp_path / "other").answer(header(root, source=told), payload(root)))
    (root / "content/county/xian/news/a.md").write_text(article("改"), encoding="utf-8")

    assert (found / "content/county/xian/news/a.md").read_text("utf-8") == article()
    assert len(answer["parts"]) == len(documents(root))
    with pytest.raises(Unfit, match="先提交：content/county/xian/news/a"):
        sources.told(root, "git")
    for strange in ({**told, "commit": "--upload-pack=x"}, {**told, "commit": "HEAD"}):
        with pytest.raises(Unfit):
            sources.found(strange, tmp_path / "scratch")
