"""`wangqun init` and `wangqun schema`: what a cluster begins with."""

from datetime import datetime
from pathlib import Path

import click

from ..authoring import scaffold, schema
from ..domain.moment import SHANGHAI
from .options import guarded


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), metavar="目录")
@guarded
def init(directory: Path) -> int:
    """新建一个网站群：站点树、栏目、常设页面，即刻可以 build。"""
    for path in scaffold.new_cluster(directory, datetime.now(SHANGHAI)):
        click.echo(f"新建 {path}")
    click.echo(f"完成。接着：wangqun -C {directory} build && wangqun -C {directory} serve")
    return 0


@click.command(name="schema")
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
