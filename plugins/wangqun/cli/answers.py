"""What becomes of a command that fails: one line for people, the one object for programs, an exit code; the crash file."""

import errno
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from signal import SIGINT
from typing import Any

import click
from rich.console import Console

from ..domain.moment import SHANGHAI
from ..reports.formats import FORMATS, as_run
from ..reports.report import Report
from .failure import Failure
from .failures import failure_of
from .terminal import print_findings

INTERRUPTED = 128 + SIGINT  # as shells have it
REPORTING = "report_format"  # the parameter of commands that answer with a report
_ARGUMENTS, _COMMAND = "wangqun.arguments", "wangqun.command"


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
        except click.exceptions.Exit:
            raise
        except (KeyboardInterrupt, click.Abort):
            failure = Failure("interrupted", "已中断。各站点仍是完整的。", INTERRUPTED)
            click.echo(f"\n{failure.message}", err=True)
            self._tell(ctx, failure)
            sys.exit(failure.code)
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
