"""What all commands share: options, expected failures as one line, exit codes."""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from ..deploy.published import DeployRefused
from ..domain.moment import PartialDate, parse_moment
from ..domain.trouble import of_system
from ..find import Unsearchable
from ..importing import ImportRefused
from ..people import Undecided
from ..render.settings import ThemeMissing
from ..scaffold import Refused
from ..serve import PreviewError
from ..stages.load import NoCluster
from ..stages.lock import Busy
from ..stages.plan import UnknownSite
from ..stages.publish import NoRelease
from ..terminal import print_findings
from ..why import Unexplained


class Moment(click.ParamType[datetime]):
    """A date, or a date and time, as editors write it."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment meant; anything else fails in Chinese."""
        try:
            return parse_moment(value) if isinstance(value, str) else value
        except PartialDate:
            self.fail(f'日期“{value}”不完整，请写 2026-03-01 或 "2026-03-01 09:30"。', param, ctx)
        except ValueError:
            self.fail(f'“{value}”不是日期，请写 2026-03-01 或 "2026-03-01 09:30"。', param, ctx)


def guarded(command: Callable[..., int]) -> Callable[..., None]:
    """Expected failures as one line and exit 2; the command's own result as exit code."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            code = command(*args, **kwargs)
        except NoCluster as error:
            print_findings(Console(stderr=True, soft_wrap=True), error.findings)
            click.echo(f"错误：{error}", err=True)
            code = 1 if error.findings else 2
        except (
            UnknownSite,
            Refused,
            DeployRefused,
            ImportRefused,
            PreviewError,
            Unexplained,
            Undecided,
            Unsearchable,
            NoRelease,
            Busy,
        ) as error:
            click.echo(f"错误：{error}", err=True)
            code = 2
        except OSError as error:
            click.echo(
                f"错误：{of_system(error)}（{error.filename or _root_of(args)}）。各站点仍是完整的；处理后再生成一次。",
                err=True,
            )
            code = 1
        except ThemeMissing as error:
            click.echo(f"错误：没有主题“{error}”，请检查 pelicanconf.py 的 THEME。", err=True)
            code = 2
        except (click.ClickException, click.exceptions.Exit):
            raise
        except Exception as error:  # a defect of ours: editors get one line, developers the whole story
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="wangqun-", suffix=".txt", delete=False) as report:
                report.write(traceback.format_exc())
            click.echo(f"内部错误：{type(error).__name__}: {error}。请把 {report.name} 转给技术人员。", err=True)
            code = 1
        sys.exit(code)

    return run


def _root_of(arguments: tuple[Any, ...]) -> Any:
    """The folder a command was given, for messages."""
    return next((argument for argument in arguments if isinstance(argument, Path)), "")


def common(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Options several commands share."""
    options = {
        "today": click.option("--today", type=Moment(), metavar="日期", help="按这一天（或时刻）生成，缺省为现在；用于预演。"),
        "jobs": click.option(
            "--jobs", "-j", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="核数", help="同时生成的站点数。"
        ),
        "strict": click.option("--strict", is_flag=True, help="有任何检查结果都以 1 退出。"),
        "json": click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取。"),
    }

    def apply(command: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            command = options[name](command)
        return command

    return apply
