"""`wangqun new <kind>` for every kind with a folder of its own."""

from datetime import datetime
from pathlib import Path

import click

from ..authoring import scaffold
from ..domain.moment import SHANGHAI
from ..records.kind import Kind
from .options import guarded


def document_command(kind: Kind) -> click.Command:
    """The command that begins a document of a kind."""

    @click.command(kind.name, help=f"新建一篇{kind.title}的草稿，放在 {kind.folder}/，要填的各项都已列出。")
    @click.argument("site", metavar="站点编号")
    @click.argument("title", metavar="标题")
    @click.option("--slug", "-s", required=True, metavar="网址名", help="小写字母、数字和 -，如 dam-inspection。")
    @click.pass_obj
    @guarded
    def begin(root: Path, site: str, title: str, slug: str) -> int:
        click.echo(f"新建 {scaffold.new_document(root, site, title, kind.folder, slug, datetime.now(SHANGHAI))}")
        return 0

    return begin
