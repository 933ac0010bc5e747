"""What pelicanconf.py brings along: the values that it sets, and the code of others that these name or hold."""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .known import files_below, known

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_MARKDOWN = "markdown.extensions."


def brought(values: Mapping[str, Any], names: Iterable[str]) -> str:
    """A digest of some settings, and of the files of the modules named and of those that anything in the values comes from."""
    modules = set(names)

    def told(value: Any) -> Any:
        if isinstance(value, set | frozenset):
            return sorted(map(repr, value))
        is_named = hasattr(value, "__qualname__")  # a function or a class
        made_by = value if is_named else type(value)
        modules.add(str(made_by.__module__))
        name = f"{made_by.__module__}.{made_by.__qualname__}"
        return name if is_named else [name, getattr(value, "__dict__", None) or _ADDRESS.sub("", repr(value))]

    try:
        text = json.dumps(values, sort_keys=True, default=told)
    except (TypeError, ValueError):  # keys that are no text, things that hold themselves
        text = _ADDRESS.sub("", repr(values))
    code = tree_digest(filter(None, map(_origin, sorted(modules))))
    return hashlib.sha256(f"{text}\0{code}".encode("utf-8", "surrogatepass")).hexdigest()


def is_plain(values: Mapping[str, Any]) -> bool:
    """True when settings neither name nor hold any code of others."""
    try:
        json.dumps(values)
    except (TypeError, ValueError):
        return False
    return not values["PLUGINS"] and not extensions_of_others(values["MARKDOWN"])


def extensions_of_others(options: Mapping[str, Any]) -> list[str]:
    """The modules of Markdown's extensions that do not come with it, as its options name them."""
    named = (*(options.get("extensions") or ()), *(options.get("extension_configs") or ()))
    written = (name.partition(":")[0] for name in named if isinstance(name, str) and not name.startswith(_MARKDOWN))
    held = (type(each).__module__ for each in named if not isinstance(each, str))
    return [*(name for name in written if _spec(_MARKDOWN + name) is None), *held]


def tree_digest(paths: Iterable[Path]) -> str:
    """SHA-256 over names and bytes of files, and of all files in folders, compiled ones left out."""
    digest = hashlib.sha256()
    for path in paths:
        for inside, file in files_below(path) if path.is_dir() else [("", str(path))] if path.is_file() else ():
            digest.update(f"{inside}\0".encode() + known(file).digest)
    return digest.hexdigest()


def _origin(module: str) -> Path | None:
    """The file or folder of a module; None for one that is built in, or is not there."""
    spec = None if module.partition(".")[0] in sys.stdlib_module_names else _spec(module)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin)
    return path.parent if path.name == "__init__.py" else path


def _spec(module: str) -> Any:
    try:
        return find_spec(module)
    except (ImportError, ValueError):
        return None
