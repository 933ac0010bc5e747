"""What the engine says a site depends on, read from its code, and the engine with one of these taken away."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any, NamedTuple

from wangqun.domain import near
from wangqun.records.deputies.merging.rosters import MergedRosters
from wangqun.render import dependencies
from wangqun.stages import plan, search
from wangqun.stages.check import nearby

DECIDING: tuple[Callable[..., Any], ...] = (
    dependencies.world,
    plan.plan,
    plan.inputs_of,
    plan.document_digest,
    plan.head_digest,
    plan._guest,
    search._mark,
    MergedRosters._find_inputs,
    MergedRosters._digest,
    MergedRosters._congress,
    near.outward,
    near.follow,
    nearby.pack,
)
"""The functions that say from what something is made: what they put together is told apart, and each part can be dropped."""
DIGESTS = {"_digest", "_hash"}
GATHERED = {"found", "inputs", "about", "beside"}
EMPTIED = {"pack"}  # what they give must have each name: what is taken away is empty then


class Part(NamedTuple):
    """One thing that a function of `DECIDING` puts into what it gives back: its number there, and how the code names it."""

    function: str
    number: int
    said: str

    @property
    def name(self) -> str:
        """The part as it is told: the same while the code says the same."""
        return f"{self.function}: {self.said}"


def parts() -> list[Part]:
    """All parts of all deciding functions, in order of code."""
    found = [Part(each.__name__, number, said) for each in DECIDING for number, (said, _) in enumerate(_parts(_tree(each)))]
    return [part for part in found if not part.said.startswith("why: ")]  # those of `plan` that are no sources


def dropped(*gone: Part) -> Callable[[], None]:
    """What takes parts out of the engine of the process it is called in."""

    def drop() -> None:
        for original in DECIDING:
            if numbers := [part.number for part in gone if part.function == original.__name__]:
                tree = _tree(original)
                taken = [take for number, (_, take) in enumerate(_parts(tree)) if number in numbers]
                for take in taken:
                    take()
                _put_in_place(original, ast.fix_missing_locations(tree))

    return drop


def _tree(function: Callable[..., Any]) -> ast.Module:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    assert isinstance(tree.body[0], ast.FunctionDef)
    tree.body[0].decorator_list = []
    return tree


def _put_in_place(original: Callable[..., Any], tree: ast.Module) -> None:
    """Have everyone who knows a function use another."""
    plain = inspect.unwrap(original)
    assert isinstance(plain, FunctionType)
    names = dict(plain.__globals__)
    exec(compile(tree, inspect.getfile(plain), "exec"), names)
    plain.__code__ = names[plain.__name__].__code__


def _parts(tree: ast.Module) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each part as it is written, with what takes it out of the tree."""
    (function,) = tree.body
    take_entry = _empty_entry if isinstance(function, ast.FunctionDef) and function.name in EMPTIED else _take_entry
    for owner in ast.walk(tree):
        for name, values in ast.iter_fields(owner):
            if name in {"body", "orelse"} and isinstance(values, list):
                for statement in list(values):
                    if isinstance(statement, ast.Return) and isinstance(statement.value, ast.Dict):
                        yield from _of_dict(statement.value, take_entry)
                    else:
                        yield from _of_statement(values, statement)


def _of_statement(block: list[ast.stmt], statement: ast.stmt) -> Iterator[tuple[str, Callable[[], None]]]:
    """The parts of one statement: itself where it adds to what is gathered, or what goes into its digests, tuples and dicts."""
    match statement:
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name)) as target], value=value) if name in GATHERED:
            if isinstance(value, ast.Call) and _name(value) in DIGESTS:
                yield from _of_elements(ast.unparse(target.slice), value.args)
            else:
                yield ast.unparse(statement), lambda: block.__setitem__(block.index(statement), ast.Pass())
        case ast.AugAssign(target=ast.Name(id=name)) if name in GATHERED | {"parts"}:
            yield ast.unparse(statement), lambda: block.__setitem__(block.index(statement), ast.Pass())
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield from _of_value(name, value, statement)
        case ast.Return(value=ast.expr() as value):
            yield from _of_value("", value, statement)
        case ast.Assign(targets=[target], value=ast.Call(args=args) as value) if _name(value) in DIGESTS:
            yield from _of_elements(ast.unparse(target), args)


def _of_value(name: str, value: ast.expr, statement: ast.Assign | ast.Return) -> Iterator[tuple[str, Callable[[], None]]]:
    match value:
        case ast.IfExp(body=ast.Tuple(elts=elements)) | ast.Tuple(elts=elements):
            yield from _of_elements(name, elements)
        case ast.Call(func=ast.Name(id=called), args=args) if called in DIGESTS | {"repr"}:
            yield from _of_elements(name, args)
        case ast.Dict():
            yield from _of_dict(value)
        case ast.DictComp() if name in GATHERED:
            yield f"{name} = {ast.unparse(value)}", lambda: setattr(statement, "value", ast.Dict([], []))
        case ast.SetComp() if name in GATHERED:
            yield f"{name} = {ast.unparse(value)}", lambda: setattr(statement, "value", ast.parse("set()", mode="eval").body)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right) if name in GATHERED | {"dict"}:
            yield ast.unparse(right), lambda: setattr(statement, "value", left)
            inner = ast.Assign([ast.Name(name, ast.Store())], left)
            for said, take in _of_value("dict", left, inner):

                def within(take: Callable[[], None] = take) -> None:
                    take()
                    value.left = inner.value

                yield said, within
        case ast.Call() if name == "dict":
            yield ast.unparse(value), lambda: setattr(statement, "value", ast.Dict([], []))


def _of_dict(
    value: ast.Dict, take: Callable[[ast.Dict, ast.expr], None] | None = None
) -> Iterator[tuple[str, Callable[[], None]]]:
    take = take or _take_entry
    for key, entry in zip(list(value.keys), list(value.values), strict=True):
        if isinstance(entry, ast.Call) and _name(entry) in DIGESTS:
            yield from _of_elements(ast.unparse(key) if key else "**", entry.args)
        else:
            yield ast.unparse(key or entry), lambda entry=entry: take(value, entry)  # type: ignore[misc]


def _take_entry(value: ast.Dict, entry: ast.expr) -> None:
    at = value.values.index(entry)
    del value.keys[at], value.values[at]


def _empty_entry(value: ast.Dict, entry: ast.expr) -> None:
    kind = ast.Call(ast.Name("type", ast.Load()), [entry], [])
    value.values[value.values.index(entry)] = ast.Call(kind, [], [])


def _of_elements(name: str, elements: list[ast.expr]) -> Iterator[tuple[str, Callable[[], None]]]:
    """Elements one by one, those of a tuple among them too; names of tuples that are told where they are made are passed over."""
    for element in list(elements):
        inner = element.value if isinstance(element, ast.Starred) else element
        if isinstance(inner, ast.Tuple):
            yield from _of_elements(name, inner.elts)
        elif not (
            isinstance(element, ast.Starred) and isinstance(inner, ast.Name) and inner.id in {"place", "names", "rest", "parts"}
        ):
            yield f"{name}: {ast.unparse(element)}", lambda element=element: elements.remove(element)  # type: ignore[misc]


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""
