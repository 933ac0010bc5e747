"""What scanning finds, where, and what it lets pass."""

from pathlib import Path
from time import process_time
from types import ModuleType

import pytest

from wangqun.domain.finding import Place, Severity
from wangqun.scan.passages import Passage, of_values
from wangqun.scan.scanner import RULES, ruleset, scan, tell
from wangqun.scan.wording import DEFAULT, Wording

WORDS = Wording(DEFAULT)
ID = "970121198001010016"


def found(text: str, key: str = "body") -> list[tuple[str, int]]:
    """Codes and lines of the hits in a text that begins on line 1."""
    return [(hit.code, hit.line) for hit in scan([Passage(text, 1, key)], WORDS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (f"一\n二\n{ID}", [("id-number", 3)]),
        (f"**{ID[:8]}**{ID[8:]}", [("id-number", 1)]),
        (f"{ID[:6]}-{ID[6:14]}-{ID[14:]}", [("id-number", 1)]),
        (f"{ID[:9]}\n{ID[9:]}", []),
        (f"| {ID[:9]} | {ID[9:]} |", []),
        (f"甲|乙|丙\n丁|戊|{ID}\n己", [("id-number", 2)]),
        (f"<table><tr><td>甲</td><td>{ID}</td></tr></table>", [("id-number", 1)]),
        (f'<abbr title="{ID}">甲</abbr>', [("id-number", 1)]),
        (f'一\n<img alt="甲"\nsrc="{ID}.png">\n二{ID}', [("id-number", 2), ("id-number", 4)]),
        (f"{ID[:9]}<!-- 一\n二 -->{ID[9:]}\n{ID}", [("id-number", 1), ("id-number", 3)]),
        (f'{ID[:9]}<b title="a>b"\nlang="zh">{ID[9:]}</b>', [("id-number", 1)]),
        (f"<!-- {ID} -->", [("id-number", 1)]),
        (f"<!-- 没有完 {ID}", [("id-number", 1)]),
        (f"1 < 2，{ID} > 3", [("id-number", 1)]),
        (f"{ID[:9]}\u2060{ID[9:]}", [("id-number", 1)]),
        (f"{ID[:9]}\\ {ID[9:]}", [("id-number", 1)]),
        ("97012119491231002 X", [("id-number", 1)]),
        ("攻\u200b府工作报告", [("wording-severe", 1)]),
        ("手机13900000000\n再写13900000000", [("mobile-number", 1), ("mobile-number", 2)]),
        ("机密★10年", [("secret-mark", 1)]),
        ("绝密\u3000★启用前", [("secret-mark", 1)]),
        ("秘密*5年", [("secret-mark", 1)]),
        ("保守国家秘密，分为绝密、机密、秘密三级*", []),
        ("**秘密**，*3*", []),
        ("现住址：示例镇东风村二组12号", [("home-address", 1)]),
        ("户籍所在地的村民委员会", []),
        ("住址：由乡镇人民政府登记。", []),
        ("户籍所在地公安机关或者社区", []),
        ("姓名,电话,备注\n甲,13900000000,无", [("name-list", 1), ("mobile-number-listed", 2)]),
        ("姓名：演示甲，电话见下", []),
        ("攻府工作报告", [("wording-severe", 1)]),
        ("进攻府第", [("wording-severe", 1)]),
    ],
)
def test_each_text_gives_its_hits(text: str, expected: list[tuple[str, int]]) -> None:
    assert expected == found(text)


def test_a_long_list_of_numbers_is_scanned_in_time_that_grows_with_it() -> None:
    passage = Passage(f"{ID}\n" * 60_000, 1)
    start = process_time()
    hits = scan([passage], WORDS)

    assert [hit.line for hit in hits] == list(range(1, 60_001))
    assert process_time() - start < 20  # the square of it took a minute


def test_names_of_fields_within_a_field_are_scanned_too() -> None:
    assert [hit.line for hit in scan(of_values({"channels": {ID: "甲"}}, {("channels", ID): (4, 1)}), WORDS)] == [4]


def test_fields_made_for_public_numbers_may_hold_a_mobile_number_but_no_identity_number() -> None:
    assert found("13900000000", "offline") == []
    assert found(ID, "offline") == [("id-number", 1)]


def test_values_of_a_header_are_scanned_where_they_stand() -> None:
    values = {"title": "题", "extra": {"people": ["甲", ID]}}
    marks = {("title",): (2, 1), ("extra",): (3, 1), ("extra", "people", 1): (6, 7)}

    hits = scan(of_values(values, marks), WORDS)

    assert [(hit.code, hit.line) for hit in hits] == [("id-number", 6)]


def test_hits_become_findings_that_mask_what_they_found() -> None:
    (finding,) = tell(scan([Passage(ID, 4)], WORDS), Place("xian", "content/a.md"))

    assert (finding.code, finding.line) == ("id-number", 4)
    assert ID not in finding.message


def test_other_words_are_other_rules() -> None:
    assert ruleset(WORDS) == ruleset(Wording(dict(DEFAULT)))
    assert ruleset(WORDS) != ruleset(Wording({**DEFAULT, "错": "对"}))


def test_every_rule_of_a_scan_says_where_it_comes_from() -> None:
    assert [rule.code for rule in RULES.values() if not rule.source or not (rule.hint or rule.severity is Severity.INFO)] == []


def test_a_package_counts_among_the_rules_with_all_its_modules(tmp_path: Path) -> None:
    def told(text: str) -> str:
        """The digest in a process that loaded a package with such a part."""
        package = ModuleType("cut")
        package.__file__ = str(tmp_path / "__init__.py")
        (tmp_path / "__init__.py").write_text("")
        (tmp_path / "part.py").write_text(text)
        return ruleset(WORDS, [package])

    assert told("A = 1\n") == told("A = 1\n")
    assert told("A = 1\n") != told("A = 2\n")
