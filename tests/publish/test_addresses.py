"""An address that was public and is not any more is told until it is answered, and the words offered do answer it."""

import re
import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from clusters import NOW, article, public_tree, write_cluster
from samples import sample
from wangqun.pipeline import go_back, run
from wangqun.stages.report import Report

HOME = "content/county/xian/"
OLD, NEW = HOME + "news/dam-2025.md", HOME + "news/dam-check.md"
TITLE, TEXT = "大坝检查", "看了三座大坝。"
DAM = article(TITLE, TEXT)
STUB = '---\ntitle: "大坝检查"\nwithdrawn: {reason: 内容有误, time: 2026-11-23 00:00}\n---\n'
PERSON = "person:7k3m9q2x4t"
PEOPLE = {
    HOME + "terms.yaml": "- {term_no: 17, start: 2022-01-10, seats: 2}\n- {term_no: 16, start: 2017-01-10, seats: 2}\n",
    HOME
    + "constituencies.yaml": "- {key: c1, name: 第一选区, term: 17, quota: 2}\n- {key: d1, name: 旧选区, term: 16, quota: 2}\n",
    HOME + "deputies/wen.yaml": f"person: {PERSON}\nname: 闻正言\nmandates: [{{term: 17, constituency: c1, from: 2022-01-10}}]\n",
    HOME + "stations.yaml": "- {key: hall, name: 河湾联络站, address: 河湾路 1 号}\n",
}


def change(root: Path, edit: Mapping[str, str | bytes | None]) -> None:
    """Write files, and delete those without a text."""
    for name, text in edit.items():
        if text is None:
            (root / name).unlink()
    write_cluster(root, {name: text for name, text in edit.items() if text is not None}, base=False)


def lost(report: Report) -> list[tuple[str, str, str]]:
    """Place, message and hint of what is told of lost addresses."""
    return [(f.where, f.message, f.hint) for f in report.findings if f.code == "address-lost"]


def built(tmp_path: Path, files: Mapping[str, str | bytes]) -> Path:
    root = write_cluster(tmp_path / "cluster", files)
    first = run(root, NOW)
    assert lost(first) == []
    return root


def gone(address: str = "/article/dam-2025.html", title: str = TITLE) -> str:
    return f"公开过的网址 {address} 打不开了（{title}）"


RENAMED = "看来改成了这一篇：在 {new} 的文件头写 aliases: [{aliases}]。"


@pytest.mark.parametrize(
    ("edit", "where", "hint", "answer"),
    [
        pytest.param(
            {OLD: None, NEW: DAM},
            NEW,
            RENAMED.format(new=NEW, aliases="/article/dam-2025.html"),
            {NEW: article(TITLE, TEXT, extra="aliases: [/article/dam-2025.html]\n")},
            id="the file got another name",
        ),
        pytest.param(
            {OLD: None, NEW: article(TITLE, "改写了。", "2026-11-20 08:00")},
            NEW,
            RENAMED.format(new=NEW, aliases="/article/dam-2025.html"),
            {NEW: article(TITLE, "改写了。", "2026-11-20 08:00", "aliases: [/article/dam-2025.html]\n")},
            id="another name and another text",
        ),
        pytest.param(
            {OLD: None, HOME + "news/dam-2026.md": article("水库检查", "另一题。")},
            HOME + "news/dam-2026.md",
            RENAMED.format(new=HOME + "news/dam-2026.md", aliases="/article/dam-2025.html"),
            {HOME + "news/dam-2026.md": article("水库检查", "另一题。", extra="aliases: [/article/dam-2025.html]\n")},
            id="a like name on the same day",
        ),
        pytest.param(
            {OLD: article(TITLE, TEXT, extra="slug: dam\naliases: [/a.html]\n")},
            OLD,
            RENAMED.format(new=OLD, aliases="/a.html, /article/dam-2025.html"),
            {OLD: article(TITLE, TEXT, extra="slug: dam\naliases: [/a.html, /article/dam-2025.html]\n")},
            id="a slug was added",
        ),
        pytest.param(
            {OLD: None},
            "content/county/xian",
            "改了名的，在新文件的文件头写 aliases: [/article/dam-2025.html]；不再公开的，新建 "
            + OLD
            + '，文件头写 title: "大坝检查"'
            " 和 withdrawn: {reason: 请填写, time: 2026-11-23 00:00}。",
            {OLD: STUB},
            id="deleted",
        ),
        pytest.param(
            {OLD: article(TITLE, TEXT, extra="status: draft\n")},
            OLD + ":5",
            "要恢复的，删去 status 这一行；不再公开的，把这一行换成 withdrawn: {reason: 请填写, time: 2026-11-23 00:00}。",
            {OLD: article(TITLE, TEXT, extra="withdrawn: {reason: 内容有误, time: 2026-11-23 00:00}\n")},
            id="a draft again",
        ),
        pytest.param(
            {OLD: article(TITLE, TEXT, extra="openness: on_request\n")},
            OLD + ":5",
            "要恢复的，删去 openness 这一行；不再公开的，把这一行换成 withdrawn: {reason: 请填写, time: 2026-11-23 00:00}。",
            {OLD: DAM},
            id="no more open, then open again",
        ),
        pytest.param(
            {OLD: None, "content/city/shi/news/dam.md": DAM},
            "content/county/xian",
            f"看来迁到了 shi：把原文件放回 {OLD}，文件头加 moved_to: shi；在 content/city/shi/news/dam.md 的文件头写"
            " id: xian:article/dam-2025。",
            {
                OLD: article(TITLE, TEXT, extra="moved_to: shi\n"),
                "content/city/shi/news/dam.md": article(TITLE, TEXT, extra="id: xian:article/dam-2025\n"),
            },
            id="moved to another site",
        ),
    ],
)
def test_it_is_told_until_what_is_offered_is_done(
    edit: dict[str, str | None], where: str, hint: str, answer: dict[str, str], tmp_path: Path
) -> None:
    root = built(tmp_path, {OLD: DAM})
    change(root, edit)
    checked = run(root, NOW, publishing=False)
    told = [run(root, NOW), run(root, NOW), run(root, NOW, force=True)]
    change(root, answer)
    answered = run(root, NOW)

    assert [lost(report) for report in (checked, *told)] == [[(where, gone(), hint)]] * 4
    assert [str(finding) for finding in answered.findings] == []
    assert (root / "build/public/xian/article/dam-2025.html").is_file()


def test_a_deleted_piece_that_comes_back_is_answered(tmp_path: Path) -> None:
    root = built(tmp_path, {OLD: DAM})
    change(root, {OLD: None})
    told = lost(run(root, NOW))
    change(root, {OLD: DAM})

    assert len(told) == 1
    assert [lost(run(root, NOW)) for _ in range(2)] == [[], []]


def test_what_is_told_changes_nothing_that_is_public(tmp_path: Path) -> None:
    root = built(tmp_path, {OLD: DAM})
    change(root, {OLD: None, NEW: DAM})
    run(root, NOW)
    clean = shutil.copytree(root, tmp_path / "clean", ignore=shutil.ignore_patterns("build"))
    fresh = run(clean, NOW)

    assert lost(fresh) == [], "without a ledger nothing is known"
    assert public_tree(root) == public_tree(clean)


BLANK = DAM.replace("imported:", "source: 请填写本机关名称\nimported:")
EXPIRING = article(TITLE, TEXT, extra="expires_on: 2026-11-23\n")


@pytest.mark.parametrize(
    ("before", "edit", "days"),
    [
        pytest.param({OLD: DAM}, {OLD: BLANK}, 0, id="blocked by its own finding"),
        pytest.param(
            {OLD: DAM}, {OLD: None, NEW: BLANK.replace("imported:", "slug: dam-2025\nimported:")}, 0, id="renamed, blocked"
        ),
        pytest.param({OLD: DAM}, {OLD: article(TITLE, TEXT, "2026-12-01 09:00")}, 0, id="waits for its day"),
        pytest.param({OLD: DAM}, {OLD: article(TITLE, TEXT, extra="status: hidden\n")}, 0, id="hidden"),
        pytest.param({OLD: EXPIRING}, {}, 2, id="expired"),
        pytest.param({OLD: DAM}, {OLD: None, HOME + "notices/dam-2025.md": DAM}, 0, id="another column"),
        pytest.param({OLD: article(TITLE, TEXT, extra="tags: 大坝\n")}, {OLD: DAM}, 0, id="a tag"),
        pytest.param({OLD: DAM, HOME + "images/a.png": sample(".png")}, {HOME + "images/a.png": None}, 0, id="a picture"),
        pytest.param(
            {f"{HOME}news/p{n}.md": article(f"第{n}篇") for n in range(45)}, {f"{HOME}news/p44.md": STUB}, 0, id="part of a list"
        ),
        pytest.param(
            {"content/city/shi/news/a.md": article(extra="share: {to: [xian], mode: page}\n")},
            {"content/city/shi/news/a.md": article()},
            0,
            id="a guest",
        ),
        pytest.param(
            {OLD: DAM, **PEOPLE}, {HOME + "constituencies.yaml": PEOPLE[HOME + "constituencies.yaml"] + "- {"}, 0, id="yaml"
        ),
    ],
)
def test_what_has_not_disappeared_is_not_told(
    before: dict[str, str | bytes], edit: dict[str, str | None], days: int, tmp_path: Path
) -> None:
    root = built(tmp_path, before)
    change(root, edit)

    assert lost(run(root, NOW + timedelta(days=days))) == []


def test_what_was_never_public_is_not_told(tmp_path: Path) -> None:
    root = built(tmp_path, {OLD: article(TITLE, TEXT, extra="status: draft\n"), NEW: article(TITLE, TEXT, "2027-01-01 09:00")})
    change(root, {OLD: None, NEW: None})

    assert lost(run(root, NOW)) == []


def test_a_blank_reason_is_no_answer(tmp_path: Path) -> None:
    root = built(tmp_path, {OLD: DAM})
    change(root, {OLD: None})
    hint = lost(run(root, NOW))[0][2]
    found = re.search(r"新建 (\S+)，文件头写 (title: .*) 和 (withdrawn: .*)。$", hint)
    assert found
    change(root, {found[1]: f"---\n{found[2]}\n{found[3]}\n---\n"})
    report = run(root, NOW)

    assert [(f.code, f.path) for f in report.findings] == [("blank-left", OLD)]


def test_a_title_of_any_kind_is_offered_as_yaml(tmp_path: Path) -> None:
    root = built(tmp_path, {OLD: article('"关于\\"大坝: 检查\\" # 一"', TEXT)})
    change(root, {OLD: None})
    hint = lost(run(root, NOW))[0][2]
    found = re.search(r"(title: .*) 和 (withdrawn: .*)。$", hint)
    assert found
    change(root, {OLD: f"---\n{found[1]}\n{found[2]}\n---\n".replace("请填写", "内容有误")})

    assert [str(finding) for finding in run(root, NOW).findings] == []


def test_deputies_and_stations_have_addresses_too(tmp_path: Path) -> None:
    root = built(tmp_path, PEOPLE)
    shown = root / "build/public/xian"
    assert (shown / "station/hall.html").is_file()
    change(root, {HOME + "deputies/wen.yaml": None, HOME + "stations.yaml": "[]\n"})
    told = lost(run(root, NOW))
    deputy, station = f"/deputy/{PERSON.removeprefix('person:')}.html", "/station/hall.html"
    change(
        root,
        {
            HOME + "deputies/wen.yaml": PEOPLE[HOME + "deputies/wen.yaml"].replace("01-10}", "01-10, to: 2026-11-01}"),
            HOME + "news/closed.md": article("联络站撤并的通知", extra=f"aliases: [{station}]\n"),
        },
    )
    answered = run(root, NOW)

    assert [message for _, message, _ in told] == [gone(deputy, "闻正言"), gone(station, "河湾联络站")]
    assert told[0][2].startswith(f"把这一条放回 {HOME}deputies/wen.yaml，代表离任的写 to 和 end_reason；")
    assert (lost(answered), [f for f in answered.findings if f.code == "alias-taken"]) == ([], [])
    assert "/xian/article/closed.html" in (shown / "station/hall.html").read_text(encoding="utf-8")
    assert (shown / deputy[1:]).is_file()


def test_an_address_of_a_record_that_is_kept_is_taken(tmp_path: Path) -> None:
    wanted = (
        f"/deputy/{PERSON.removeprefix('person:')}.html",
        "/station/hall.html",
        "/station/index.html",
        "/deputy/former.html",
    )
    files = PEOPLE | {HOME + "news/a.md": article(extra=f"aliases: [{', '.join(wanted)}, /constituency/z9.html]\n")}
    report = run(write_cluster(tmp_path, files), NOW)

    assert [f.message for f in report.findings if f.code == "alias-taken"] == [
        f"旧网址“{alias}”已有页面，没有设转向" for alias in sorted(wanted)
    ]


def test_a_term_that_ends_takes_its_constituencies_off_the_pages_and_nobody_is_asked(tmp_path: Path) -> None:
    next_term = "- {term_no: 18, start: 2026-12-01, seats: 2}\n"
    files = PEOPLE | {
        HOME + "terms.yaml": PEOPLE[HOME + "terms.yaml"] + next_term,
        HOME + "constituencies.yaml": PEOPLE[HOME + "constituencies.yaml"] + "- {key: e1, name: 新选区, term: 18, quota: 2}\n",
    }
    root = built(tmp_path, files)
    page = root / "build/public/xian/constituency/c1.html"
    before = page.is_file()
    report = run(root, NOW + timedelta(days=10))

    assert (before, page.exists()) == (True, False)
    assert lost(report) == []


def test_an_attachment_keeps_its_name_or_its_piece_says_why_not(tmp_path: Path) -> None:
    def piece(file: str, extra: str = "") -> dict[str, str | bytes | None]:
        return {
            OLD: article(TITLE, TEXT, extra=f"attachments: [{{name: 方案, file: /files/{file}}}]\n{extra}"),
            HOME + "files/" + file: "方案。",
        }

    root = built(tmp_path, {name: text for name, text in piece("plan.txt").items() if text is not None})
    change(root, piece("plan-2.txt") | {HOME + "files/plan.txt": None})
    told = [lost(run(root, NOW)) for _ in range(2)]
    change(root, piece("plan-2.txt", "corrected: {note: 附件换成修订后的方案, time: 2026-11-22 10:00}\n"))
    answered = run(root, NOW)

    hint = f"让文件用回原来的名字；换了或撤了文件的，在 {OLD} 的文件头写 corrected: {{note: 请填写, time: 2026-11-23 00:00}}。"
    assert told == [[(OLD + ":5", "公开过的附件 /files/plan.txt 打不开了（方案）", hint)]] * 2
    assert lost(answered) == []


def test_an_attachment_that_goes_with_its_piece_is_told_with_it(tmp_path: Path) -> None:
    offer = {
        OLD: article(TITLE, TEXT, extra="attachments: [{name: 方案, file: /files/plan.txt}]\n"),
        HOME + "files/plan.txt": "方案。",
    }
    root = built(tmp_path, offer)
    change(root, dict.fromkeys(offer))

    assert [message for _, message, _ in lost(run(root, NOW))] == [gone()]


def test_going_back_forgets_nothing(tmp_path: Path) -> None:
    root = built(tmp_path, {OLD: DAM})
    change(root, {NEW: article("后来的一篇", "另一段。", "2026-11-20 08:00")})
    run(root, NOW)
    go_back(root, NOW, ["xian"], None)
    change(root, {OLD: None, NEW: None})
    told = lost(run(root, NOW))
    go_back(root, NOW, ["xian"], None)

    assert [message for _, message, _ in told] == [gone(), gone("/article/dam-check.html", "后来的一篇")]
    assert [message for _, message, _ in lost(run(root, NOW))] == [message for _, message, _ in told]


def test_a_site_that_is_kept_back_or_not_asked_for_has_lost_nothing_new(tmp_path: Path) -> None:
    root = built(tmp_path, {OLD: DAM})
    change(root, {OLD: None})
    record = (root / "sites/county/xian.yaml").read_text(encoding="utf-8")
    change(root, {"sites/county/xian.yaml": record + "nonsense: 1\n"})
    held, other = run(root, NOW), run(root, NOW, ["shi"])
    change(root, {"sites/county/xian.yaml": record})
    told = lost(run(root, NOW))

    assert (lost(held), lost(other)) == ([], [])
    assert [message for _, message, _ in told] == [gone()]
    assert lost(run(root, NOW, ["shi"])) == told, "what is lost stays lost when another site is built"


def test_a_whole_folder_renamed_names_every_piece_and_one_deleted_at_most_fifty(tmp_path: Path) -> None:
    names = [f"{n:02}" for n in range(60)]
    root = built(tmp_path, {f"{HOME}news/a{n}.md": article(f"第 {n} 篇", f"正文 {n}。") for n in names})
    for n in names:
        (root / f"{HOME}news/a{n}.md").rename(root / f"{HOME}news/b{n}.md")
    renamed = lost(run(root, NOW))
    for n in names:
        (root / f"{HOME}news/b{n}.md").unlink()

    assert [where for where, _, _ in renamed] == [f"{HOME}news/b{n}.md" for n in names]
    assert len(lost(run(root, NOW))) == 50
