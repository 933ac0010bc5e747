"""Characters nobody sees, characters that only look like others, and those a script needs."""

import pytest

from wangqun.domain.names import person_name
from wangqun.domain.text import lost, one_line, private_use, strip_controls, strip_numbered_controls

FLAG = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"  # England's, spelt in tag letters


@pytest.mark.parametrize("character", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "\U000e0041"])
def test_marks_that_turn_the_reading_direction_and_hidden_letters_leave_every_text(character: str) -> None:
    assert strip_controls(f"一\n甲{character}{character}乙") == ("一\n甲乙", 3)
    assert one_line(f"甲{character}乙") == "甲乙"


@pytest.mark.parametrize(
    "text", ["سالام\u200f، دۇنيا", "می\u200cخواهم", FLAG, "👨\u200d👩\u200d👧", "soft\u00adware", "第\u3000一\u3000章"]
)
def test_marks_that_a_text_of_several_lines_may_need_stay_in_it(text: str) -> None:
    assert strip_controls(text) == (text, -1)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("关于\u200b召开会议的公告", "关于召开会议的公告"),
        ("关于\u2060召开\ufeff会议", "关于召开会议"),
        ("城关\u00ad镇", "城关镇"),
        ("张\u200c三\u200d", "张三"),
        ("城关镇\u00a0第一选区", "城关镇 第一选区"),
        ("城关镇 \u00a0\u2007 第一选区", "城关镇 第一选区"),
        ("城关镇\u202f第一选区", "城关镇 第一选区"),
        ("\u200e城关镇", "城关镇"),
        ("城关镇\u3164", "城关镇"),
        ("a\ufe0fb", "ab"),
        ("甲\U000e0041\U000e0042乙", "甲乙"),
    ],
)
def test_a_line_loses_what_nobody_sees(written: str, meant: str) -> None:
    assert one_line(written) == meant
    assert lost(written, meant)


@pytest.mark.parametrize(
    "line",
    [
        "第一章　总则",
        "关于  召开",  # paths are lines too
        "买买提·艾力",
        "ئەلى مۇھەممەت",
        "می\u200cخواهم",
        "क्\u200dष",
        "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ ᠬᠡᠯᠡ",
        "ᠠ\u180eᠨ\u180bᠠ",
        "བསོད་ནམས་\u0f0cརྒྱལ",
        "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3",
        FLAG,
        "葛\U000e0100城 〇㐂",
        "שלום\u200f!",
    ],
)
def test_what_a_script_needs_stays(line: str) -> None:
    assert one_line(line) == line
    assert lost(line, line) == ""


def test_what_was_lost_is_named_once() -> None:
    assert lost("张\u200b三\u200b\u00a0", "张三 ") == "U+200B ZERO WIDTH SPACE、U+00A0 NO-BREAK SPACE"


@pytest.mark.parametrize("text", ["甲\ue000乙", "甲\uf0b7", "\U000f0000", "甲&#57344;", "甲&#xE000;"])
def test_characters_of_private_use_are_found(text: str) -> None:
    assert len(private_use(text)) == 1


@pytest.mark.parametrize("text", ["〔2026〕1号", "• 第一", "\U00020000", "&#8226;", "&#x4E00;", "&#99999999;"])
def test_what_every_computer_shows_is_not_of_private_use(text: str) -> None:
    assert private_use(text) == []


def test_controls_written_as_numbers_go_and_other_numbers_stay() -> None:
    assert strip_numbered_controls("甲&#x202E;乙&#8238;丙&#8226;&#x4E01;") == "甲乙丙&#8226;&#x4E01;"


@pytest.mark.parametrize("dot", list("·•‧∙⋅・･．."))
@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u00a0", "\u200b"])
def test_a_name_is_one_name_however_its_dot_is_typed(dot: str, blank: str) -> None:
    assert person_name(f"买买提{blank}{dot}{blank}艾力") == "买买提·艾力"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张　三", "张三"),
        ("张 三", "张三"),
        ("张\u00a0三", "张三"),
        ("欧阳　正　言", "欧阳正言"),
        ("ＪＯＨＮ　Ｓｍｉｔｈ", "JOHN Smith"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
    ],
)
def test_a_name_is_one_name_however_wide_it_is_set(written: str, name: str) -> None:
    assert person_name(written) == name


@pytest.mark.parametrize("name", ["J. Smith", "ئەلى مۇھەممەت", "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ", "བསོད་ནམས་", "买买提艾力", "张三"])
def test_what_is_right_stays(name: str) -> None:
    assert person_name(name) == name


def test_another_name_is_another_name() -> None:
    assert len({person_name(name) for name in ("买买提·艾力", "买买提·艾里", "买买提", "张三", "张山", "張三")}) == 6
