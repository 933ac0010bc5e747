"""Where a faulty value stands in a record, as an editor reads it, and what may be written there, from the record's own types."""

import difflib
from collections.abc import Hashable, Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import AliasChoices, BaseModel
from pydantic.fields import FieldInfo

from ...domain.patterns import pattern
from ...domain.record import Form
from ...domain.words import Words
from .portions import Path

NEAR = 0.5  # how much a name must resemble another to be offered
_LOOSE = pattern(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")  # between Han there is no space
_KEYS = frozenset({"__key__", "[key]"})  # pydantic's mark of what is wrong with a key, not with what it holds


class Kind(NamedTuple):
    """What a value may be: its bare types, one or several, and what stands beside them in `Annotated`."""

    types: tuple[Any, ...]
    beside: tuple[Any, ...]

    def one(self, kind: type) -> Any:
        """What stands beside the types of this kind; None for nothing."""
        return next((note for note in self.beside if isinstance(note, kind)), None)

    @property
    def record(self) -> type[BaseModel] | None:
        """The record that a mapping is read as."""
        return next((kind for kind in self.types if isinstance(kind, type) and issubclass(kind, BaseModel)), None)

    def inside(self, origin: type, argument: int) -> "Kind | None":
        """What a list (`tuple`, 0), or a mapping (`dict`, 1), holds."""
        held = next((get_args(kind) for kind in self.types if get_origin(kind) is origin), ())
        return kind_of(held[argument]) if held else None


class Spot(NamedTuple):
    """A place in a record: the parts that lead to it, what may stand there, and what is said of the field it belongs to.

    Where it `is_name`, what stands there is the last part itself.
    """

    parts: Path
    kind: Kind | None
    description: str
    is_name: bool = False

    @property
    def key(self) -> str:
        """The innermost name."""
        return next((part for part in reversed(self.parts) if isinstance(part, str)), "")

    @property
    def title(self) -> str:
        """The field's name in Chinese."""
        return title_of(self.description)

    @property
    def shown(self) -> str:
        """As an editor reads it: `第 2 项 posts 的 organ（机构）`."""
        return (path_in_words(self.parts) or "文件") + (f"（{self.title}）" if self.title else "")


def title_of(description: str) -> str:
    """The first words of a field's description, which name it."""
    end = next((at for at, character in enumerate(description) if character in "，：；（。"), len(description))
    return description[:end]


def path_in_words(parts: Path) -> str:
    """Names and numbers of items (from 0) as an editor reads them; "" for the file itself."""
    shown: list[str] = []
    for part in parts:
        if not isinstance(part, int):
            shown.append(str(part))
        elif shown and not shown[-1].startswith("第 "):
            shown[-1] = f"第 {part + 1} 项 {shown[-1]}"
        else:
            shown.append(f"第 {part + 1} 项")
    return _LOOSE.sub("", " 的 ".join(shown))


def kind_of(annotation: Any, beside: tuple[Any, ...] = ()) -> Kind:
    """The kind of an annotation, without None."""
    if get_origin(annotation) is Annotated:
        inner, *notes = get_args(annotation)
        return kind_of(inner, (*beside, *notes))
    if get_origin(annotation) in {Union, UnionType}:
        kinds = [kind_of(part) for part in get_args(annotation) if part is not NoneType]
        return Kind(sum((kind.types for kind in kinds), ()), sum((kind.beside for kind in kinds), beside))
    return Kind((annotation,), beside)


def spot(model: type[BaseModel], values: Any, loc: Path) -> Spot:
    """The place that pydantic calls `loc`, without what only pydantic knows (members of unions, names of validators)."""
    parts: list[Hashable] = []
    kind: Kind | None = Kind((model,), ())
    around: Kind | None = None
    description, value = "", values
    for part in loc:
        if part in _KEYS:
            return Spot(tuple(parts), around.inside(dict, 0) if around else None, description, True)
        step = _step(kind, value, part)
        if step is None:
            continue
        around, (kind, said) = kind, step
        description = said if isinstance(part, str) else description
        parts.append(part)
        value = value[part] if _leads(value, part) else None
    return Spot(tuple(parts), kind, description)


def _step(kind: Kind | None, value: Any, part: Hashable) -> tuple[Kind | None, str] | None:
    """What stands at `part` of a value of this kind, and what is said of it; None when an editor knows of no such part."""
    if isinstance(part, int):
        return kind.inside(tuple, 0) if kind else None, ""
    if kind and kind.record and (field := fields_of(kind.record).get(str(part))):
        return kind_of(field.annotation, tuple(field.metadata)), field.description or ""
    return (kind.inside(dict, 1) if kind else None, "") if _leads(value, part) else None


def _leads(value: Any, part: Hashable) -> bool:
    """True when something stands at `part` of a plain value."""
    if isinstance(part, int):
        return isinstance(value, list) and part < len(value)
    return isinstance(value, dict) and part in value


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a record by each name under which they may be written, the usual one first."""
    found: dict[str, FieldInfo] = {}
    for name, info in model.model_fields.items():
        alias = info.validation_alias or info.alias or name
        for written in alias.choices if isinstance(alias, AliasChoices) else (alias,):
            found[str(written)] = info
    return found


def near(place: Spot, key: str) -> str:
    """Names of fields that resemble an unknown one, else all there are."""
    model = place.kind.record if place.kind else None
    names = list(fields_of(model)) if model else []
    found = difflib.get_close_matches(key, names, n=3, cutoff=NEAR)
    return f"改成 {' 或 '.join(found)}" if found else f"改成已有的字段：{'、'.join(names)}"


def to_write(place: Spot, missing: bool = False, written: object = None) -> str:
    """What to write there in place of what is `written`: `写成 date: 2026-03-01。`; what the field is for follows."""
    sample = sample_of(place.kind, place.title or "文字", written) if place.kind else ""
    if place.is_name:
        verb, line = f"把“{place.key}”改成", sample
    elif not place.parts:
        verb, line = "写成", _lines(place.kind)
    elif isinstance(place.parts[-1], int):
        verb, line = "这一项写成", sample or "文字"
    else:
        verb, line = "写上" if missing else "写成", f"{place.key}: {sample}"
    form: Form | None = place.kind.one(Form) if place.kind else None
    about = form.words if form else place.description if place.description != place.title else ""
    return f"{verb} {line}{f'（{about}）' if about else ''}。"


def sample_of(kind: Kind | None, title: str = "文字", written: object = None) -> str:
    """An example of a value of this kind as it is written in YAML; of fixed words, all that may stand in place of `written`."""
    if kind is None:
        return title
    if (form := kind.one(Form)) is not None:
        return str(form.example)
    if (words := kind.one(Words)) is not None:
        return " 或 ".join(words.instead(written))
    if kind.record:
        return f"{{{', '.join(_pairs(kind.record))}}}"
    if item := kind.inside(tuple, 0):
        return f"[{sample_of(item, title)}]"
    if held := kind.inside(dict, 1):
        return f"{{{sample_of(kind.inside(dict, 0), '名称')}: {sample_of(held)}}}"
    if int in kind.types:
        return str(next((note.ge for note in kind.beside if hasattr(note, "ge")), None) or 1)
    return title


def _pairs(model: type[BaseModel]) -> Iterator[str]:
    """`name: sample` of what a record must have, of its first field when it must have nothing."""
    named = {id(info): (name, info) for name, info in reversed(fields_of(model).items())}
    fields = list(reversed(named.values()))
    for name, info in [pair for pair in fields if pair[1].is_required()] or fields[:1]:
        yield f"{name}: {sample_of(kind_of(info.annotation, tuple(info.metadata)), title_of(info.description or '') or '文字')}"


def _lines(kind: Kind | None) -> str:
    """How a file of this kind begins."""
    return "、".join(f"“{pair}”" for pair in _pairs(kind.record)) + "，每行一个" if kind and kind.record else "“名称: 值”"
