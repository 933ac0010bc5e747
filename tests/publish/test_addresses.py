"""An address that was public and is not any more is told until it is answered, and the words offered do answer it."""

import re
import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from clusters import NOW, article, public_tree, run, write_cluster
from samples import sample
from wangqun.domain.finding import Severity
from wangqun.operations import go_back
from wangqun.options import Options
from wangqun.pipeline import federate
from wangqun.records import KINDS, kind_of
from wangqun.reports.report import Report
from wangqun.stages.check import Allowed
from wangqun.stages.check.addresses import findings
from wangqun.store.ledger import Gone

pytestmark = pytest.mark.usefixtures("in_one_process")

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


def built(tmp_path: Path, files: Mapping[str, str | bytes | None]) -> Path:
    root = write_cluster(tmp_path / "cluster", {})
    change(root, files)
    first = run(root, NOW)
    assert lost(first) == []
    return root


def gone(address: str = "/article/dam-2025.html", title: str = TITLE) -> str:
    return f"公开过的网址 {address} 打不开了（{title}）"


RENAMED = "看来改成了这一篇：在 {new} 的文件头写 aliases: [{aliases}]。"
WITHDRAW = "withdrawn: {reason: 请填写, time: 2026-11-23 00:00}。"
WITHDRAWN = "withdrawn: {reason: 内容有误, time: 2026-11-23 00:00}\n"
NEWS = HOME + "news/"
Files = dict[str, str | bytes | None]


class Case(NamedTuple):
    """A piece `<name>-2025.md` that disappears by an edit: what is told of it, and the edit that answers."""

    edit: Files
    where: str
    hint: str
    answer: Files


def piece(name: str, extra: str = "", text: str = "", date: str = "2026-03-02 09:00") -> str:
    return article(f"检查{name}", text or f"看了{name}。", date, extra)


def renamed(old: str, new: str, text: str = "", date: str = "2026-03-02 09:00", more: str = "") -> Case:
    """A case in which the piece `old` is public as the file `new`."""
    hint = RENAMED.format(new=f"{NEWS}{new}.md", aliases=f"{more}/article/{old}-2025.html")
    extra = f"aliases: [{more}/article/{old}-2025.html]\n"
    files: Files = {
        f"{NEWS}{old}-2025.md": None,
        f"{NEWS}{new}.md": piece(old, f"aliases: [{more[:-2]}]\n" if more else "", text, date),
    }
    return Case(files, f"{NEWS}{new}.md", hint, {f"{NEWS}{new}.md": piece(old, extra, text, date)})


def set_back(name: str, key: str, line: str, answer: str) -> Case:
    """A case in which a header line keeps the piece back."""
    old = f"{NEWS}{name}-2025.md"
    hint = f"要恢复的，删去 {key} 这一行；不再公开的，把这一行换成 {WITHDRAW}"
    return Case({old: piece(name, line)}, f"{old}:5", hint, {old: piece(name, answer)})


ELSEWHERE = "content/city/shi/news/moved.md"
CASES = {
    "file": renamed("file", "other"),
    "text": renamed("text", "rewritten", "全改了。", "2026-11-20 08:00"),
    "alias": renamed("alias", "third", more="/a.html, "),
    "like": Case(
        {NEWS + "like-2025.md": None, NEWS + "like-2026.md": article("另一题", "另一段。")},
        NEWS + "like-2026.md",
        RENAMED.format(new=NEWS + "like-2026.md", aliases="/article/like-2025.html"),
        {NEWS + "like-2026.md": article("另一题", "另一段。", extra="aliases: [/article/like-2025.html]\n")},
    ),
    "slug": Case(
        {NEWS + "slug-2025.md": piece("slug", "slug: sluggish\n")},
        NEWS + "slug-2025.md",
        RENAMED.format(new=NEWS + "slug-2025.md", aliases="/article/slug-2025.html"),
        {NEWS + "slug-2025.md": piece("slug", "slug: sluggish\naliases: [/article/slug-2025.html]\n")},
    ),
    "deleted": Case(
        {NEWS + "deleted-2025.md": None},
        HOME[:-1],
        f"改了名的，在新文件的文件头写 aliases: [/article/deleted-2025.html]；不再公开的，新建 {NEWS}deleted-2025.md，"
        f'文件头写 title: "检查deleted" 和 {WITHDRAW}',
        {NEWS + "deleted-2025.md": f'---\ntitle: "检查deleted"\n{WITHDRAWN}---\n'},
    ),
    "draft": set_back("draft", "status", "status: draft\n", WITHDRAWN),
    "shut": set_back("shut", "openness", "openness: on_request\n", ""),
    "moved": Case(
        {NEWS + "moved-2025.md": None, ELSEWHERE: piece("moved")},
        HOME[:-1],
        f"看来迁到了 shi：把原文件放回 {NEWS}moved-2025.md，文件头加 moved_to: shi；在 {ELSEWHERE} 的文件头写"
        " id: xian:article/moved-2025 和 aliases: [/article/moved.html]。",
        {
            NEWS + "moved-2025.md": piece("moved", "moved_to: shi\n"),
            ELSEWHERE: piece("moved", "id: xian:article/moved-2025\naliases: [/article/moved.html]\n"),
        },
    ),
}


class Story(NamedTuple):
    """What was told in a check, in three builds after it, and when everything was answered."""

    told: list[list[tuple[str, str, str]]]
    answered: Report
    public: Path


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """All cases at once."""
    root = built(tmp_path_factory.mktemp("story"), {f"{NEWS}{name}-2025.md": piece(name) for name in CASES})
    for case in CASES.values():
        change(root, case.edit)
    told = [
        lost(run(root, NOW, options=Options(publishing=False))),
        lost(run(root, NOW)),
        lost(run(root, NOW)),
        lost(run(root, NOW, options=Options(force=True))),
    ]
    for case in CASES.values():
        change(root, case.answer)
    return Story(told, run(root, NOW), root / "build/public/xian/article")


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_in_every_build_with_what_to_write(name: str, story: Story) -> None:
    message = gone(f"/article/{name}-2025.html", f"检查{name}")

    assert [[line for line in told if line[1] == message] for told in story.told] == [
        [(CASES[name].where, message, CASES[name].hint)]
    ] * 4


def test_when_it_is_written_nothing_is_told_any_more(story: Story) -> None:
    assert [len(told) for told in story.told] == [len(CASES)] * 4
    assert [str(finding) for finding in story.answered.findings] == []
    assert [name for name in CASES if not (story.public / f"{name}-2025.html").is_file()] == []


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


def test_what_has_not_disappeared_is_not_told(tmp_path: Path) -> None:
    lent, constituencies = "content/city/shi/news/a.md", PEOPLE[HOME + "constituencies.yaml"]
    blank = "source: 请填写本机关名称\n"
    names = ("blocked", "again", "later", "hidden", "column", "tagged")
    before = PEOPLE | {f"{NEWS}{name}.md": piece(name, "tags: 大坝\n" if name == "tagged" else "") for name in names}
    before |= {f"{NEWS}p{number}.md": article(f"第{number}篇") for number in range(45)}
    before |= {NEWS + "over.md": piece("over", "expires_on: 2026-11-23\n"), HOME + "images/a.png": sample(".png")}
    before |= {lent: article("借出的", extra="share: {to: [xian], mode: page}\n")}
    root = built(tmp_path, before)
    edits: dict[str, Files] = {
        "blocked by its own finding": {NEWS + "blocked.md": piece("blocked", blank)},
        "renamed with its address, and blocked": {
            NEWS + "again.md": None,
            NEWS + "x.md": piece("again", f"slug: again\n{blank}"),
        },
        "waits for its day": {NEWS + "later.md": piece("later", date="2026-12-01 09:00")},
        "hidden": {NEWS + "hidden.md": piece("hidden", "status: hidden\n")},
        "another column": {NEWS + "column.md": None, HOME + "notices/column.md": piece("column")},
        "the only one with a tag": {NEWS + "tagged.md": piece("tagged")},
        "a picture": {HOME + "images/a.png": None},
        "the last part of a list": {f"{NEWS}p{number}.md": STUB for number in range(30)},
        "a guest": {lent: article("借出的")},
        "a file of people with a mistake": {HOME + "constituencies.yaml": constituencies + "- {"},
    }
    for edit in edits.values():
        change(root, edit)
    report = run(root, NOW + timedelta(days=2))

    assert lost(report) == []
    assert {"blank-left", "yaml-syntax", "item-scheduled"} <= {finding.code for finding in report.findings}
    assert not (root / "build/public/xian/tag").exists()
    assert not (root / "build/public/xian/from").exists()


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


def offer(file: str, extra: str = "") -> Files:
    """A piece that offers an attachment, and the attachment."""
    header = f"attachments: [{{name: 方案, file: /files/{file}}}]\n{extra}"
    return {OLD: article(TITLE, TEXT, extra=header), HOME + "files/" + file: "方案。"}


def test_an_attachment_keeps_its_name_or_its_piece_says_why_not(tmp_path: Path) -> None:
    root = built(tmp_path, offer("plan.txt"))
    change(root, offer("plan-2.txt") | {HOME + "files/plan.txt": None})
    told = [lost(run(root, NOW)) for _ in range(2)]
    change(root, offer("plan-2.txt", "corrected: {note: 附件换成修订后的方案, time: 2026-11-22 10:00}\n"))
    answered = run(root, NOW)

    hint = f"让文件用回原来的名字；换了或撤了文件的，在 {OLD} 的文件头写 corrected: {{note: 请填写, time: 2026-11-23 00:00}}。"
    assert told == [[(OLD + ":5", "公开过的附件 /files/plan.txt 打不开了（方案）", hint)]] * 2
    assert lost(answered) == []


def test_an_attachment_that_goes_with_its_piece_is_told_with_it(tmp_path: Path) -> None:
    root = built(tmp_path, offer("plan.txt"))
    change(root, dict.fromkeys(offer("plan.txt")))

    assert [message for _, message, _ in lost(run(root, NOW))] == [gone()]


LAW = HOME.replace("county/xian", "province/sheng") + "regulations/lamp.md"
OF_LAW = "doc_type: 地方性法规\npassed_on: 2026-01-26\nversion_on: 2026-01-26\neffective_on: 2026-02-01\n"


def law(title: str, extra: str = "") -> str:
    text = "第一条　为了办好灯会，制定本条例。\n\n第二条　灯会应当备案。"
    return article(title, text, extra=f"enacted_by: 示例省人民代表大会常务委员会\n{OF_LAW}{extra}")


def test_a_laws_own_address_is_kept_and_no_data_beside_its_texts(tmp_path: Path) -> None:
    root = built(tmp_path, {LAW: law("灯会条例")})
    shown = root / "build/public/sheng/regulation"
    assert len(list((shown / "灯会条例").iterdir())) > 2
    change(root, {LAW: law("灯会管理条例")})
    told = [lost(run(root, NOW)) for _ in range(2)]
    change(root, {LAW: law("灯会管理条例", "aliases: [/regulation/灯会条例/]\n")})
    answered = run(root, NOW)
    change(root, {LAW: law("灯会管理条例", WITHDRAWN)})
    withdrawn = lost(run(root, NOW))
    change(root, {LAW: None})
    deleted = lost(run(root, NOW))

    message = gone("/regulation/灯会条例/", "灯会条例")
    hint = f"改了标题的、撤回的，在 {LAW} 的文件头写 aliases: [{{}}]，转到它的网页。"
    assert told == [[(f"{LAW}:2", message, hint.format("/regulation/灯会条例/"))]] * 2
    assert [str(finding) for finding in answered.findings] == []
    assert [message for _, message, _ in withdrawn] == [gone("/regulation/灯会管理条例/", "灯会管理条例")]
    assert [message for _, message, _ in deleted] == [gone("/regulation/lamp.html", "题目不详")]


def test_a_suggestion_that_is_not_to_be_public_is_told_by_its_own_field(tmp_path: Path) -> None:
    path, text = HOME + "suggestions/bridge.md", "number: '1'\nevents: [{date: 2026-02-05, type: 提交}]\n"
    root = built(tmp_path, {path: article("修桥", extra=f"{text}public: 公开\n")})
    change(root, {path: article("修桥", extra=f"{text}public: 不公开\npublic_reason: 代表要求\n")})
    told = lost(run(root, NOW))
    change(root, {NEWS + "told.md": article("说明", extra="aliases: [/suggestion/bridge.html]\n")})
    answered = run(root, NOW)

    hint = "要恢复的，写成 public: 公开；确实不公开的，在说明这件事的稿件的文件头写 aliases: [/suggestion/bridge.html]。"
    assert told == [(f"{path}:7", gone("/suggestion/bridge.html", "修桥"), hint)]
    assert (lost(answered), [f.code for f in answered.findings if f.code.startswith("alias")]) == ([], [])


NEEDED = {
    "suggestions/s.md": "public: 公开\n",
    "motions/m.md": "public: 公开\n",
    "consultations/c.md": "purpose: 法规草案\nopen_on: 2026-03-01\nclose_on: 2026-04-01\n",
    "contact_points/p.md": "level: 省级\nestablished_by: 省人大\nhost_unit: 街道\naddress: 路 1 号\nphone: 0999-5550112\n"
    "since: 2020-01-01\n",
    "supervision_items/i.md": "type: 执法检查\n",
    "filing_reviews/f.md": "",
}


@pytest.mark.parametrize("name", NEEDED)
def test_a_withdrawn_piece_of_any_kind_is_offered_with_all_that_it_must_say(name: str, tmp_path: Path) -> None:
    path = LAW.replace("regulations/lamp.md", name)
    stub = f"---\ntitle: 一件\n{NEEDED[name]}---\n"
    kind = kind_of(KINDS, name.partition("/")[0])
    address = f"{kind.name}/{Path(name).stem}.html"
    gone_from = Gone(address, "2026-11-22", "一件", path)
    root = write_cluster(tmp_path, {path: stub.replace("---\ntitle", f"---\n{WITHDRAWN}title")})
    federation = federate(root, NOW)
    (finding,) = findings(federation, {"sheng": [gone_from._replace(path=address.replace(".html", "-old.html"))]}, (), {})
    report = run(root, NOW)

    fields = [line.partition(":")[0] for line in NEEDED[name].splitlines()]
    needed = f"、原来的 {'、'.join(fields)}" if fields else ""
    assert f'文件头写 title: "一件"{needed} 和 withdrawn: ' in finding.hint
    assert [f for f in report.findings if f.severity is Severity.BLOCK] == []
    assert "内容有误" in (root / "build/public/sheng" / address).read_text(encoding="utf-8")


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
    allowed = Allowed(frozenset({"xian"}))
    names = [f"{n:02}" for n in range(60)]
    root = built(tmp_path, {f"{HOME}news/a{n}.md": article(f"第 {n} 篇", f"正文 {n}。") for n in names})
    for n in names:
        (root / f"{HOME}news/a{n}.md").rename(root / f"{HOME}news/b{n}.md")
    renamed = lost(run(root, NOW, options=Options(allowed=allowed)))
    for n in names:
        (root / f"{HOME}news/b{n}.md").unlink()

    assert [where for where, _, _ in renamed] == [f"{HOME}news/b{n}.md" for n in names]
    assert len(lost(run(root, NOW, options=Options(allowed=allowed)))) == 50
