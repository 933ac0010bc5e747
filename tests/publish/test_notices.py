"""What the offices are told: letters of what is new and mended since they were last told, that any mail server takes."""

import json
import os
import re
import subprocess
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from clusters import FAULTS, NOW, article, read_folder, run, write_cluster
from wangqun.cli import main
from wangqun.options import Options
from wangqun.reports.notices import Untold, tell
from wangqun.reports.report import DATA, REPORTS, TOLD

pytestmark = pytest.mark.usefixtures("in_one_process")

BASE = read_folder(FAULTS / "_base")
CLUSTER, SITE = "sites/cluster.yaml", "sites/county/xian.yaml"
TO = {SITE: "report_to: [office@xian.test.example, second@xian.test.example]\n" + BASE[SITE]}
PIECE = "content/county/xian/news/a.md"
BROKEN = article(body="[x](id:xian:article/none)")
LATER = NOW + timedelta(hours=1)


def command(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def letters(root: Path) -> dict[str, EmailMessage]:
    """Every letter by its file, read as a mail program does."""
    found = {}
    for path in sorted((root / "mail").iterdir()):
        content = path.read_bytes()
        assert path.suffix == ".eml"
        assert content.isascii()
        assert max(map(len, content.split(b"\n"))) <= 998
        message = message_from_bytes(content, policy=policy.default)
        assert [part.defects for part in message.walk()] == [[] for _ in message.walk()]
        found[path.name] = message
    return found


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def told(root: Path, *sites: str) -> EmailMessage | None:
    """The one letter that is written now; None for none."""
    before = set(letters(root)) if (root / "mail").exists() else set()
    tell(root, sites, root / "mail")
    new = [message for name, message in letters(root).items() if name not in before]
    assert len(new) <= 1
    return new[0] if new else None


def test_an_office_is_told_once_what_is_new_and_then_what_is_mended(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, TO | {PIECE: BROKEN})
    run(root, NOW)
    first = told(root)

    assert first is not None
    assert (first["To"], first["From"]) == (
        "office@xian.test.example, second@xian.test.example",
        "检查报告 <wangqun@rd.test.example>",
    )
    assert first["Subject"] == "示例县人大网站检查：新出现 1 条（阻断 1 条）"
    assert first["Date"].datetime == NOW
    assert (first["Auto-Submitted"], first["List-Id"]) == ("auto-generated", "<xian.wangqun.rd.test.example>")
    assert first.get_content_type() == "multipart/alternative"
    wanted = ["没有对应的稿件或文件", f"{PIECE}:6:5", "改法：写成 [文字](文件名.md)", "提交：未知", "没有发布", "第一次告知"]
    assert [[word for word in wanted if word not in text_of(first, kind)] for kind in ("plain", "html")] == [[], []]

    assert told(root) is None
    run(root, LATER)
    assert told(root) is None

    write_cluster(root, {PIECE: article()}, base=False)
    run(root, LATER + timedelta(hours=1))
    second = told(root)

    assert second is not None
    assert second["Subject"] == "示例县人大网站检查：已改正 1 条"
    assert "与 2026-11-23 01:00 的报告相比" in text_of(second)
    assert first["Message-ID"] != second["Message-ID"]
    assert told(root) is None


def test_a_letter_that_was_lost_on_the_way_is_the_same_letter_again(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, TO | {PIECE: BROKEN})
    run(root, NOW)
    tell(root, (), root / "mail")
    before = {path.name: path.read_bytes() for path in (root / "mail").iterdir()}
    (root / REPORTS / TOLD).unlink()
    tell(root, (), root / "mail")

    assert {path.name: path.read_bytes() for path in (root / "mail").iterdir()} == before
    for path in (root / "mail").iterdir():
        path.unlink()
    (root / REPORTS / TOLD).write_bytes(b"\xff\xfe")
    tell(root, (), root / "mail")
    assert {path.name: path.read_bytes() for path in (root / "mail").iterdir()} == before


def test_a_site_where_nothing_is_wrong_and_one_without_an_address_get_no_letter(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, TO | {"content/city/shi/news/a.md": article(body="[x](none.md)")})
    run(root, NOW)
    found = tell(root, (), root / "mail")

    assert letters(root) == {}
    assert [line for line in found.lines() if "没有写 report_to" in line] == [
        "shi              示例市人大网站检查：新出现 1 条（阻断 1 条）（没有写 report_to，没有收信人）"
    ]
    city = "sites/city/shi.yaml"
    write_cluster(root, {city: "report_to: shi@test.example\n" + BASE[city]}, base=False)
    run(root, LATER)
    message = told(root)

    assert message is not None
    assert (message["To"], message["Subject"]) == ("shi@test.example", "示例市人大网站检查：新出现 1 条（阻断 1 条）")


def test_what_belongs_to_no_site_goes_to_the_cluster_s_own_office(tmp_path: Path) -> None:
    cluster = "report_to: yunwei@test.example\nreport_from: jiancha@test.example\n" + BASE[CLUSTER]
    root = write_cluster(tmp_path, {CLUSTER: cluster + "flows:\n  - {id: down, kind: push, from: [nobody]}\n"})
    run(root, NOW)
    message = told(root)

    assert message is not None
    assert (message["To"], message["From"]) == ("yunwei@test.example", "检查报告 <jiancha@test.example>")
    assert "flow-unknown" in text_of(message)


def test_what_is_due_is_told_when_it_is_first_foretold_and_passes_in_silence(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, TO | {PIECE: article(date="2026-11-24 09:00")})
    run(root, NOW)
    first = told(root)
    run(root, LATER)

    assert first is not None
    assert first["Subject"] == "示例县人大网站检查：将要发生 1 条"
    assert "将于 2026-11-24 09:00 公开" in text_of(first)
    assert told(root) is None
    run(root, NOW + timedelta(days=2))
    assert told(root) is None


def test_a_site_that_is_kept_back_is_told_so(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, TO)
    run(root, NOW)
    write_cluster(root, {SITE: TO[SITE].replace("parent: shi", "parent: nobody")}, base=False)
    run(root, LATER)
    message = told(root)

    assert message is not None
    assert "本站没有发布，读者看到的仍是上一次发布的内容（自 2026-11-23 01:00 起）。" in text_of(message)


def test_beside_a_baseline_only_what_it_does_not_have_is_told_and_nothing_is_kept_in_mind(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, TO | {PIECE: BROKEN})
    run(root, NOW)
    old = tmp_path / "old.json"
    old.write_bytes((root / REPORTS / DATA).read_bytes())
    write_cluster(root, {"content/county/xian/news/b.md": article(body="[x](lost.md)")}, base=False)
    run(root, LATER)
    found = tell(root, ("xian",), baseline=old)

    assert [[f.path.rpartition("/")[2] for f in notice.new] for notice in found.notices] == [["b.md"]]
    tell(root, ("xian",), root / "mail", old)
    assert not (root / REPORTS / TOLD).exists()
    assert [m["Subject"] for m in letters(root).values()] == ["示例县人大网站检查：新出现 1 条（阻断 1 条）"]


def test_the_words_of_others_are_text_and_no_header(tmp_path: Path) -> None:
    name = "<b>县</b>=?utf-8?q?=0d=0aBcc:=20x=40y.example?= Bcc: evil@test.example"
    record = TO[SITE].replace("short_name: 示例县人大", f'short_name: "{name}"')
    tags = {"content/county/xian/news/b.md": article(extra="tags: ['!!!<img src=x>', '<b>']\n", body="[x](id:<b>x</b>:a)")}
    root = write_cluster(tmp_path, {SITE: record} | tags)
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = {
        f"GIT_{kind}_{key}": value
        for kind in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", "(script) \t Bcc: x@y"), ("EMAIL", "e"))
    }
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", "-C", str(root), *words], check=True, env=environment | who)
    run(root, NOW)
    message = told(root)

    assert message is not None
    assert message["Bcc"] is None
    assert str(message["Subject"]).startswith("<b>县</b>= ?utf-8?q?=0d=0aBcc:=20x=40y.example?= Bcc: evil")
    assert re.findall(r"<(?:b>县|img|b>x|script)", text_of(message, "html")) == []
    assert "提交：" in text_of(message)
    assert re.search(r"提交：[0-9a-f]{10} \(script\) +Bcc: x@y", text_of(message))


def test_numbers_of_persons_are_masked_in_letters_as_on_the_terminal(tmp_path: Path) -> None:
    number = "11010519491231002X"
    root = write_cluster(tmp_path, TO | {PIECE: article(body=f"身份证号 {number}。")})
    run(root, NOW)
    message = told(root)

    assert message is not None
    assert number not in text_of(message) + text_of(message, "html")
    assert "id-number" in text_of(message)


@pytest.mark.parametrize("damage", [b"", b"\xff", b"{}", b'{"version": 1, "now": "2026-11-23", "findings": []}'])
def test_a_damaged_report_is_named_and_the_others_are_told(damage: bytes, tmp_path: Path) -> None:
    city = "sites/city/shi.yaml"
    broken = {PIECE: BROKEN, "content/city/shi/news/a.md": article(body="[x](none.md)")}
    root = write_cluster(tmp_path, TO | broken | {city: "report_to: shi@test.example\n" + BASE[city]})
    run(root, NOW)
    (root / REPORTS / "sites/xian.json").write_bytes(damage)
    found = tell(root, (), root / "mail")

    assert found.problems == ("xian的检查报告读不出来；再运行一次 wangqun build 或 check。",)
    assert [message["To"] for message in letters(root).values()] == ["shi@test.example"]


def test_addresses_that_somebody_has_put_into_a_report_break_no_header(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, TO | {PIECE: BROKEN})
    run(root, NOW)
    path = root / REPORTS / "sites/xian.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    for bad in (
        "a@x.example\nBcc: b@x.example",
        "a@x.example, b@x.example",
        "",
        "a",
        "甲@x.example",
        "-t@x.example",
        "a@x.example\n",
        3,
    ):
        path.write_text(json.dumps(data | {"to": [bad]}), encoding="utf-8")

        assert tell(root, ("xian",), root / "mail").problems == ("xian的检查报告读不出来；再运行一次 wangqun build 或 check。",)
        assert letters(root) == {}


def test_before_any_run_and_for_an_unknown_site_it_says_what_to_do(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    with pytest.raises(Untold, match="先运行 wangqun build"):
        tell(root)
    run(root, NOW)
    with pytest.raises(Untold, match="没有站点“nobody”"):
        tell(root, ["nobody"])
    (tmp_path / "x.json").write_bytes(b"\xff")
    with pytest.raises(Untold, match="不是检查报告"):
        tell(root, baseline=tmp_path / "x.json")


def test_the_command_prints_what_is_new_and_as_json(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, TO | {PIECE: BROKEN})
    run(root, NOW)
    shown = command("-C", root, "report")
    whole: Any = json.loads(command("-C", root, "report", "--json", "--mail-dir", tmp_path / "mail").output)
    again: Any = json.loads(command("-C", root, "report", "xian", "--json", "--mail-dir", tmp_path / "mail").output)

    assert shown.exit_code == 0
    assert ["新出现 1 条" in shown.output, "shi              没有变化" in shown.output] == [True, True]
    offices = {office["site"]: office for office in whole["offices"]}
    assert sorted(offices) == ["", "sheng", "shi", "xian"]
    assert offices["xian"]["to"] == ["office@xian.test.example", "second@xian.test.example"]
    assert [f["code"] for f in offices["xian"]["new"]] == ["link-internal-broken"]
    assert Path(offices["xian"]["letter"]).is_file()
    assert [(o["site"], o["new"], o["letter"]) for o in again["offices"]] == [("xian", [], None)]
    assert command("-C", root, "report", "nobody").exit_code == 2


@pytest.mark.parametrize(
    "url", ["http://localhost:8000/", "http://127.0.0.1/", "https://人大.example/", "https://rd.test.example:8443/x/"]
)
def test_a_letter_has_a_sender_whatever_the_address_of_the_cluster(url: str, tmp_path: Path) -> None:
    root = write_cluster(tmp_path, TO | {PIECE: BROKEN, CLUSTER: BASE[CLUSTER].replace("https://rd.test.example/", url)})
    run(root, NOW, options=Options(publishing=False))
    message = told(root)

    assert message is not None
    assert str(message["From"]).endswith("@wangqun.invalid>") == (url == "http://localhost:8000/")
