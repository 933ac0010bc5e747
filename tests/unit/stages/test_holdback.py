"""Keys that keep a piece back: in every notation, on every kind of document, and at their moment."""

from datetime import datetime
from pathlib import Path

import pytest

from clusters import IMPORTED, NOW, article, write_cluster
from conftest import Federate
from wangqun.domain.moment import SHANGHAI
from wangqun.pipeline import federate

NEWS = "content/county/xian/news/"
OLD = "{{original_url: https://old.test.example/1, original_date: 2026-03-01}}"
PLAIN = f"Title: 一篇稿件\nDate: 2026-03-02 09:00\nImported: {OLD}\n{{}}\n\n正文。\n"
RST = f"一篇稿件\n========\n\n:date: 2026-03-02 09:00\n:imported: {OLD}\n{{}}\n\n正文。\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("news/a.md", PLAIN.format("Draft: true")),
        ("news/a.md", PLAIN.format("Published: no")),
        ("news/a.md", PLAIN.format("Publish-Date: 2099-01-01")),
        ("news/a.md", PLAIN.format("Statsu: draft")),
        ("news/a.md", PLAIN.format("Status:")),
        ("news/a.md", PLAIN.format("Moved_to: shi\nMovedTo: sheng")),
        ("news/a.rst", RST.format(":draft: true")),
        ("news/a.rst", RST.format(":openess: not_public")),
        ("news/a.rst", RST.format(":withdrawn:")),
        ("pages/a.md", article(extra="draft: true\n")),
        ("pages/a.md", article(extra="visibility: private\n")),
    ],
)
def test_no_notation_and_no_kind_of_document_lets_it_through(name: str, text: str, federation: Federate) -> None:
    made = federation({f"content/county/xian/{name}": text})

    assert [document.id.slug for document in made.views["xian"].documents] == ["good"]
    assert {finding.code for finding in made.findings} & {"hold-key", "hold-empty"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("news/a.md", PLAIN.format("Draft: false\nStatus: published\nPublish-Date: 2026-01-01")),
        ("news/a.rst", RST.format(":draft: false")),
        ("pages/a.md", article(extra="visibility: public\n")),
    ],
)
def test_its_honest_twin_is_public(name: str, text: str, federation: Federate) -> None:
    made = federation({f"content/county/xian/{name}": text})

    assert {document.id.slug for document in made.views["xian"].documents} == {"good", "a"}
    assert made.findings == ()


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        ("publishDate: 2026-12-01 09:00", False, True),
        ("定时发布: 2026年12月1日 9:00", False, True),
        ("拟公开时间: 2026-12-01 09:00", False, True),
        ("published: 2026-12-01T09:00:00+08:00", False, True),
        ("embargo: 2026-12-01 09:00", False, True),
        ("expiryDate: 2026-12-01 09:00", True, False),
        ("下线时间: 2026-12-01 09:00", True, False),
    ],
)
def test_a_moment_turns_at_its_minute_and_the_next_build_is_due_then(line: str, before: bool, after: bool, tmp_path) -> None:
    root = write_cluster(tmp_path, {f"{NEWS}a.md": article(extra=line + "\n")})
    turn = datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)

    made = [federate(root, now) for now in (NOW, datetime(2026, 12, 1, 8, 59, tzinfo=SHANGHAI), turn)]

    assert [any(d.id.slug == "a" for d in one.views["xian"].documents) for one in made] == [before, before, after]
    assert made[0].next_due["xian"] == turn


def test_a_piece_that_is_kept_back_stays_known_so_that_links_to_it_become_text(federation: Federate) -> None:
    made = federation(
        {f"{NEWS}a.md": article(extra="draft: true\n"), f"{NEWS}b.md": article(body="见[这一篇](id:xian:article/a)。")}
    )

    assert {document.id.slug for document in made.views["xian"].documents} == {"good", "b"}


def test_other_fields_may_be_written_in_any_notation_too(federation: Federate) -> None:
    extra = "subTitle: 副题\ndoc-number: 示人〔2026〕1号\nKEYWORDS: 水利\n"
    made = federation({f"{NEWS}a.md": article(extra=extra)})

    document = next(d for d in made.views["xian"].documents if d.id.slug == "a")
    assert (document.item.subtitle, document.item.doc_number, document.item.keywords) == ("副题", "示人〔2026〕1号", ("水利",))
    assert made.findings == ()


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("statsu: 草稿", "status: 草稿"),
        ("草稿: 是", "status: draft"),
        ("unlisted: true", "status: hidden"),
        ("密级: 机密", "openness: not_public"),
        ("publishDate: 2099-01-01", "date: 2099-01-01 00:00"),
        ("expires: 2026-01-01", "withdrawn: {reason: 已到期, time: 2026-01-01 00:00}"),
        ("movd_to: shi", "moved_to: shi"),
    ],
)
def test_the_finding_has_the_very_line_to_write(line: str, hint: str, federation: Federate) -> None:
    made = federation({f"{NEWS}a.md": article(extra=line + "\n")})
    (finding,) = (found for found in made.findings if found.code == "hold-key")

    assert hint in finding.hint
    assert (finding.path, finding.line) == (f"{NEWS}a.md", 5)


def test_imported_is_no_way_around(federation: Federate) -> None:
    made = federation({f"{NEWS}a.md": f"---\ntitle: 题\ndate: 2026-03-02\n{IMPORTED}privat: true\nprivate: true\n---\n正文\n"})

    assert [document.id.slug for document in made.views["xian"].documents] == ["good"]


def test_a_piece_that_others_show_turns_there_too(tmp_path: Path) -> None:
    flows = [{"id": "down", "kind": "push", "from": ["sheng"], "columns": ["news"], "mode": "page"}]
    root = write_cluster(tmp_path, {})
    record = root / "sites/cluster.yaml"
    record.write_text(f"{record.read_text(encoding='utf-8')}\nflows: {flows}\n", encoding="utf-8")
    piece = article("下发的一篇", extra="withdrawn: {reason: 有误, time: 2026-12-15 09:00}\n")
    write_cluster(root, {"content/province/sheng/news/down.md": piece}, base=False)
    due = federate(root, NOW).next_due

    assert {site: f"{moment:%Y-%m-%d %H:%M}" for site, moment in due.items()} == dict.fromkeys(
        ("sheng", "shi", "xian"), "2026-12-15 09:00"
    )
