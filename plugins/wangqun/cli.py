"""The command: parse, call one function, print. No logic."""

import json
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

from . import __version__, pipeline, scaffold, schema, why
from .domain.finding import blocked
from .domain.moment import SHANGHAI, PartialDate, parse_moment
from .render.settings import ThemeMissing
from .serve import PreviewError, serve_public
from .stages.load import Neighbours, NoCluster
from .stages.lock import Busy
from .stages.plan import UnknownSite
from .stages.publish import KEPT, NoRelease
from .terminal import SHOWN_PER_CODE, Printer, print_findings, print_sum, report_page


class _Moment(click.ParamType[datetime]):
    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            return parse_moment(value) if isinstance(value, str) else value
        except PartialDate:
            self.fail(f'日期“{value}”不完整，请写 2026-03-01 或 "2026-03-01 09:30"。', param, ctx)
        except ValueError:
            self.fail(f'“{value}”不是日期，请写 2026-03-01 或 "2026-03-01 09:30"。', param, ctx)


def _guarded(command: Callable[..., int]) -> Callable[..., None]:
    """Expected failures as one line and exit 2; the command's own result as exit code."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            code = command(*args, **kwargs)
        except NoCluster as error:
            print_findings(Console(stderr=True, soft_wrap=True), error.findings)
            click.echo(f"错误：{error}", err=True)
            code = 1 if error.findings else 2
        except (UnknownSite, scaffold.Refused, PreviewError, why.Unexplained, NoRelease, Busy) as error:
            click.echo(f"错误：{error}", err=True)
            code = 2
        except OSError as error:
            click.echo(
                f"错误：{error.strerror or error}（{error.filename or _root_of(args)}）。各站点仍是完整的；处理后再生成一次。",
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


def _common(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Options several commands share."""
    options = {
        "today": click.option("--today", type=_Moment(), metavar="日期", help="按这一天（或时刻）生成，缺省为现在；用于预演。"),
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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="目录",
    help="网站群所在目录，缺省为当前目录。",
)
@click.version_option(__version__, prog_name="wangqun")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Wangqun 网群：一省人大网站，一个集群。

    退出码：0 正常；1 有阻断级检查结果（--strict 时有任何结果）；2 用法错误。
    """
    context.obj = Path(os.path.abspath(root))


@main.command()
@click.argument("sites", nargs=-1, metavar="[站点编号]...")
@_common("today", "jobs", "strict", "json")
@click.option("--force", is_flag=True, help="没有变化的站点也重新生成。")
@click.option("--only-content", metavar="站点编号", help="只读这一个站点的内容，其他站点按清单（--manifests）。")
@click.option(
    "--manifests", type=click.Path(file_okay=False, path_type=Path), metavar="目录", help="清单所在目录，缺省为 build/manifests。"
)
@click.option("--keep", type=click.IntRange(1), default=KEPT, show_default=True, help="每个站点保留的版本数。")
@click.option("--no-wait", is_flag=True, help="另一次生成正在进行时不等待，直接退出。")
@click.pass_obj
@_guarded
def build(
    root: Path,
    sites: tuple[str, ...],
    today: datetime | None,
    jobs: int,
    strict: bool,
    as_json: bool,
    force: bool,
    only_content: str | None,
    manifests: Path | None,
    keep: int,
    no_wait: bool,
) -> int:
    """生成有变化的站点并发布到 build/public；不写编号则为全部站点。"""
    if sites and only_content:
        raise click.UsageError("--only-content 只生成它所指的站点，不要再写其他编号。")
    neighbours = Neighbours(only_content, manifests or root / "build" / "manifests") if only_content else None
    only = sites or ((only_content,) if only_content else ())
    return _run(root, only, today, strict, as_json, jobs=jobs, force=force, keep=keep, wait=not no_wait, neighbours=neighbours)


@main.command()
@click.argument("sites", nargs=-1, metavar="[站点编号]...")
@_common("today", "jobs", "strict", "json")
@click.pass_obj
@_guarded
def check(root: Path, sites: tuple[str, ...], today: datetime | None, jobs: int, strict: bool, as_json: bool) -> int:
    """同 build，但只检查，不发布。"""
    return _run(root, sites, today, strict, as_json, jobs=jobs, publishing=False)


@main.command()
@click.argument("sites", nargs=-1, metavar="[站点编号]...")
@_common("today", "json")
@click.pass_obj
@_guarded
def plan(root: Path, sites: tuple[str, ...], today: datetime | None, as_json: bool) -> int:
    """说明哪些站点需要生成，为什么；不生成。"""
    found = pipeline.foresee(root, today or datetime.now(SHANGHAI), sites)
    if as_json:
        jobs = [{"site": job.site, "why": job.why} for job in found.jobs]
        click.echo(json.dumps({"jobs": jobs, "current": found.current}, ensure_ascii=False, indent=2))
        return 0
    for job in found.jobs:
        more = f" … 共 {len(job.why)} 项" if len(job.why) > SHOWN_PER_CODE else ""
        click.echo(f"{job.site:<16} {'；'.join(job.why[:SHOWN_PER_CODE])}{more}")
    click.echo(f"{len(found.jobs)} 个站点要生成，{len(found.current)} 个不变。")
    return 0


@main.command(name="why")
@click.argument("piece", metavar="稿件编号")
@click.option("--site", metavar="站点编号", help="只看这个站点。")
@_common("today", "json")
@click.pass_obj
@_guarded
def why_command(root: Path, piece: str, site: str | None, today: datetime | None, as_json: bool) -> int:
    """说明一篇稿件出自哪里、为什么出现在各站点。"""
    found = why.explain(root, today or datetime.now(SHANGHAI), piece, site)
    click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2) if as_json else "\n".join(found.lines()))
    return 0


@main.command()
@click.argument("site", required=False, metavar="[站点编号]")
@click.argument("release", required=False, metavar="[版本]")
@click.option("--all", "everything", is_flag=True, help="全部站点各退一个版本。")
@click.pass_obj
@_guarded
def rollback(root: Path, site: str | None, release: str | None, everything: bool) -> int:
    """立即退回以前发布的版本；下一次 build 会重新发布现有内容。"""
    if (site is None) != everything:
        raise click.UsageError("写一个站点编号，或用 --all。")
    chosen = pipeline.go_back(root, datetime.now(SHANGHAI), [site] if site else [], release)
    for name, digest in chosen.items():
        click.echo(f"{name:<16} 已退回 {digest}")
    return 0


def _run(root: Path, sites: tuple[str, ...], today: datetime | None, strict: bool, as_json: bool, **options: Any) -> int:
    console = Console(stderr=as_json, soft_wrap=True)
    listener = pipeline.Listener() if as_json else Printer(console)
    now = today or datetime.now(SHANGHAI)
    report = pipeline.run(root, now, sites, listener=listener, **options).of(sites)
    if as_json:
        click.echo(json.dumps(report.as_json(now), ensure_ascii=False, indent=2))
    else:
        print_findings(console, report.findings)
        print_sum(console, report, report_page(root, sites))
    return 1 if blocked(report.findings) or (strict and report.findings) else 0


@main.command()
@click.option("--port", "-p", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口；0 为任选。")
@click.option("--no-watch", is_flag=True, help="只预览已生成的内容，不监视改动。")
@_common("today")
@click.pass_obj
@_guarded
def serve(root: Path, port: int, no_watch: bool, today: datetime | None) -> int:
    """在 127.0.0.1 预览，各站点按其网址映射；保存文件后自动生成并刷新。"""
    fixed = today.isoformat(timespec="seconds") if today else None
    serve_public(root, port, lambda: today or datetime.now(SHANGHAI), click.echo, not no_watch, fixed)
    return 0


@main.command()
@click.argument("directory", type=click.Path(path_type=Path), metavar="目录")
@_guarded
def init(directory: Path) -> int:
    """新建一个网站群：站点树、栏目、示例稿件，即刻可以 build。"""
    for path in scaffold.new_cluster(directory, datetime.now(SHANGHAI)):
        click.echo(f"新建 {path}")
    click.echo(f"完成。接着：wangqun -C {directory} build && wangqun -C {directory} serve")
    return 0


@main.group()
def new() -> None:
    """新建稿件或站点。"""


@new.command()
@click.argument("site", metavar="站点编号")
@click.argument("title", metavar="标题")
@click.option("--column", "-c", default="news", show_default=True, metavar="栏目", help="栏目的编号，即文件夹名。")
@click.option("--slug", "-s", required=True, metavar="网址名", help="小写字母、数字和 -，如 dam-inspection。")
@click.option("--page", is_flag=True, help="建常设页面而不是稿件。")
@click.pass_obj
@_guarded
def article(root: Path, site: str, title: str, column: str, slug: str, page: bool) -> int:
    """新建一篇稿件，文件头的必填项都已列出。"""
    click.echo(f"新建 {scaffold.new_article(root, site, title, 'pages' if page else column, slug, datetime.now(SHANGHAI))}")
    return 0


@new.command()
@click.argument("level", type=click.Choice(["province", "city", "county", "township"]), metavar="层级")
@click.argument("site", metavar="站点编号")
@click.argument("name", metavar="机关名称")
@click.option("--parent", required=True, metavar="上级编号", help="隶属的站点。")
@click.option("--code", metavar="区划代码", help="6 位；乡镇 9 位。")
@click.pass_obj
@_guarded
def site(root: Path, level: str, site: str, name: str, parent: str, code: str | None) -> int:
    """新建一个站点。"""
    click.echo(f"新建 {scaffold.new_site(root, level, site, name, parent, code)}")
    return 0


@main.command(name="schema")
@click.argument("name", type=click.Choice(sorted(schema.SCHEMAS)), required=False, metavar="[名称]")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="目录", help="把全部 JSON Schema 写到这个目录。")
@_guarded
def schema_command(name: str | None, out: Path | None) -> int:
    """输出 JSON Schema：cluster、site、accepted、article、page。"""
    if out:
        for path in schema.write_all(out):
            click.echo(f"写入 {path}")
    elif name:
        click.echo(schema.as_text(name))
    else:
        click.echo("\n".join(sorted(schema.SCHEMAS)))
    return 0
