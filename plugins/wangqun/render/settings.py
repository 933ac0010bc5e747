"""Pelican's settings for one site, the same for a worker and for stock `SITE=<id> pelican`."""

import copy
import hashlib
import runpy
import traceback
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.extras import NOTHING, Extras
from ..domain.refused import Refused
from .known import files_below, known

if TYPE_CHECKING:  # the shared settings are read before any record is
    from ..domain.federation import SiteView
    from ..records.kind import Kinds

PLUGIN = "wangqun.render.plugin"
VIEW = "WANGQUN_VIEW"
KINDS = "WANGQUN_KINDS"
PAGES = "WANGQUN_PAGES"
SHOWN = "WANGQUN_SHOWN"  # the pages that were written and must have official tags
EXTRAS = "WANGQUN_EXTRAS"
CONVERTED = "WANGQUN_CONVERTED"  # the bodies of the cluster
STATIC = "WANGQUN_STATIC"  # the theme's folders of files
MEMO = "WANGQUN_MEMO"  # what of the site need not be made again
LOGGED = "WANGQUN_LOGGED"  # what was logged so far
PACKAGED_THEMES = (Path(__file__).parents[1] / "themes", Path(__file__).parents[3] / "themes")
DEFAULTS: dict[str, Any] = {
    "THEME": "renda",
    "DEFAULT_PAGINATION": 20,
    "FEED_MAX_ITEMS": 30,
    "PLUGINS": [],
    "MARKDOWN": {
        "extension_configs": {
            "markdown.extensions.extra": {},
            "markdown.extensions.sane_lists": {},
            "markdown.extensions.admonition": {},
            "markdown.extensions.tables": {"use_align_attribute": True},
            "markdown.extensions.toc": {},
        },
        "output_format": "html",
    },
}


class ThemeMissing(Refused):
    """The theme named in pelicanconf.py is neither in themes/ nor in the package."""

    kind = "settings"


class SettingsFaulty(Refused):
    """The cluster's pelicanconf.py cannot be run; the message says why."""

    kind = "settings"


def shared_settings(root: Path) -> dict[str, Any]:
    """What the cluster's pelicanconf.py sets for all sites, over the defaults.

    The file is run with `WANGQUN_VIEW` present, which tells it that it need not gather the cluster itself.

    Raises:
        SettingsFaulty: it ends in an error, or wants to end the program.
    """
    path = root / "pelicanconf.py"
    try:
        found = runpy.run_path(str(path), init_globals={VIEW: None}) if path.is_file() else {}
    except (Exception, SystemExit) as error:
        if isinstance(error, OSError) and error.filename == str(path):
            raise
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
        line = (error.lineno if isinstance(error, SyntaxError) else 0) or next(iter(lines), 0)
        where = f"第 {line} 行" if line else ""
        raise SettingsFaulty(f"pelicanconf.py {where}运行出错（{type(error).__name__}: {error}），请改正它。") from error
    return DEFAULTS | {key: value for key, value in found.items() if key.isupper() and key != VIEW}


def site_settings(
    view: "SiteView",
    kinds: "Kinds",
    root: Path,
    output: Path,
    shared: Mapping[str, Any],
    extras: Extras = NOTHING,
) -> dict[str, Any]:
    """Settings for one run. What the engine relies on overrides what the cluster shares; nothing is shared by reference."""
    settings = copy.deepcopy(dict(shared))
    site = view.member.site
    theme = theme_folder(root, str(settings["THEME"]))
    content = root / "content" / site.level / site.id
    return settings | {
        VIEW: view,
        KINDS: kinds,
        EXTRAS: extras,
        "WANGQUN_ROOT": str(root),
        "PATH": str(content if content.is_dir() else root),
        "OUTPUT_PATH": str(output),
        "THEME": str(theme),
        "THEME_STATIC_DIR": f"theme/{theme_digest(theme, *laid_over(settings))}",
        "PLUGINS": [*settings["PLUGINS"], PLUGIN],
        "SITENAME": site.record.short_name,
        "SITEURL": view.member.address.origin + view.member.address.prefix,
        "ARTICLE_PATHS": [],  # every file of the site is written by SiteGenerator
        "PAGE_PATHS": [],
        "STATIC_PATHS": [],
        "DIRECT_TEMPLATES": [],
        "PAGINATED_TEMPLATES": {},
        "TEMPLATE_PAGES": {},
        "OUTPUT_SOURCES": False,
        "FEED_ALL_ATOM": None,
        "DEFAULT_LANG": "zh-cn",
        "RELATIVE_URLS": False,
        "CACHE_CONTENT": False,
        "LOAD_CONTENT_CACHE": False,
        "DELETE_OUTPUT_DIRECTORY": False,
        "TIMEZONE": "Asia/Shanghai",
        "LOCALE": ["C.UTF-8", "C"],
        "JINJA_ENVIRONMENT": settings.get("JINJA_ENVIRONMENT", {})
        | {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True, "auto_reload": False},  # a run sees one state of them
    }


def theme_folder(root: Path, name: str) -> Path:
    """The theme of that name: the cluster's own before the packaged one.

    Raises:
        ThemeMissing: there is none.
    """
    for folder in (root / "themes", *PACKAGED_THEMES):
        if (folder / name / "templates").is_dir():
            return folder / name
    raise ThemeMissing(f"没有主题“{name}”，请检查 pelicanconf.py 的 THEME。")


def overriding(settings: Mapping[str, Any]) -> list[Path]:
    """What stands before the theme's own: folders of templates and of static files, and catalogues of words."""
    return [*_instead(settings), *laid_over(settings), *worded(settings)]


def _instead(settings: Mapping[str, Any]) -> list[Path]:
    return [Path(folder) for folder in settings.get("THEME_TEMPLATES_OVERRIDES", ())]


def laid_over(settings: Mapping[str, Any]) -> list[Path]:
    """The folders whose files stand in the place of the theme's static files of the same name; the first wins."""
    return [Path(folder) for folder in settings.get("THEME_STATIC_OVERRIDES", ())]


def worded(settings: Mapping[str, Any]) -> list[Path]:
    """The catalogues (.po) whose words stand in the place of those that pages say; the first wins."""
    named = settings.get("TRANSLATIONS", ())
    return [Path(file) for file in ([named] if isinstance(named, str | Path) else named)]


def template_folders(root: Path, settings: Mapping[str, Any]) -> list[Path]:
    """Where templates are looked for, the first folder first.

    Raises:
        ThemeMissing: there is no such theme.
    """
    return [*_instead(settings), theme_folder(root, str(settings["THEME"])) / "templates"]


def theme_files(settings: Mapping[str, Any]) -> Iterator[tuple[str, Path]]:
    """The theme's files: where each goes below the site, and where it lies; what Pelican would copy, and what is laid over."""
    found = dict(_static(settings, (Path(settings["THEME"], name) for name in settings[STATIC])))
    for folder in reversed(laid_over(settings)):
        found |= _static(settings, (folder,))
    return iter(found.items())


def _static(settings: Mapping[str, Any], sources: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    ignored, below = settings["IGNORE_FILES"], settings["THEME_STATIC_DIR"]

    def is_wanted(path: str) -> bool:
        return not any(fnmatch(part, pattern) for part in path.split("/") for pattern in ignored)

    for source in sources:
        if source.is_file() and is_wanted(source.name):
            yield f"{below}/{source.name}", source
        for inside, path in files_below(source) if is_wanted(source.name) else ():
            if is_wanted(inside):
                yield f"{below}/{inside}", Path(path)


def theme_digest(theme: Path, *over: Path) -> str:
    """Twelve hex digits naming a theme's static files and those laid over by content, for addresses cached for ever."""
    digest = hashlib.sha256()
    for folder in (theme / "static", *over):
        for inside, path in files_below(folder):
            digest.update(f"{folder.name}/{inside}\0".encode() + known(path).data + b"\0")
    return digest.hexdigest()[:12]
