"""The one shape of complaints."""

import json

import pytest

from wangqun.domain.finding import Place, Rule, Severity, blocked, show

RULE = Rule("some-code", Severity.WARN, "“{what}”不对", "改成“{what}”。")


def test_a_finding_names_file_line_and_column() -> None:
    finding = RULE.at(Place("xian", "content/a.md", 3, 7), what="x")

    assert str(finding) == "content/a.md:3:7: 警告 [some-code] “x”不对"


def test_an_unknown_line_is_left_out() -> None:
    assert str(RULE.at(Place("xian", "content/a.md"), what="x")) == "content/a.md: 警告 [some-code] “x”不对"
    assert str(RULE.at(Place("xian"), what="x")) == "xian: 警告 [some-code] “x”不对"
    assert str(RULE.at(Place(), what="x")) == "cluster: 警告 [some-code] “x”不对"


def test_text_from_outside_cannot_steer_a_terminal() -> None:
    finding = RULE.at(Place("xian", "a.md"), what="\x1b[2J\u202egpj")

    assert finding.message == "“�[2J�gpj”不对"


def test_a_file_name_cannot_steer_a_terminal() -> None:
    finding = RULE.at(Place("xian", "a\x1b[2J\nb.md"), what="x")

    assert str(finding).isprintable()


def test_braces_in_a_value_are_text() -> None:
    assert RULE.at(Place(), what="{0.__class__}").message == "“{0.__class__}”不对"


def test_long_values_are_cut() -> None:
    assert len(show("长" * 500)) == 120
    assert show("长" * 500).endswith("…")


def test_json_has_every_field() -> None:
    shown = json.loads(json.dumps(RULE.at(Place("xian", "a.md", 1), what="x").as_json()))

    assert {
        "code",
        "severity",
        "site",
        "path",
        "line",
        "column",
        "message",
        "hint",
        "source",
        "due",
        "because",
        "follows",
        "effect",
    } == shown.keys()
    assert shown["severity"] == "warn"


def test_a_finding_knows_its_rule_s_source_and_the_day_it_foretells() -> None:
    rule = Rule("r", Severity.INFO, "到 {due}", source="指标")
    finding = rule.at(Place(), due="2026-12-01")

    assert (finding.message, finding.source, finding.due) == ("到 2026-12-01", "指标", "2026-12-01")
    assert RULE.at(Place(), what="x").due == ""


def test_only_block_blocks() -> None:
    warn = RULE.at(Place(), what="x")
    block = Rule("b", Severity.BLOCK, "x").at(Place())

    assert [blocked([]), blocked([warn]), blocked([warn, block])] == [False, False, True]


@pytest.mark.parametrize(
    ("source", "basis"),
    [
        ("", ""),
        ("指引", "指引"),
        ("docs/design.md law 9", ""),  # of this project's own
        ("PIPL art. 28", "个人信息保护法第28条"),
        ("监督法 art. 17, 29, 37", "监督法第17、29、37条"),
        ("国徽法 art. 6、7", "国徽法第6、7条"),
        ("代表法 art. 58; PIPL art. 28", "代表法第58条；个人信息保护法第28条"),
        ("保密法 art. 22, 35; GB/T 9704-2012", "保密法第22、35条；GB/T 9704-2012"),
    ],
)
def test_the_basis_is_cited_as_offices_do(source: str, basis: str) -> None:
    assert basis == Rule("code", Severity.WARN, "说明", source=source).at(Place()).basis
