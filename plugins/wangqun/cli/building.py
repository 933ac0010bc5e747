"""`wangqun build` and `wangqun check`: what neither needs to know before it begins is loaded when it is needed."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ..domain.asked import KEPT, Allowed, Dask, Neighbours
from ..domain.moment import SHANGHAI
from .machines import DASK, DASK_SOURCES, DASK_TLS, Machines, with_keys
from .options import common, guarded
from .reporting import form_of, report_run


@click.command()
@click.argument("sites", nargs=-1, metavar="[站点编号]...")
@common("today", "jobs", "strict", "allow_removal", "allow_clock", "json", "format", "baseline", "profile")
@click.option("--force", is_flag=True, help="没有变化的站点也重新生成。")
@click.option("--only-content", metavar="站点编号", help="只读这一个站点的内容，其他站点按清单（--manifests）。")
@click.option(
    "--manifests", type=click.Path(file_okay=False, path_type=Path), metavar="目录", help="清单所在目录，缺省为 build/manifests。"
)
@click.option("--keep", type=click.IntRange(1), default=KEPT, show_default=True, help="每个站点保留的版本数。")
@click.option("--no-whoosh", is_flag=True, help="不更新全文索引；wangqun search 用到时先补上。")
@click.option(
    "--compress", is_flag=True, help="在文件旁边另写压缩好的 .gz（装有 brotli 的还有 .br），供服务器直接发送；每次都要写。"
)
@click.option("--no-wait", is_flag=True, help="另一次生成正在进行时不等待，直接退出。")
@click.option("--dask", type=Machines(), metavar="地址", help=DASK)
@click.option(
    "--dask-tls", type=click.Path(file_okay=False, path_type=Path), envvar="WANGQUN_DASK_TLS", metavar="目录", help=DASK_TLS
)
@click.option("--dask-sources", type=click.Choice(["shared", "git"]), default="shared", show_default=True, help=DASK_SOURCES)
@click.option("--preview", is_flag=True, help="只供自己看，什么也不先问；serve 用它，对外服务的目录不要用。")
@click.option("--if-due", is_flag=True, help="没有站点到了该变的时间（next_build_due）就立即结束，什么也不读；用于定时。")
@click.pass_obj
@guarded
def build(
    root: Path,
    sites: tuple[str, ...],
    today: datetime | None,
    jobs: int,
    strict: bool,
    allow_removal: tuple[str, ...],
    allow_clock: bool,
    as_json: bool,
    report_format: str | None,
    baseline: Path | None,
    profile: bool,
    force: bool,
    only_content: str | None,
    manifests: Path | None,
    keep: int,
    no_whoosh: bool,
    compress: bool,
    no_wait: bool,
    dask: Dask | None,
    dask_tls: Path | None,
    dask_sources: str,
    preview: bool,
    if_due: bool,
) -> int:
    """生成有变化的站点并发布到 build/public；不写编号则为全部站点。"""
    if if_due:
        from ..deploy.due import is_due

        due = is_due(root, today or datetime.now(SHANGHAI))
        click.echo(due.why, err=True)
        if not due.now:
            return 0
    if sites and only_content:
        raise click.UsageError("--only-content 只生成它所指的站点，不要再写其他编号。")
    neighbours = Neighbours(only_content, manifests or root / "build" / "manifests") if only_content else None
    only = sites or ((only_content,) if only_content else ())
    options: dict[str, Any] = {"jobs": jobs, "force": force, "keep": keep, "whoosh": not no_whoosh, "wait": not no_wait}
    options["compress"] = compress
    allowed = Allowed(frozenset(allow_removal), allow_clock, preview)
    options |= {"neighbours": neighbours, "allowed": allowed, "dask": dask and with_keys(dask, dask_tls, dask_sources)}
    return report_run(root, only, today, strict, form_of(as_json, report_format), baseline, profile, **options)


@click.command()
@click.argument("sites", nargs=-1, metavar="[站点编号]...")
@common("today", "jobs", "strict", "allow_removal", "allow_clock", "json", "format", "baseline", "profile")
@click.option("--dialects", is_flag=True, help="只列出正文换一种写法（markdown: office 或 pelican）后页面会不同的稿件。")
@click.pass_obj
@guarded
def check(
    root: Path,
    sites: tuple[str, ...],
    today: datetime | None,
    jobs: int,
    strict: bool,
    allow_removal: tuple[str, ...],
    allow_clock: bool,
    as_json: bool,
    report_format: str | None,
    baseline: Path | None,
    profile: bool,
    dialects: bool,
) -> int:
    """同 build，但只检查，不发布。"""
    form = form_of(as_json, report_format)
    if dialects and (baseline or form not in {"text", "json"}):
        raise click.UsageError("--dialects 不检查，不与 --baseline 和别的格式同用。")
    if dialects:
        from ..authoring.dialects import switches

        found = list(switches(root, today or datetime.now(SHANGHAI), sites))
        if form == "json":
            click.echo(json.dumps([each._asdict() for each in found], ensure_ascii=False, indent=2))
            return 0
        for each in found:
            click.echo(f"{each.path}\n  现在（{each.now}）：{each.before}\n  换了以后：{each.after}")
        click.echo(f"{len(found)} 篇换一种写法后页面会不同。")
        return 0
    allowed = Allowed(frozenset(allow_removal), allow_clock)
    return report_run(root, sites, today, strict, form, baseline, profile, jobs=jobs, publishing=False, allowed=allowed)
