"""Numbers that name a person are found by their check digits and never shown whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangqun.domain.finding import Place, Rule, Severity
from wangqun.domain.private import SEPARATORS, masked, numbers, veil

ID = "970121198001010016"  # no such division, a right check digit
CARD = "6222970000000011"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"身份证{ID}号", ["id"]),
        ("970121198001010017", ["id-suspect"]),
        ("97012119491231002X", ["id"]),
        ("97012119491231002x", ["id"]),
        ("970121800101001", ["id-suspect"]),
        (CARD, ["card"]),
        ("6222970000000012", []),
        ("13900000000", ["mobile"]),
        ("+8613900000000", ["mobile"]),
        ("139****0000", []),
        ("0971-5550121", []),
        ("97012119801301001X", []),
        (f"ID{ID}", ["id"]),
        ("a970121198001010017", []),
        ("20261123093000123", []),
        (f"{ID}和13900000000", ["id", "mobile"]),
        ("第一百二十三条 12345678901", []),
    ],
)
def test_a_number_is_what_its_digits_say(text: str, kinds: list[str]) -> None:
    assert kinds == [number.kind for number in numbers(text)]


def test_what_is_shown_keeps_head_and_tail_alone() -> None:
    assert veil(ID) == "97*************016"
    assert veil("13900000000") == "139****0000"
    assert masked("家庭住址某某村", 4, 0) == "家庭住址***"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("９７０１２１１９８００１０１００１６", "９７*************０１６"),
        ("970121 19800101 0016", "97**** ******** *016"),
        ("970121\u200d198001010016", "97****\u200d*********016"),
        ("970121\ufffd198001010016", "97****\ufffd*********016"),
        ("a/家庭住址：某路12号3单元.md", "a/家庭住址************"),
        ("content/2013-01-02-100.md", "content/2013-01-02-100.md"),
    ],
)
def test_a_veil_sees_through_other_widths_groups_and_what_is_not_seen(text: str, shown: str) -> None:
    assert shown == veil(text)


def test_a_digest_is_no_number_of_anybody() -> None:
    digest = "a13800138000b110101199003074514c" + "ab12" * 8

    assert (list(numbers(f"sha256: {digest}")), veil(digest)) == ([], digest)
    assert [number.kind for number in numbers(f"sha256: {digest}0")] == ["id", "mobile"]


@given(st.text("0123456789 xX-", max_size=60))
def test_no_whole_identity_number_passes_a_veil(text: str) -> None:
    assert not [number for number in numbers(veil(text)) if number.kind == "id"]


def test_a_finding_shows_no_number_wherever_it_comes_from() -> None:
    finding = Rule("x", Severity.WARN, "“{value}”", "{value}").at(Place("s", f"content/{ID}.md"), value=ID)

    assert ID not in "".join((str(finding), finding.hint))


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("139.0013.8000", "13900138000"),
        ("电话：139.0013.8000。", "电话：13900138000。"),
        ("1.139.0013.8000", "1.139.0013.8000"),
        ("139.0013.8000.5", "139.0013.8000.5"),
        ("139.0013", "139.0013"),
        ("2026.0313.8000", "2026.0313.8000"),
    ],
)
def test_dots_divide_a_mobile_number_and_nothing_else(text: str, joined: str) -> None:
    assert SEPARATORS.sub("", text) == joined
