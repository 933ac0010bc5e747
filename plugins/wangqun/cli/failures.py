"""What an exception means to the one who gave a command. Of one that nobody foresaw the story is put down."""

import platform
import sys
import tempfile
import traceback
from pathlib import Path

import click

from .. import __version__
from ..domain.refused import Refused
from ..domain.trouble import of_system
from .failure import Failure

CRASH = "wangqun-crash.txt"


def failure_of(error: Exception, root: Path | None) -> Failure:
    """What an exception means to the one who gave the command; of one that nobody foresaw the story is in the crash file."""
    match error:
        case Refused():
            return Failure(error.kind, f"错误：{error}", error.code, error.findings)
        case click.ClickException():
            return Failure("usage", error.format_message(), error.exit_code)
        case OSError():
            where = error.filename or root or ""
            return Failure("system", f"错误：{of_system(error)}（{where}）。各站点仍是完整的；处理后再生成一次。", 1)
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
