"""Whatever an attachment says anywhere is read, or the attachment is not published unknowingly."""

import os
from io import BytesIO
from random import Random

import pytest

from attached import BLOCKED, BOMBS, READ, UNSEEN, Vector
from wangqun.domain.finding import Hit, Place
from wangqun.scan.attachments import TOLD, UNREADABLE, UNSCANNED
from wangqun.scan.inside import read_attachment
from wangqun.scan.privacy import ID_NUMBER
from wangqun.scan.wording import Wording
from wangqun.stages.load import stamps
from wangqun.stages.load.files import FoundFile
from wangqun.stages.load.stamps import APART

ID = "110101199003074514"
SOUND = "110101-2026-000017"  # of a case, as long as an identity number


def hits(path, raw: bytes, suffix: str) -> tuple[Hit, ...]:  # type: ignore[no-untyped-def]
    """What is found in a file."""
    name = f"a{suffix}"
    (path / name).write_bytes(raw)
    found = stamps.take_stamps(path, [(FoundFile(name, len(raw), 1), Place("xian", name))], {}, Wording({}), [], 0)
    return found[name].hits


def named(vector: Vector) -> str:
    return f"{vector.what}{vector.suffix}"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, which is faster."""
    monkeypatch.setattr(stamps, "run_each", lambda tasks, work, jobs: [(path, work(task)) for path, task in tasks.items()])
    monkeypatch.setattr(stamps, "_bound", lambda: None)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("vector", READ, ids=named)
def test_a_number_is_found_wherever_it_stands(tmp_path, vector: Vector) -> None:  # type: ignore[no-untyped-def]
    found = {hit.code for hit in hits(tmp_path, vector.build(ID), vector.suffix)}

    assert ID_NUMBER.code in found
    assert not {UNREADABLE.code, UNSCANNED.code} & found


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("vector", READ, ids=named)
def test_the_same_file_without_one_is_sound(tmp_path, vector: Vector) -> None:  # type: ignore[no-untyped-def]
    assert {hit.code for hit in hits(tmp_path, vector.build(SOUND), vector.suffix)} <= {TOLD.code}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("vector", BLOCKED, ids=named)
def test_what_cannot_be_read_blocks(tmp_path, vector: Vector) -> None:  # type: ignore[no-untyped-def]
    assert {UNREADABLE.code, "file-mismatch"} & {hit.code for hit in hits(tmp_path, vector.build(ID), vector.suffix)}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("vector", UNSEEN, ids=named)
def test_what_no_program_reads_wants_somebody_to_look(tmp_path, vector: Vector) -> None:  # type: ignore[no-untyped-def]
    assert {UNSCANNED.code} == {hit.code for hit in hits(tmp_path, vector.build(ID), vector.suffix)}


@pytest.mark.usefixtures("here")
def test_what_comes_before_the_limit_is_told_too(tmp_path) -> None:  # type: ignore[no-untyped-def]
    found = {hit.code for hit in hits(tmp_path, BLOCKED[0].build(ID), ".docx")}

    assert {UNREADABLE.code, ID_NUMBER.code} == found


@pytest.mark.parametrize("suffix", BOMBS)
def test_a_bomb_goes_off_in_its_box(tmp_path, suffix: str) -> None:  # type: ignore[no-untyped-def]
    assert UNREADABLE.code in {hit.code for hit in hits(tmp_path, BOMBS[suffix](), suffix)}


@pytest.mark.parametrize("vector", [v for v in (*READ, *UNSEEN) if v.suffix in APART], ids=named)
def test_no_bytes_make_a_reader_fail(vector: Vector) -> None:
    chance = Random(11)
    raw = vector.build(ID)
    for _ in range(25):
        torn = bytearray(raw)
        for _ in range(chance.choice((1, 3, 9))):
            at = chance.randrange(len(torn))
            torn[at : at + chance.choice((0, 1, 20))] = chance.randbytes(chance.choice((0, 1, 5)))

        assert read_attachment(BytesIO(bytes(torn)), vector.suffix) is not None


def test_each_attachment_has_a_process_of_its_own(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    def scan_apart(task) -> tuple[Hit, ...]:  # type: ignore[no-untyped-def]
        stamps._bound()
        return (UNSCANNED.hit(why=str(os.getpid())),)

    vectors = READ[:1] * 5
    files = []
    for number, vector in enumerate(vectors):
        name = f"{number}{vector.suffix}"
        raw = vector.build(SOUND)
        (tmp_path / name).write_bytes(raw)
        files.append((FoundFile(name, len(raw), 1), Place("xian", name)))
    monkeypatch.setattr(stamps, "_scan_apart", scan_apart)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    found = stamps.take_stamps(tmp_path, files, {}, Wording({}), [], 0)
    seen = {int(hit.values["why"]) for stamp in found.values() for hit in stamp.hits}

    assert len(seen) == len(vectors)
    assert os.getpid() not in seen
