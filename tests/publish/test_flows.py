"""Flows as readers meet them: listings, pages, acceptance, limits, recall, moves, and why."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from clusters import NOW, UPKEEP, article, public_tree, run, write_cluster
from samples import pdf, picture
from wangqun.cli import main
from wangqun.domain.finding import Finding
from wangqun.pipeline import federate
from wangqun.stages.publish import Report

pytestmark = pytest.mark.usefixtures("in_one_process")

SHENG, SHI, XIAN = "content/province/sheng", "content/city/shi", "content/county/xian"
HEAD = "name: 测试网站群\nroot: sheng\nbase_url: https://rd.test.example/\n"
PIXEL = picture()


def built(root: Path, files: dict[str, str], flows: str = "") -> Report:
    write_cluster(root, {"sites/cluster.yaml": HEAD + (f"flows:\n{flows}" if flows else ""), **files})
    return run(root, NOW)


def page(root: Path, site: str, path: str) -> str:
    return (root / "build/public" / site / path).read_text(encoding="utf-8")


def naming(root: Path, words: str) -> list[str]:
    return [path for path, content in public_tree(root).items() if words.encode() in content]


def codes(report: Report) -> list[tuple[str, str]]:
    return [(f.code, f.path) for f in report.findings if f.code not in UPKEEP]


def test_a_rule_pushes_to_all_below_and_the_listing_links_home(tmp_path: Path) -> None:
    notice = {f"{SHENG}/notices/all.md": article("全省的公告")}
    built(tmp_path, notice, "  - {id: down, kind: push, from: [sheng], columns: [notices]}\n")

    for site in ("shi", "xian"):
        text = page(tmp_path, site, "notices/index.html")
        assert 'href="/article/all.html"' in text
        assert "来自 示例省人大" in text
        assert not (tmp_path / f"build/public/{site}/from").exists()


def test_depth_level_subtree_and_names_narrow_a_push(tmp_path: Path) -> None:
    pieces = {
        f"{SHENG}/news/depth.md": article("一级", extra="share: {depth: 1}\n"),
        f"{SHENG}/news/level.md": article("县级", extra="share: {to: [county]}\n"),
        f"{SHENG}/news/under.md": article("子树", extra="share: {under: [shi]}\n"),
        f"{SHENG}/news/named.md": article("指名", extra="share: {to: [shi]}\n"),
        f"{SHENG}/news/over.md": article("到期", extra="share: {descendants: true, until: 2026-11-22}\n"),
        f"{SHENG}/news/last.md": article("末日", extra="share: {descendants: true, until: 2026-11-23}\n"),
    }
    federation = federate(write_cluster(tmp_path, pieces), NOW)
    shown = {(a.id.slug, a.site) for a in federation.appearances}

    assert shown == {
        ("depth", "shi"),
        ("level", "xian"),
        ("under", "shi"),
        ("under", "xian"),
        ("named", "shi"),
        ("last", "shi"),
        ("last", "xian"),
    }


def test_a_rule_that_fills_gaps_yields_to_the_sites_own_pieces(tmp_path: Path) -> None:
    files = {f"{SHENG}/meetings/a.md": article("省里的会"), f"{XIAN}/meetings/own.md": article("县里的会")}
    rule = "  - {id: gaps, kind: push, from: [sheng], columns: [meetings], unless_own: true}\n"
    built(tmp_path, files, rule)

    assert "省里的会" in page(tmp_path, "shi", "meetings/index.html")
    assert "省里的会" not in page(tmp_path, "xian", "meetings/index.html")


def test_a_page_elsewhere_names_its_source_and_brings_its_pictures_and_files(tmp_path: Path) -> None:
    head = "image: {file: ../images/a.jpg, alt: 图}\nattachments: [{name: 全文, file: ../files/a.pdf}]\n"
    head += "share: {to: [xian], mode: page}\n"
    body = "正文。\n\n![图](../images/b.jpg) [本站另一篇]({filename}other.md) [市里](id:shi:article/good)"
    files = {
        f"{SHENG}/news/a.md": article("带图的一篇", body, extra=head),
        f"{SHENG}/news/other.md": article("另一篇"),
        f"{SHENG}/images/a.jpg": PIXEL,
        f"{SHENG}/images/b.jpg": PIXEL,
        f"{SHENG}/files/a.pdf": pdf(),
    }
    report = built(tmp_path, files)
    text = page(tmp_path, "xian", "from/sheng/article/a.html")

    assert codes(report) == []
    assert '<link rel="canonical" href="https://rd.test.example/article/a.html">' in text
    assert "本文来自<a href" in text
    assert 'src="/xian/from/sheng/images/b.jpg"' in text
    assert 'href="/article/other.html"' in text
    assert 'href="/shi/article/good.html"' in text
    for path in ("images/a.jpg", "images/b.jpg", "files/a.pdf"):
        assert (tmp_path / "build/public/xian/from/sheng" / path).is_file()
    assert "from/sheng" not in page(tmp_path, "xian", "sitemap.xml")


def test_a_report_waits_until_the_receiver_accepts_it(tmp_path: Path) -> None:
    files = {f"{XIAN}/news/up.md": article("上报的一篇", extra="share: {up: province}\n")}
    waiting = built(tmp_path, files)
    before = (tmp_path / "build/public/shi/lower").exists()
    accepted = "accepted:\n  - {id: 'xian:article/up', by: 某某, on: 2026-11-20}\n"
    after = built(tmp_path, {f"{SHI}/accepted.yaml": accepted})

    assert [code for code, _ in codes(waiting)] == ["report-waiting", "report-waiting"]
    assert not before
    assert "上报的一篇" in page(tmp_path, "shi", "lower/index.html")
    assert codes(after) == [("report-waiting", f"{SHENG}/accepted.yaml")]


def test_reports_are_taken_by_column_up_to_a_limit_first_come_first_shown(tmp_path: Path) -> None:
    files = {f"{XIAN}/news/n{day}.md": article(f"第{day}天", date=f"2026-11-{day:02} 09:00") for day in (3, 1, 2)}
    rule = "  - {id: up, kind: report, from: [county], columns: [news], accept: auto, limit: {count: 2, per: month}}\n"
    report = built(tmp_path, files, rule)
    text = page(tmp_path, "shi", "lower/index.html")

    assert ("第1天" in text, "第2天" in text, "第3天" in text) == (True, True, False)
    assert ("report-limited", f"{XIAN}/news/n3.md") in codes(report)


def test_recall_reaches_every_page_feed_listing_and_manifest_in_one_build(tmp_path: Path) -> None:
    share = "share: {to: [shi, xian], mode: page}\n"
    files = {f"{SHENG}/news/wrong.md": article("有误的一篇稿件", extra=share)}
    built(tmp_path, files)
    before = naming(tmp_path, "有误的一篇")
    gone = "withdrawn: {reason: 数字有误, time: 2026-11-22 10:00}\n"
    built(tmp_path, {f"{SHENG}/news/wrong.md": article("有误的一篇稿件", extra=share + gone)})
    after = naming(tmp_path, "有误的一篇")

    assert len(before) > 8
    assert after == []
    copy = "from/sheng/article/wrong.html"
    for site, path in (("sheng", "article/wrong.html"), ("shi", copy), ("xian", copy)):
        assert "数字有误" in page(tmp_path, site, path)


def test_a_recall_that_a_faulty_site_holds_up_is_told(tmp_path: Path) -> None:
    share = "share: {to: [xian]}\n"
    built(tmp_path, {f"{SHENG}/news/wrong.md": article("有误", extra=share)})
    record = (tmp_path / "sites/county/xian.yaml").read_text(encoding="utf-8")
    gone = "withdrawn: {reason: 数字有误, time: 2026-11-22 10:00}\n"
    faulty = {"sites/county/xian.yaml": record + "colour: 红\n", f"{SHENG}/news/wrong.md": article("有误", extra=share + gone)}
    report = built(tmp_path, faulty)

    assert [f.site for f in report.findings if f.code == "recall-held"] == ["xian"]


def test_corrected_and_superseded_pieces_say_so_wherever_they_appear(tmp_path: Path) -> None:
    extra = "corrected: {note: 日期写错, time: 2026-11-20 10:00}\nshare: {to: [shi], mode: page}\n"
    old = "superseded_by: sheng:article/new\nshare: {to: [shi]}\n"
    files = {
        f"{SHENG}/news/fixed.md": article("更正过的", extra=extra),
        f"{SHENG}/news/old.md": article("旧的", extra=old),
        f"{SHENG}/news/new.md": article("新的"),
    }
    built(tmp_path, files)

    for site, path in (("sheng", "article/fixed.html"), ("shi", "from/sheng/article/fixed.html")):
        assert "日期写错" in page(tmp_path, site, path)
    for site in ("sheng", "shi"):
        listing = page(tmp_path, site, "news/index.html")
        assert 'data-state="更正">更正</span>' in listing
        assert 'data-state="已被取代">已被取代</span>' in listing
        assert "【已被取代】旧的" in page(tmp_path, site, "feeds/all.atom.xml")
    assert 'href="/article/new.html">本文已被取代' in page(tmp_path, "sheng", "article/old.html")


def test_a_piece_that_moves_keeps_its_id_and_its_old_address_redirects(tmp_path: Path) -> None:
    files = {
        f"{XIAN}/news/moved.md": article("搬家", extra="moved_to: shi\n"),
        f"{SHI}/news/moved.md": article("搬家的一篇", extra="id: xian:article/moved\n"),
        f"{SHENG}/news/links.md": article("链接", body="[看](id:xian:article/moved)"),
    }
    report = built(tmp_path, files)

    assert codes(report) == []
    assert 'url=/shi/article/moved.html"' in page(tmp_path, "xian", "article/moved.html")
    assert 'href="/shi/article/moved.html"' in page(tmp_path, "sheng", "article/links.html")
    assert '"id": "xian:article/moved"' in page(tmp_path, "shi", "manifest.json")


def test_a_piece_may_move_again_and_be_withdrawn_where_it_is(tmp_path: Path) -> None:
    files = {
        f"{XIAN}/news/m.md": article("一", extra="moved_to: shi\n"),
        f"{SHI}/news/m.md": article("二", extra="id: xian:article/m\nmoved_to: sheng\n"),
        f"{SHENG}/news/m.md": article("三处为家", extra="id: xian:article/m\n"),
    }
    report = built(tmp_path, files)
    redirects = [page(tmp_path, site, "article/m.html") for site in ("xian", "shi")]
    gone = article("三处为家", extra="id: xian:article/m\nwithdrawn: {reason: 有误, time: 2026-11-22 10:00}\n")
    built(tmp_path, {f"{SHENG}/news/m.md": gone})

    assert codes(report) == []
    assert all('url=/article/m.html"' in text for text in redirects)
    assert "有误" in page(tmp_path, "sheng", "article/m.html")
    assert 'url=/article/m.html"' in page(tmp_path, "xian", "article/m.html")


def test_a_piece_shown_for_ever_and_a_level_that_is_not_there_stop_nobody(tmp_path: Path) -> None:
    files = {
        f"{SHENG}/news/a.md": article("永远", extra="share: {descendants: true, until: 2200-12-31}\n"),
        f"{XIAN}/news/b.md": article("上报", extra="share: {up: county}\n"),
    }
    report = built(tmp_path, files)

    assert codes(report) == []
    assert "永远" in page(tmp_path, "xian", "news/index.html")


def test_files_of_the_same_name_keep_their_own_addresses(tmp_path: Path) -> None:
    body = "[一]({static}/x.pdf) [二]({static}/files/x.pdf) [三]({static}/from/sheng/x.pdf)"
    places = ("x.pdf", "files/x.pdf", "from/sheng/x.pdf")
    files = {f"{XIAN}/{place}": pdf(place) for place in places} | {f"{XIAN}/news/a.md": article(body=body)}
    built(tmp_path, files)
    found = {text for path, text in public_tree(tmp_path).items() if path.endswith(".pdf")}

    assert found == {pdf(place) for place in places}


def test_nobody_takes_an_id_that_its_owner_has_not_given_away(tmp_path: Path) -> None:
    files = {f"{XIAN}/news/mine.md": article("抢来的", extra="id: sheng:article/good\n")}
    report = built(tmp_path, files)

    assert ("id-foreign", f"{XIAN}/news/mine.md") in codes(report)
    assert "抢来的" not in page(tmp_path, "sheng", "article/good.html")
    assert not (tmp_path / "build/public/xian/article/mine.html").exists()


def test_a_header_cannot_push_upwards_or_sideways(tmp_path: Path) -> None:
    files = {f"{XIAN}/news/a.md": article("越级", extra="share: {to: [sheng, shi]}\n")}
    report = built(tmp_path, files)
    findings: list[Finding] = [f for f in report.findings if f.code == "flow-target"]

    assert len(findings) == 2
    assert "越级" not in page(tmp_path, "sheng", "news/index.html")


def test_why_names_rule_origin_file_line_and_commit(tmp_path: Path) -> None:
    rule = "  - {id: down, kind: push, from: [sheng], columns: [notices]}\n"
    files = {
        f"{SHENG}/notices/all.md": article("全省的公告"),
        f"{XIAN}/news/up.md": article("上报", extra="share: {up: true}\n"),
        f"{SHI}/accepted.yaml": "accepted:\n  - {id: 'xian:article/up', by: 某某, on: 2026-11-20}\n",
    }
    built(tmp_path, files, rule)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=编辑", "-c", "user.email=e@test.example"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "content", "sites"], check=True)
    subprocess.run([*git, "commit", "-qm", "稿件"], check=True)
    ask = ["-C", str(tmp_path), "why", "--today", "2026-11-23"]
    pushed = CliRunner().invoke(main, [*ask, "sheng:article/all", "--site", "xian", "--json"])
    reported = CliRunner().invoke(main, [*ask, "xian:article/up"])
    unknown = CliRunner().invoke(main, [*ask, "sheng:article/nothing"])
    file = f"{XIAN}/news/up.md"
    by_file = [CliRunner().invoke(main, [*ask, name]).output for name in (file, f"./{file}", str(tmp_path / file))]
    no_file = CliRunner().invoke(main, [*ask, f"{XIAN}/news/nothing.md"])

    answer = json.loads(pushed.output)
    assert answer["origin"]["path"] == f"{SHENG}/notices/all.md"
    assert answer["origin"]["commit"].endswith("编辑")
    (appearance,) = answer["appearances"]
    assert (appearance["site"], appearance["mode"]) == ("xian", "listing")
    (reason,) = appearance["reasons"]
    assert (reason["rule"], reason["path"], reason["line"]) == ("down", "sites/cluster.yaml", 5)
    assert f"{SHI}/accepted.yaml:2" in reported.output
    assert "某某" in reported.output
    assert unknown.exit_code == no_file.exit_code == 2
    assert by_file == [reported.output] * 3


def test_why_says_who_must_accept_and_the_line_does_it(tmp_path: Path) -> None:
    files = {f"{XIAN}/news/{name}.md": article(f"上报{name}", extra="share: {up: true}\n") for name in ("a", "b", "c")}
    report = built(tmp_path, files)
    ask = ["-C", str(tmp_path), "why", "--today", "2026-11-23"]
    one = CliRunner().invoke(main, [*ask, "xian:article/a"])
    there = CliRunner().invoke(main, [*ask, "xian:article/a", "--site", "shi"])
    everything = CliRunner().invoke(main, [*ask, "--waiting"])
    data = json.loads(CliRunner().invoke(main, [*ask, "--waiting", "shi", "--json"]).output)
    none = CliRunner().invoke(main, [*ask, "--waiting", "xian"])
    unknown = CliRunner().invoke(main, [*ask, "--waiting", "nobody"])
    site_page = (tmp_path / "build/reports/shi.html").read_text(encoding="utf-8")
    line = "- {id: xian:article/a, by: 决定人, on: 2026-11-23}"
    after = built(tmp_path, {f"{SHI}/accepted.yaml": f"accepted:\n{line}\n"})

    assert f"由 shi 在 {SHI}/accepted.yaml 的 accepted: 下面写 {line}" in one.output
    assert there.exit_code == 0
    assert [piece["id"] for piece in data] == ["xian:article/a", "xian:article/b", "xian:article/c"]
    assert line == data[0]["line"]
    assert all(f"上报{name}" in everything.output and f"上报{name}" in site_page for name in ("a", "b", "c"))
    assert "没有稿件等待采用" in none.output
    assert unknown.exit_code == 2
    (finding,) = [f for f in report.findings if f.code == "report-waiting"]
    assert line in finding.hint
    assert "上报a" in page(tmp_path, "shi", "lower/index.html")
    assert next(f.message for f in after.findings if f.code == "report-waiting").startswith("2 篇")


def test_flow_names_and_ids_are_checked(tmp_path: Path) -> None:
    rules = "  - {id: a, kind: push, from: [nobody]}\n  - {id: a, kind: push}\n"
    accepted = (
        "accepted:\n  - {id: 'xian:article/none', by: 某某, on: 2026-11-20}\n  - {id: nonsense, by: 某某, on: 2026-11-20}\n"
    )
    report = built(tmp_path, {f"{SHI}/accepted.yaml": accepted}, rules)

    assert {code for code, _ in codes(report)} == {"flow-unknown", "flow-duplicate", "accept-unknown", "accept-invalid"}
