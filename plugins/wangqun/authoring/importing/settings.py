"""What an old site's pelicanconf.py and publishconf.py set: read as text, never run."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

READ = re.compile(
    r"^(?:PATH|SITENAME|SITEURL|TIMEZONE|LOCALE|(?:ARTICLE|PAGE)_PATHS|(?:ARTICLE|PAGE|STATIC)_EXCLUDES|STATIC_PATHS|IGNORE_FILES"
    r"|(?:ARTICLE|PAGE|DRAFT|DRAFT_PAGE)_(?:LANG_)?(?:URL|SAVE_AS)|(?:ARTICLE|PAGE)_TRANSLATION_ID"
    r"|(?:STATIC|AUTHOR|CATEGORY|TAG)_(?:URL|SAVE_AS)|(?:YEAR|MONTH|DAY)_ARCHIVE_(?:URL|SAVE_AS)"
    r"|(?:INDEX|ARCHIVES|AUTHORS|CATEGORIES|TAGS)_(?:URL|SAVE_AS)|DIRECT_TEMPLATES|EXTRA_PATH_METADATA|STATIC_EXCLUDE_SOURCES"
    r"|DEFAULT_(?:CATEGORY|DATE|LANG|METADATA|DATE_FORMAT)|DATE_FORMATS|USE_FOLDER_AS_CATEGORY|FILENAME_METADATA|PATH_METADATA"
    r"|SLUGIFY_(?:SOURCE|USE_UNICODE|PRESERVE_CASE)|(?:[A-Z]+_)?(?:SLUG_)?REGEX_SUBSTITUTIONS|WITH_FUTURE_DATES|AUTHOR"
    r"|(?:FEED|CATEGORY_FEED|AUTHOR_FEED|TAG_FEED|TRANSLATION_FEED)_(?:ALL_)?(?:ATOM|RSS)(?:_URL)?)$"
)
"""Settings that decide which files are pieces, how they are read, and at which address they stood."""

FILES = ("pelicanconf.py", "publishconf.py")

_LONGEST = 10_000  # characters or parts of one value


class NotPlain(ValueError):
    """A value that only running the file would give."""


class Settings(NamedTuple):
    """The values of settings that matter, those of them that only running the file would give, and whether there was a file."""

    values: dict[str, Any]
    unread: tuple[tuple[str, int, str], ...]  # file, line, name
    found: bool


def read_settings(folder: Path) -> Settings:
    """The settings in the files of `folder`, the later one over the earlier; SyntaxError is an unread file."""
    known: dict[str, Any] = {}
    unread: list[tuple[str, int, str]] = []
    found = False
    for name in FILES:
        path = folder / name
        if not path.is_file() or path.is_symlink():
            continue
        found = True
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError, RecursionError) as error:
            unread.append((name, getattr(error, "lineno", 0) or 0, ""))
            continue
        for node in tree.body:
            _take(node, known, unread, name)
    return Settings({key: value for key, value in known.items() if READ.match(key)}, tuple(unread), found)


def _take(node: ast.stmt, known: dict[str, Any], unread: list[tuple[str, int, str]], file: str) -> None:
    """What one statement sets; what a condition or a loop sets is not known."""
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AnnAssign) and node.value:
        targets, value = [node.target], node.value
    elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        targets = [node.target]
        value = ast.BinOp(ast.Name(node.target.id, ast.Load()), node.op, node.value)
    else:
        names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
        unread += ((file, node.lineno, name) for name in sorted(names) if READ.match(name))
        return
    names = {each.id for each in targets if isinstance(each, ast.Name)}
    try:
        known |= dict.fromkeys(names, _value(value, known))
    except (NotPlain, RecursionError, TypeError, ValueError):
        for name in names:
            known.pop(name, None)
        unread += ((file, node.lineno, name) for name in sorted(names) if READ.match(name))


def _value(node: ast.expr, known: Mapping[str, Any]) -> Any:
    """A constant, a container of them, a name that is known, a sum of such, or an f-string of them.

    Raises:
        NotPlain: it is anything else.
    """
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name) and node.id in known:
        return known[node.id]
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [_value(each, known) for each in node.elts]
    if isinstance(node, ast.Dict) and all(node.keys):
        return {_value(key, known): _value(item, known) for key, item in zip(node.keys, node.values, strict=True) if key}
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, known)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _value(node.left, known), _value(node.right, known)
        if max(len(str(left)), len(str(right))) > _LONGEST:
            raise NotPlain
        return left + right
    if isinstance(node, ast.JoinedStr):
        return "".join(str(_value(each.value if isinstance(each, ast.FormattedValue) else each, known)) for each in node.values)
    raise NotPlain
