"""The index of `wangqun search` follows what is public: late, lost or damaged it is caught up, and nothing stale is answered."""

import os
import shutil
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clusters import NOW, article, tree, write_cluster
from wangqun import pipeline
from wangqun.ask.find import Unsearchable, search
from wangqun.cli import main
from wangqun.operations import foresee, go_back
from wangqun.options import Options
from wangqun.pipeline import run
from wangqun.search.index import FOLDER, KNOWN, folder_of
from wangqun.stages.index import INDEX_BEHIND, index
from wangqun.stages.publish import publish
from wangqun.store.lock import in_turn, locked
from wangqun.store.search import FOUND

pytestmark = pytest.mark.usefixtures("in_one_process")

FILE = "content/county/xian/news/drainage.md"
OTHER = "content/county/xian/news/other.md"
PIECES = {FILE: article("检查城区排水", "易涝点已整改。"), OTHER: article("另一篇", "水库大坝。")}
WITHDRAWN = "withdrawn: {reason: 有误, time: 2026-03-03 09:00}\n"
DEPUTY = "content/county/xian/deputies/wen.yaml"
PEOPLE = {
    "content/county/xian/terms.yaml": "- {term_no: 17, start: 2022-01-10, seats: 1}\n",
    "content/county/xian/constituencies.yaml": "- {key: c1, name: 第一选区, term: 17, quota: 1}\n",
    DEPUTY: "person: person:7k3m9q2x4t\nname: 闻正言\nmandates: [{term: 17, constituency: c1, from: 2022-01-10}]\n",
}


class Died(BaseException):
    """Stands for the end of the process."""


def die(*args: object, **kwargs: object) -> None:
    raise Died


def ids(root: Path, text: str) -> list[str]:
    return [found.id for found in search(root, text).results]


def built(root: Path, files: dict[str, str] = PIECES) -> Path:
    write_cluster(root, files)
    assert run(root, NOW).findings == run(root, NOW).findings
    return root


def killed_before_the_index(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that dies when all is public."""
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "index", die)
        with pytest.raises(Died):
            run(root, NOW)


def holds(root: Path, token: str) -> bool:
    """True when a token stands in any file of an index or among the texts it is made of."""
    kept = [*(root / FOLDER).glob("**/*"), *(root / "build/cache/search/pieces").glob("**/*")]
    return any(token.encode() in path.read_bytes() for path in kept if path.is_file())


def command(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *args])


def test_withdrawn_text_leaves_every_file_in_the_same_run(tmp_path: Path) -> None:
    root = built(tmp_path)
    before = holds(root, "易涝")
    write_cluster(root, {FILE: article("检查城区排水", "易涝点已整改。", extra=WITHDRAWN)}, base=False)
    run(root, NOW)

    assert before
    assert not holds(root, "易涝")
    assert holds(root, "大坝")


def test_blocked_text_leaves_it_too_even_when_the_index_is_not_to_follow(tmp_path: Path) -> None:
    root = built(tmp_path)
    write_cluster(root, {FILE: article("检查城区排水", "易涝点已整改。\n\n11010519491231002X", extra="")}, base=False)
    report = run(root, NOW, options=Options(whoosh=False))

    assert "block" in {finding.severity.value for finding in report.findings}
    assert not holds(root, "易涝")
    assert ids(root, "大坝") == ["xian:article/other"]


def test_killed_when_all_is_public_the_next_search_catches_up_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = built(tmp_path)
    write_cluster(
        root, {FILE: article("检查城区排水", "涵闸已整改。"), OTHER: article("另一篇", "水库。", extra=WITHDRAWN)}, base=False
    )
    killed_before_the_index(root, monkeypatch)
    answer = search(root, "涵闸")

    assert [found.id for found in answer.results] == ["xian:article/drainage"]
    assert [note for note in answer.notes if "已先补上：xian" in note] != []
    assert search(root, "涵闸").notes == ()
    assert ids(root, "水库") == ids(root, "易涝点") == []


def test_killed_when_all_is_public_the_next_run_catches_up_without_building(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = built(tmp_path)
    write_cluster(root, {FILE: article("检查城区排水", "涵闸已整改。")}, base=False)
    killed_before_the_index(root, monkeypatch)
    jobs = foresee(root, NOW).jobs
    report = run(root, NOW)

    assert jobs == ()
    assert report.changed == ()
    assert search(root, "涵闸").notes == ()
    assert ids(root, "涵闸") == ["xian:article/drainage"]


def test_while_the_index_cannot_follow_nothing_is_shown_that_readers_do_not_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = "content/county/xian/news/edited.md"
    root = built(tmp_path, PIECES | PEOPLE | {edited: article("第三篇", "泵站的密码是七。")})
    texts = ("易涝点", "泵站的密码", "闻正言", "水库大坝")
    before = {text: len(ids(root, text)) for text in texts}
    changed = {
        FILE: article("检查城区排水", "易涝点已整改。", extra=WITHDRAWN),
        edited: article("第三篇", "不能再说的已删去。"),
        DEPUTY: PEOPLE[DEPUTY].replace("闻正言", "温正之"),
    }
    write_cluster(root, changed, base=False)
    killed_before_the_index(root, monkeypatch)
    with in_turn(root):  # another process is at it
        answers = {text: search(root, text) for text in texts}

    assert set(before.values()) == {1}
    shown = {text: [hit.title for hit in answer.results] for text, answer in answers.items()}
    assert shown["水库大坝"] == ["另一篇"]
    assert not {"闻正言", "第三篇", "检查城区排水"} & {title for titles in shown.values() for title in titles}
    assert all(any("现在补不上" in note for note in answer.notes) for answer in answers.values())


@pytest.mark.parametrize("step", ["write_manifests", "keep_search", "write_ledger"])
def test_killed_in_the_midst_of_publishing_nothing_withdrawn_is_found(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wangqun.stages import publish as publishing

    root = built(tmp_path)
    write_cluster(root, {FILE: article("检查城区排水", "易涝点已整改。", extra=WITHDRAWN)}, base=False)
    with monkeypatch.context() as patch:
        patch.setattr(publishing, step, die)
        with pytest.raises(Died):
            run(root, NOW)
    torn = ids(root, "易涝点"), ids(root, "水库大坝")
    run(root, NOW)

    assert torn == ([], ["xian:article/other"])
    assert search(root, "水库大坝").notes == ()
    assert not holds(root, "易涝")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves a damaged file open
@pytest.mark.parametrize(
    ("damage", "by"),
    [("all", "search"), ("all", "run"), ("known", "search"), ("altered", "export"), ("silently", "search"), ("found", "search")],
)
def test_lost_or_damaged_it_is_made_anew_without_building(damage: str, by: str, tmp_path: Path) -> None:
    root = built(tmp_path)
    folder = folder_of(root, "xian")
    match damage:
        case "all":
            shutil.rmtree(root / FOLDER)
        case "known":
            (folder / KNOWN).write_text("{", encoding="utf-8")
        case "found":
            (root / FOUND / "xian.json").write_text("{", encoding="utf-8")
        case _:
            segment = next(folder.glob("*.seg"))
            there = segment.stat()
            segment.write_bytes(b"\xff" * there.st_size)
            if damage == "silently":
                os.utime(segment, ns=(there.st_atime_ns, there.st_mtime_ns))
    public = tree(root / "build/public")
    why = {job.site for job in foresee(root, NOW).jobs}
    if by == "run":
        run(root, NOW)
    elif by == "export":
        command(root, "export")
    answer = search(root, "排水")
    if damage == "found" and by != "run":
        assert answer.notes != ()
        run(root, NOW)
    after = search(root, "排水")

    assert why == ({"xian"} if damage == "found" else set())
    assert [found.id for found in answer.results] == [found.id for found in after.results] == ["xian:article/drainage"]
    assert after.notes == ()
    assert tree(root / "build/public") == public


def test_with_its_texts_lost_too_the_run_says_so_and_the_next_one_mends_it(tmp_path: Path) -> None:
    root = built(tmp_path)
    shutil.rmtree(root / FOLDER)
    for path in (root / "build/cache/search/pieces").glob("??/*"):
        path.unlink() if path.name < "8" else path.write_bytes(path.read_bytes()[:-1])
    public = tree(root / "build/public")
    report = run(root, NOW)
    told = [finding for finding in report.findings if finding.code == INDEX_BEHIND.code]
    said = (root / "build/reports/report.json").read_text(encoding="utf-8")
    with pytest.raises(Unsearchable):
        search(root, "排水")
    run(root, NOW)

    assert [finding.site for finding in told] == [""]
    assert INDEX_BEHIND.code in said
    assert (report.failed, report.fails()) == ((), False)
    assert ids(root, "排水") == ["xian:article/drainage"]
    assert tree(root / "build/public") == public


def test_what_goes_wrong_belongs_to_the_run_and_to_no_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path, PIECES)

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("wangqun.stages.index.update", full)
        report = run(root, NOW)
    again = run(root, NOW)

    assert [finding.code for finding in report.findings if finding.code == INDEX_BEHIND.code] == [INDEX_BEHIND.code]
    assert set(report.changed) == {"sheng", "shi", "xian"}
    assert not report.fails()
    assert INDEX_BEHIND.code not in {finding.code for finding in again.findings}
    assert ids(root, "排水") == ["xian:article/drainage"]


def test_a_second_run_publishes_while_the_index_catches_up_and_takes_its_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = built(tmp_path)
    seen: list[str] = []
    inside = threading.Lock()

    def slow(*args: object, **kwargs: object) -> object:
        assert inside.acquire(blocking=False), "two indexers at once"
        if not seen:
            seen.append("first")
            write_cluster(root, {FILE: article("检查城区排水", "涵闸已整改。")}, base=False)
            second.start()
            assert published.wait(60), "the second run waits for the index of the first"
        inside.release()
        return index(*args, **kwargs)  # type: ignore[arg-type]

    published = threading.Event()

    def then_say(*args: object, **kwargs: object) -> object:
        result = publish(*args, **kwargs)  # type: ignore[arg-type]
        if seen:
            published.set()
        return result

    second = threading.Thread(target=run, args=(root, NOW))
    monkeypatch.setattr(pipeline, "index", slow)
    monkeypatch.setattr(pipeline, "publish", then_say)
    run(root, NOW)
    second.join()

    assert search(root, "涵闸").notes == ()
    assert ids(root, "涵闸") == ["xian:article/drainage"]


def test_what_is_published_while_the_index_is_written_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = built(tmp_path)
    write_cluster(root, {FILE: article("检查城区排水", "涵闸已整改。")}, base=False)
    killed_before_the_index(root, monkeypatch)
    write_cluster(root, {FILE: article("检查城区排水", "泵站已整改。")}, base=False)
    from wangqun.stages import index as indexing

    def late(tasks: object, work: object, jobs: int) -> object:
        monkeypatch.undo()
        killed_before_the_index(root, monkeypatch)  # whose texts take the place of those that were to be read
        return indexing.run_each(tasks, work, jobs)  # type: ignore[arg-type]

    monkeypatch.setattr(indexing, "run_each", late)
    followed = index(root)

    assert followed.findings == ()
    assert ids(root, "泵站") == ["xian:article/drainage"]
    assert ids(root, "涵闸") == []


def test_a_build_without_it_leaves_nothing_stale_and_a_search_catches_up(tmp_path: Path) -> None:
    root = built(tmp_path)
    write_cluster(root, {FILE: article("检查城区供水")}, base=False)
    result = command(root, "build", "--no-whoosh", "--today", "2026-11-23", "-j", "1")
    there = folder_of(root, "xian").exists()

    assert result.exit_code == 0, result.output
    assert not there
    assert ids(root, "城区供水") == ["xian:article/drainage"]


def test_gone_back_to_an_earlier_release_only_what_it_shows_is_found(tmp_path: Path) -> None:
    root = built(tmp_path)
    write_cluster(root, {FILE: article("检查城区排水", "涵闸已整改。")}, base=False)
    run(root, NOW)
    go_back(root, NOW, ["xian"], None)
    answer = search(root, "涵闸")

    assert answer.results == ()
    assert any("退回过版本" in note for note in answer.notes)
    assert ids(root, "水库大坝") == ["xian:article/other"]
    run(root, NOW)
    assert ids(root, "涵闸") == ["xian:article/drainage"]


def test_a_search_never_waits_for_a_build(tmp_path: Path) -> None:
    root = built(tmp_path)
    shutil.rmtree(root / FOLDER)
    with locked(root, NOW, False, print):
        found = ids(root, "排水")

    assert found == ["xian:article/drainage"]
