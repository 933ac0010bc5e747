"""What becomes of a command that fails: one line for people, the one object for programs, an exit code; the crash file."""

import errno
import json
import platform
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

import click
from rich.console import Console

from .. import __version__
from ..ask.find import Unsearchable
from ..ask.people import Undecided
from ..ask.why import Unexplained
from ..authoring.importing import ImportRefused
from ..authoring.scaffold import Refused
from ..deploy.published import DeployRefused
from ..domain.finding import Finding
from ..domain.moment import SHANGHAI
from ..domain.trouble import of_system
from ..render.settings import SettingsFaulty, ThemeMissing
from ..reports.formats import FORMATS, as_run
from ..reports.notices import Untold
from ..reports.report import Report
from ..serve import PreviewError
from ..stages.load import NoCluster
from ..stages.plan import UnknownSite
from ..stages.publish import NoRelease
from ..stages.publish.forget import StillThere
from ..stages.publish.verify import NeverPublished
from ..store.lock import Busy
from .terminal import print_findings

CRASH = "wangqun-crash.txt"
REPORTING = "report_format"  # the parameter of commands that answer with a report
_ARGUMENTS, _COMMAND = "wangqun.arguments", "wangqun.command"
_REFUSALS = (
    UnknownSite,
    Refused,
    DeployRefused,
    ImportRefused,
    PreviewError,
    Unexplained,
    Undecided,
    Unsearchable,
    Untold,
    NoRelease,
    StillThere,
    NeverPublished,
)


class Failure(NamedTuple):
    """Why a command came to nothing: a word for programs, a line for people, the exit code, what was found."""

    kind: str
    message: str
    code: int = 2
    findings: tuple[Finding, ...] = ()

    @property
    def error(self) -> dict[str, str]:
        """As an object has it."""
        return {"kind": self.kind, "message": self.message}


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


class Answering(click.Group):
    """The group of all commands: whatever one of them raises is told here, so that none can forget to."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does; what was written is kept, to know in which form a failure is to be told."""
        ctx.meta[_ARGUMENTS] = tuple(args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            self._tell(ctx, failure_of(error, ctx.obj))
            raise

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; the command is kept, to know what it answers with."""
        name, command, rest = super().resolve_command(ctx, args)
        ctx.meta[_COMMAND] = command
        return name, command, rest

    def invoke(self, ctx: click.Context) -> Any:
        """The command's result.

        Raises:
            SystemExit: it failed.
        """
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that lacks a character stops nothing
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            self._tell(ctx, Failure("interrupted", "已中断。各站点仍是完整的。"))
            raise
        except click.ClickException as error:
            self._tell(ctx, failure_of(error, ctx.obj))
            raise
        except Exception as error:  # what nobody foresaw is told in one line too, and put down in the crash file
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # nobody reads on: click ends quietly
            failure = failure_of(error, ctx.obj)
            print_findings(Console(stderr=True, soft_wrap=True), failure.findings)
            click.echo(failure.message, err=True)
            self._tell(ctx, failure)
            sys.exit(failure.code)

    def _tell(self, ctx: click.Context, failure: Failure) -> None:
        """A failure in the form that programs were promised; an output that takes nothing is left alone."""
        if form := _form(ctx.meta[_ARGUMENTS]):
            command = ctx.meta.get(_COMMAND)
            reports = command is not None and any(parameter.name == REPORTING for parameter in command.params)
            with suppress(OSError):
                put(_told(failure, form, ctx.obj or Path()) if reports else _alone(failure))


def put(text: str) -> None:
    """Text for programs on the output: UTF-8, whatever the terminal speaks."""
    click.echo(text.encode("utf-8", "replace"))


def _told(failure: Failure, form: str, root: Path) -> str:
    """A failure in place of a report, with all that a report has."""
    run = as_run(root, Report(findings=failure.findings), datetime.now(SHANGHAI), failure.error)
    return FORMATS[form](run)


def _alone(failure: Failure) -> str:
    """A failure as the object of any other command."""
    found = [finding.as_json() for finding in failure.findings]
    return json.dumps({"error": failure.error, "findings": found}, ensure_ascii=False, indent=2)


def _form(arguments: Iterable[str]) -> str:
    """The form for programs that was asked for; "" for none."""
    words = list(arguments)
    pairs = zip(words, [*words[1:], ""], strict=True)
    asked = [value for word, value in pairs if word == "--format"] + [word[9:] for word in words if word.startswith("--format=")]
    return "json" if "--json" in words else next((form for form in asked if form in FORMATS), "")


def guarded(command: Callable[..., int]) -> Callable[..., None]:
    """The command's own result as the exit code; what it raises is told by the group of all commands."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        sys.exit(command(*args, **kwargs))

    return run
