"""YAML that guesses nothing and knows every line."""

import re
from pathlib import Path

import pytest
from yaml import _yaml  # type: ignore[attr-defined]

from wangqun.stages.load.marked import YamlError, parse_yaml
from wangqun.stages.load.troubles import OTHER, in_chinese


@pytest.mark.parametrize(
    "text", ["9:00", "off", "no", "yes", "on", "0012", "1.10", "2026-03-01", "1e3", "0x1f", "1_000", ".5", "NULL", "TRUE"]
)
def test_scalars_stay_text(text: str) -> None:
    assert {"key": text} == parse_yaml(f"key: {text}\n").value


@pytest.mark.parametrize(("text", "expected"), [("true", True), ("false", False), ("", None), ("~", None), ("null", None)])
def test_only_these_words_are_read(text: str, expected: object) -> None:
    assert {"key": expected} == parse_yaml(f"key: {text}\n").value


@pytest.mark.parametrize("text", ["'true'", '"null"', "'~'", '""'])
def test_quoted_words_stay_text(text: str) -> None:
    assert {"key": text[1:-1]} == parse_yaml(f"key: {text}\n").value


def test_every_value_knows_its_place() -> None:
    marked = parse_yaml("name: 一\nlist:\n  - a\n  - key: b\n")

    assert [marked.find(path) for path in (("name",), ("list", 0), ("list", 1, "key"))] == [(1, 1), (3, 5), (4, 5)]


def test_an_unknown_path_has_the_place_of_its_nearest_ancestor() -> None:
    marked = parse_yaml("name: 一\nlist:\n  - a\n")

    assert marked.find(("list", 0, "none")) == (3, 5)
    assert marked.find(("none",)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, 1)),
        ("a:\n  b: 1\n  b: 2\n", (3, 3)),
        ("a: !!python/name:os.system\n", (1, 4)),
        ("a: !own x\n", (1, 4)),
        ("a: &x [*x]\n", (1, 4)),
        ("a: b: c\n", (1, 5)),
        ("a: [1, 2\n", (1, 4)),
        ("a: 1\nb: [1, 2\nc: 3\nd: 4\n", (2, 4)),
        ("a: 1\nb: {c: d\ne: f\ng: h\n", (2, 4)),
        ("a: [\n  {b: c}\n  {d: e}\n]\n", (3, 3)),
        ('甲: 1\na: "半个引号\nb: 2\nc: 3\n', (2, 4)),
        ('a: "一\n  二\n  \\q"\nb: 2\n', (3, 3)),
        ("? [a]\n: b\n", (1, 3)),
        ("base: &x {a: b}\nc:\n  <<: *x\n", (3, 3)),
        ("a: 1\n---\nb: 2\n", (2, 1)),
        ("a:\n\t- b\n", (2, 1)),
        ("a: 'x\n", (1, 4)),
        ("a: *nobody\n", (1, 4)),
    ],
)
def test_a_fault_is_told_at_its_place(text: str, place: tuple[int, int]) -> None:
    with pytest.raises(YamlError) as caught:
        parse_yaml(text)

    assert place[0] == caught.value.line
    assert place == (caught.value.line, caught.value.column)


def test_faults_are_told_in_chinese() -> None:
    with pytest.raises(YamlError, match=r"^[^a-zA-Z]*$"):
        parse_yaml("a: b: c\n")


@pytest.mark.parametrize("text", ["[" * 30 + "]" * 30, "{a: " * 5000 + "}" * 5000, "[" * 100_000, "- " * 3000 + "a", "a: \x07"])
def test_bombs_and_unfit_characters_are_refused(text: str) -> None:
    with pytest.raises(YamlError):
        parse_yaml(text)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x85"])
@pytest.mark.parametrize("text", ["- ", "? ", "- ? ", ": - "])
def test_parts_within_parts_on_one_line_are_refused_before_anything_is_made_of_them(text: str, line_end: str) -> None:
    for block in (text * 200_000, f"a:{line_end}  {text * 200_000}", f"? a{line_end}: {text * 200_000}"):
        with pytest.raises(YamlError, match=r"一层套一层|不能|冒号|缩进"):
            parse_yaml(block)


@pytest.mark.parametrize("begun", ["- ", "-\t", "a: ", "? "])
def test_parts_within_parts_line_by_line_are_refused(begun: str) -> None:
    with pytest.raises(YamlError) as refused:
        parse_yaml("\n".join(" " * depth + begun.strip("\t") for depth in range(1900)))

    assert refused.value.limit == "depth"


@pytest.mark.parametrize(("text", "depth"), [("- " * 99 + "a", 99), ("[" * 1100 + "]" * 1100, 1100)])
def test_both_ways_of_looking_refuse_the_same(text: str, depth: int) -> None:
    with pytest.raises(YamlError) as refused:
        parse_yaml(text)

    assert (refused.value.limit, refused.value.line) == ("depth", 1)


def test_a_long_list_of_small_lists_is_read() -> None:
    assert parse_yaml("[" + "[a], " * 2000 + "]").value == [["a"]] * 2000


def test_aliases_within_bounds_are_repeated() -> None:
    assert parse_yaml("a: &k [x]\nb: *k\n").value == {"a": ["x"], "b": ["x"]}


def test_nothing_is_none() -> None:
    assert parse_yaml("# 只有注释\n").value is None


def test_every_problem_that_libyaml_has_words_for_is_told_in_chinese() -> None:
    data = Path(_yaml.__file__).read_bytes()
    known = {text.decode() for text in re.findall(rb"[ -~]{10,90}", data)}
    problems = {text for text in known if re.search("^(found|did not find|could not find|block seq|mapping (keys|values))", text)}

    assert len(problems) > 30
    for problem in problems - {"did not find expected <stream-start>"}:  # no text is without its start
        assert in_chinese(problem) != OTHER, problem
        assert not re.search("[A-Za-z]{4,}", in_chinese(problem))


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a: 1\n? b\n- c\n", (3, 1), "对齐"),
        ("a: ? b\n", (1, 4), "“? ”"),
        ("a: |0\n  b\n", (1, 5), "删去数字"),
        ("a: | 甲\n  b\n", (1, 6), "多余的文字"),
        ('a: "\\q"\n', (1, 5), "单引号"),
        ('a: "\\xZZ"\n', (1, 5), "单引号"),
        ("%YAML 9\n---\na: b\n", (1, 1), "%"),
        ("%甲: b\n", (1, 2), "%"),
        ("a: !<x b\n", (1, 4), "!"),
        ("a: !x!y b\n", (1, 4), "!"),
        ("a: !!int 3\n", (1, 4), "“!!int”"),
        ("a: &甲 b\n", (1, 4), "&"),
        ("a: 'x\n---\nb: c\n", (1, 4), "引号"),
        ("- a\n-\tb: c\n  d: e\n", (2, 2), "缩进"),
        ("a: @甲\n", (1, 4), "@"),
        ("a: [x, y\nb: c\n", (1, 4), "括号"),
        ("a: 1\na: 2\n", (2, 1), "写了两次"),
    ],
)
def test_each_kind_of_fault_is_told_where_it_is(text: str, place: tuple[int, int], said: str) -> None:
    with pytest.raises(YamlError) as caught:
        parse_yaml(text)

    assert said in caught.value.message
    assert caught.value.message != OTHER
    assert place[0] == caught.value.line, caught.value.message
