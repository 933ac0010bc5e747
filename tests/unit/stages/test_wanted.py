"""Whatever is wrong with a record is told in words that an editor can act on, and what is offered is accepted."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from wangqun.authoring.schema import FORMS
from wangqun.domain.finding import Finding, Place
from wangqun.domain.site import ClusterRecord
from wangqun.domain.words import Words
from wangqun.records.deputies.record import DeputyRecord
from wangqun.stages.load import wanted
from wangqun.stages.load.marked import Marked, parse_yaml
from wangqun.stages.load.salvage import salvage
from wangqun.stages.load.validate import validate
from wangqun.stages.load.wanted import Kind, fields_of, kind_of, path_in_words, sample_of, spot, title_of

Path = tuple[Any, ...]
HERE = Place("xian", "a.yaml")
LEVEL = "county"  # a key of what is held by names
RECORDS = sorted(FORMS)
WRONG: tuple[Any, ...] = (
    None,
    True,
    "",
    "Ünfit!",
    "x" * 1001,
    "一\n二",
    "-1",
    "99999999999999999999",
    "2026-03",
    [],
    ["!"],
    {},
    {"甲": "乙"},
    [{}],
)
QUOTED = re.compile("“[^“”]*”")
LATIN = re.compile("[A-Za-z_][A-Za-z0-9_]+")
PLAIN = frozenset("wangqun new deputy person take same YYYY MM HH ICP https yaml URL".split())


def _fields(model: type[BaseModel], path: Path = (), above: tuple[type, ...] = ()) -> Iterator[tuple[Path, FieldInfo]]:
    """The path of every field of a record and of those within it."""
    for name, info in fields_of(model).items():
        yield (*path, name), info
        kind, steps = _kind(info), list[Any]()
        while inner := kind.inside(tuple, 0) or kind.inside(dict, 1):
            steps.append(0 if kind.inside(tuple, 0) else LEVEL)
            kind = inner
        if kind.record and kind.record not in above:
            yield from _fields(kind.record, (*path, name, *steps), (*above, kind.record))


def _kind(info: FieldInfo) -> Kind:
    return kind_of(info.annotation, tuple(info.metadata))


ALTERNATIVES = re.compile(r"[^\s:,{}\[\]]+(?: 或 [^\s:,{}\[\]]+)+")


def _chosen(sample: str) -> Iterator[str]:
    """A sample with the first, the second, … of the words that it leaves open."""
    most = max((len(found[0].split(" 或 ")) for found in ALTERNATIVES.finditer(sample)), default=1)
    for number in range(most):
        yield ALTERNATIVES.sub(lambda found: (found[0].split(" 或 ") * most)[number], sample)  # noqa: B023


def _sound(model: type[BaseModel]) -> dict[str, Any]:
    """What a record must have, as the samples say it."""
    record = parse_yaml(next(_chosen(sample_of(Kind((model,), ()))))).value
    return {name: value for name, value in record.items() if fields_of(model)[name].is_required()}


def _put(values: Any, path: Path, value: Any, model: type[BaseModel]) -> Any:
    """`values` with `value` at a path; what is missing on the way is made from samples."""
    if not path:
        return value
    values = dict(values or {})
    first, rest = path[0], path[1:]
    kind = kind_of(fields_of(model)[first].annotation)
    wraps: list[Any] = []
    while rest and (isinstance(rest[0], int) or rest[0] == LEVEL):
        wraps.append(rest[0])
        kind = kind.inside(tuple, 0) or kind.inside(dict, 1) or kind
        rest = rest[1:]
    inner = _put(_sound(kind.record), rest, value, kind.record) if rest and kind.record else value
    for wrap in reversed(wraps):
        inner = [inner] if wrap == 0 else {LEVEL: inner}
    return {**values, first: inner}


def _told(model: type[BaseModel], values: Any) -> list[Finding]:
    marked = Marked(values)
    found = validate(model, values, marked, HERE, getattr(model, "BLOCKING", None))[1]
    return found + salvage(model, marked, HERE)[2]


def _own_words() -> frozenset[str]:
    """Every name and value of ours."""
    words = set(PLAIN)
    for model in (form.record for form in FORMS.values()):
        for path, info in _fields(model):
            kind = _kind(info)
            words |= {str(part) for part in path}
            words |= set(LATIN.findall(f"{sample_of(kind)} {info.description}"))
            for note in kind.beside:
                words |= set(LATIN.findall(note.choices if isinstance(note, Words) else str(getattr(note, "words", ""))))
    return frozenset(words)


OWN = _own_words()


@pytest.mark.parametrize("name", RECORDS)
def test_every_fault_of_every_field_is_told_in_our_words(name: str) -> None:
    model = FORMS[name].record
    told = 0
    for path, _ in _fields(model):
        for wrong in WRONG:
            for finding in _told(model, _put(_sound(model), path, wrong, model)):
                told += 1
                plain = QUOTED.sub("", finding.message)
                assert set(LATIN.findall(plain)) <= OWN, finding
                assert set(LATIN.findall(QUOTED.sub("", finding.hint))) <= OWN, finding
                assert "值不对" not in finding.message, (path, wrong, finding)
                assert re.search("写|删去|改成", finding.hint), finding
                assert not re.search(r"\d+\.[^\d]|\[|\{|\w\.\w", finding.message.partition("写的是")[0].partition("只能是")[0]), (
                    finding
                )
    assert told > len(list(_fields(model)))


@pytest.mark.parametrize("name", RECORDS)
def test_what_is_missing_is_told_with_what_to_write(name: str) -> None:
    model = FORMS[name].record
    for key in _sound(model):
        values = {other: value for other, value in _sound(model).items() if other != key}
        (finding,) = [f for f in validate(model, values, Marked(values), HERE)[1] if "没有填写" in f.message]

        assert finding.message.startswith(f"“{key}（")
        assert f"写上 {key}: " in finding.hint


@pytest.mark.parametrize("name", RECORDS)
def test_what_is_offered_is_accepted(name: str) -> None:
    for path, info in _fields(FORMS[name].record):
        sample = sample_of(_kind(info), title_of(info.description or ""))
        for chosen in _chosen(sample):
            line = f"{path[-1]}: {chosen}"

            written = parse_yaml(line).value[path[-1]]

            try:
                TypeAdapter(Annotated[info.annotation, *info.metadata, None]).validate_python(written)
            except ValidationError as error:
                raise AssertionError(f"{path}: {line}: {error}") from None


@pytest.mark.parametrize("name", RECORDS)
def test_where_words_are_fixed_nobody_is_told_which(name: str) -> None:
    for path, info in _fields(FORMS[name].record):
        kind = _kind(info)
        while inner := kind.inside(tuple, 0) or kind.inside(dict, 1):
            kind = inner
        words = kind.one(Words)
        place = wanted.Spot(path, kind, "")
        if words and len(words.titles) > 1:
            for written in ("Ünfit!", "", None, ["!"], {"甲": "乙"}):
                for missing in (True, False):
                    assert " 或 ".join(words.titles.values()) in wanted.to_write(place, missing, written), path


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_has_a_name_in_chinese_and_every_pattern_an_example(name: str) -> None:
    for path, info in _fields(FORMS[name].record):
        kind = _kind(info)
        assert re.match("[\u4e00-\u9fff]|ICP", title_of(info.description or "")), path
        if any(getattr(note, "pattern", None) for note in kind.beside):
            assert sample_of(kind) != "文字", path


@pytest.mark.parametrize(
    ("loc", "shown"),
    [
        (("posts", 1, "organ"), "第 2 项 posts 的 organ（机构）"),
        (("posts", 1, "from", "function-before[_date()]"), "第 2 项 posts 的 from（任职日期）"),
        (("mandates", 0, "suspensions", 2), "第 1 项 mandates 的第 3 项 suspensions（暂时停止执行代表职务的起止）"),
        (("gender", "literal['男','女']"), "gender（性别）"),
        ((), "文件"),
    ],
)
def test_a_place_is_shown_as_an_editor_reads_it(loc: Path, shown: str) -> None:
    values = {"posts": [{}, {"organ": "厅", "from": "昨天"}], "mandates": [{"suspensions": [{}, {}, {}]}], "gender": "人"}

    assert shown == spot(DeputyRecord, values, loc).shown


def test_an_item_of_the_file_itself_is_counted() -> None:
    assert path_in_words((1, "name")) == "第 2 项的 name"


def test_a_name_that_is_none_is_mended_itself() -> None:
    marked = parse_yaml("levels: {provnce: {}, 县3: {}}\n")
    hints = [
        finding.hint for finding in validate(ClusterRecord, marked.value, marked, HERE, ())[1] if "levels" in finding.message
    ]

    assert hints == ["把“provnce”改成 province。", "把“县3”改成 全国 或 省级 或 市级 或 县级 或 乡级。"]


def test_an_entry_of_which_nothing_is_known_is_told_as_words() -> None:
    assert wanted.to_write(wanted.Spot(("renumbered", "第三条", 0), None, "")) == "这一项写成 文字。"
