"""The command: parse, call one function, print. No logic."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from .. import __version__, operations
from ..ask import people as about_people
from ..ask import why
from ..authoring import scaffold, schema
from ..authoring.dialects import switches
from ..deploy.due import is_due
from ..domain.moment import SHANGHAI
from ..serve import serve_public
from ..stages.check import Allowed
from ..stages.load import Neighbours
from ..stages.publish import KEPT
from .answers import Answering
from .deploy import deploy
from .deploy_init import init as init_recipes
from .deploy_init import preview as preview_command
from .importing import import_group
from .new import new
from .options import common, guarded
from .people import people
from .releases import forget, rollback
from .report import report as report_command
from .reporting import form_of, report_run
from .search import export, search
from .terminal import SHOWN_PER_CODE, print_findings
from .verify import verify


@click.group(cls=Answering, context_settings={"help_option_names": ["-h", "--help"]})
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

    退出码：0 正常；1 有阻断级检查结果（--strict 时有任何结果；有 --baseline 时只算新的），有站点等人确认，或没有做成；
    2 用法错误，或另一次生成正在进行（--no-wait）。
    """
    context.obj = Path(os.path.abspath(root))


@main.command()
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
    preview: bool,
    if_due: bool,
) -> int:
    """生成有变化的站点并发布到 build/public；不写编号则为全部站点。"""
    if if_due:
        due = is_due(root, today or datetime.now(SHANGHAI))
        click.echo(due.why, err=True)
        if not due.now:
            return 0
    if sites and only_content:
        raise click.UsageError("--only-content 只生成它所指的站点，不要再写其他编号。")
    neighbours = Neighbours(only_content, manifests or root / "build" / "manifests") if only_content else None
    only = sites or ((only_content,) if only_content else ())
    options = {"jobs": jobs, "force": force, "keep": keep, "whoosh": not no_whoosh, "wait": not no_wait, "compress": compress}
    allowed = Allowed(frozenset(allow_removal), allow_clock, preview)
    form = form_of(as_json, report_format)
    return report_run(root, only, today, strict, form, baseline, profile, neighbours=neighbours, allowed=allowed, **options)


@main.command()
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


@main.command()
@click.argument("sites", nargs=-1, metavar="[站点编号]...")
@common("today", "allow_removal", "allow_clock", "json")
@click.pass_obj
@guarded
def plan(
    root: Path, sites: tuple[str, ...], today: datetime | None, allow_removal: tuple[str, ...], allow_clock: bool, as_json: bool
) -> int:
    """说明哪些站点需要生成，为什么，哪些要先问（以 1 退出）；不生成。"""
    found = operations.foresee(root, today or datetime.now(SHANGHAI), sites, Allowed(frozenset(allow_removal), allow_clock))
    code = 1 if found.held else 0
    if as_json:
        jobs = [{"site": job.site, "why": job.why} for job in found.jobs]
        withheld, held = sorted(found.federation.blocked), [finding.as_json() for finding in found.held]
        data = {"jobs": jobs, "current": found.current, "withheld": withheld, "held": held}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return code
    for job in found.jobs:
        more = f" … 共 {len(job.why)} 项" if len(job.why) > SHOWN_PER_CODE else ""
        click.echo(f"{job.site:<16} {'；'.join(job.why[:SHOWN_PER_CODE])}{more}")
    faulty = f"，{len(found.federation.blocked)} 个因站点文件有错不生成" if found.federation.blocked else ""
    click.echo(f"{len(found.jobs)} 个站点要生成，{len(found.current)} 个不变{faulty}。")
    print_findings(Console(soft_wrap=True), found.held)
    return code


@main.command(name="why")
@click.argument("piece", required=False, metavar="[编号]")
@click.option("--site", metavar="站点编号", help="只看这个站点。")
@click.option("--waiting", is_flag=True, help="列出报送来、等待采用的全部稿件；编号处可以写一个站点。")
@common("today", "json")
@click.pass_obj
@guarded
def why_command(root: Path, piece: str | None, site: str | None, waiting: bool, today: datetime | None, as_json: bool) -> int:
    """说明一篇稿件出自哪里、为什么出现在各站点，还等谁采用；或一个人（person:…）每一项的来源。"""
    now = today or datetime.now(SHANGHAI)
    found: Any
    if waiting:
        found = why.what_waits(root, now, piece or site)
    elif not piece:
        raise click.UsageError("写一个稿件或人员的编号，或用 --waiting。")
    else:
        found = about_people.describe(root, now, piece) if piece.startswith("person:") else why.explain(root, now, piece, site)
    click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2) if as_json else "\n".join(found.lines()))
    return 0


@main.command()
@click.option("--port", "-p", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口；0 为任选。")
@click.option("--no-watch", is_flag=True, help="只预览已生成的内容，不监视改动。")
@common("today")
@click.pass_obj
@guarded
def serve(root: Path, port: int, no_watch: bool, today: datetime | None) -> int:
    """在 127.0.0.1 预览，各站点按其网址映射；保存文件后自动生成并刷新。"""
    fixed = today.isoformat(timespec="seconds") if today else None
    serve_public(root, port, lambda: today or datetime.now(SHANGHAI), click.echo, not no_watch, fixed)
    return 0


@main.command()
@click.argument("directory", type=click.Path(path_type=Path), metavar="目录")
@guarded
def init(directory: Path) -> int:
    """新建一个网站群：站点树、栏目、常设页面，即刻可以 build。"""
    for path in scaffold.new_cluster(directory, datetime.now(SHANGHAI)):
        click.echo(f"新建 {path}")
    click.echo(f"完成。接着：wangqun -C {directory} build && wangqun -C {directory} serve")
    return 0


@main.command(name="schema")
@click.argument("name", type=click.Choice(sorted(schema.FORMS)), required=False, metavar="[名称]")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="目录", help="把全部 JSON Schema 写到这个目录。")
@guarded
def schema_command(name: str | None, out: Path | None) -> int:
    """输出 JSON Schema；不写名称则列出全部名称。"""
    if out:
        for path in schema.write_all(out):
            click.echo(f"写入 {path}")
    elif name:
        click.echo(schema.as_text(name))
    else:
        click.echo("\n".join(sorted(schema.FORMS)))
    return 0


deploy.add_command(init_recipes)
deploy.add_command(preview_command)
main.add_command(deploy)
main.add_command(export)
main.add_command(forget)
main.add_command(import_group)
main.add_command(new)
main.add_command(people)
main.add_command(report_command)
main.add_command(rollback)
main.add_command(search)
main.add_command(verify)
