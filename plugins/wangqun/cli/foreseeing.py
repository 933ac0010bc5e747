"""`wangqun plan` and `wangqun why`: what a run would do, and why things are where they are."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from .. import operations
from ..ask import people as about_people
from ..ask import why
from ..domain.asked import Allowed
from ..domain.moment import SHANGHAI
from .options import common, guarded
from .terminal import SHOWN_PER_CODE, print_findings


@click.command()
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


@click.command(name="why")
@click.argument("piece", required=False, metavar="[编号或文件]")
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
        raise click.UsageError("写一个稿件或人员的编号，或者稿件的文件，或用 --waiting。")
    else:
        found = about_people.describe(root, now, piece) if piece.startswith("person:") else why.explain(root, now, piece, site)
    click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2) if as_json else "\n".join(found.lines()))
    return 0
