"""What an exception means to the one who gave a command. It knows all that can be raised, and is loaded when something is."""

import platform
import sys
import tempfile
import traceback
from pathlib import Path

import click

from .. import __version__
from ..ask.find import Unsearchable
from ..ask.people import Undecided
from ..ask.why import Unexplained
from ..authoring.importing import ImportRefused
from ..authoring.scaffold import Refused
from ..crew import Unreached
from ..deploy.published import DeployRefused
from ..domain.trouble import of_system
from ..render.settings import SettingsFaulty, ThemeMissing
from ..reports.notices import Untold
from ..serve import PreviewError
from ..stages.load import NoCluster
from ..stages.plan import UnknownSite
from ..stages.publish import NoRelease
from ..stages.publish.forget import StillThere
from ..stages.publish.verify import NeverPublished
from ..store.lock import Busy
from .failure import Failure

CRASH = "wangqun-crash.txt"
_REFUSALS = (
    UnknownSite,
    Refused,
    DeployRefused,
    ImportRefused,
    PreviewError,
    Unexplained,
    Undecided,
    Unreached,
    Unsearchable,
    Untold,
    NoRelease,
    StillThere,
    NeverPublished,
)


def failure_of(error: Exception, root: Path | None) -> Failure:
    """What an exception means to the one who gave the command; of one that nobody foresaw the story is in the crash file."""
    match error:
        case NoCluster():
            return Failure("cluster", f"错误：{error}", 1 if error.findings else 2, error.findings)
        case Busy():
            return Failure("busy", f"错误：{error}")
        case Refused():
            return Failure("refused", f"错误：{error}", 2, error.findings)
        case SettingsFaulty():
            return Failure("settings", f"错误：{error}")
        case ThemeMissing():
            return Failure("settings", f"错误：没有主题“{error}”，请检查 pelicanconf.py 的 THEME。")
        case click.ClickException():
            return Failure("usage", error.format_message(), error.exit_code)
        case OSError():
            where = error.filename or root or ""
            return Failure("system", f"错误：{of_system(error)}（{where}）。各站点仍是完整的；处理后再生成一次。", 1)
    if isinstance(error, _REFUSALS):
        return Failure("refused", f"错误：{error}")
    return Failure("internal", f"内部错误：{type(error).__name__}: {error}。{_put_down(error)}", 1)


def _put_down(error: Exception) -> str:
    """The whole story in the one crash file, over that of the last crash; in words, where it is."""
    path = Path(tempfile.gettempdir()) / CRASH
    about = f"wangqun {__version__}, Python {platform.python_version()}, {platform.platform()}\n{sys.argv!r}\n\n"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", prefix=f"{CRASH}.", dir=path.parent, delete=False
        ) as fresh:
            fresh.write(about + "".join(traceback.format_exception(error)))
        try:
            Path(fresh.name).replace(path)  # a rename follows no link that somebody has laid there
        except OSError:  # another person's crash file: ours stands beside it
            path = Path(fresh.name)
    except OSError as trouble:
        return f"详情没有写下来（{path.parent}：{of_system(trouble)}）。"
    return f"请把 {path} 转给技术人员。"
