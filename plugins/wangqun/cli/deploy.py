"""`wangqun deploy`: what stands around the public files, on servers and in repositories."""

import os
import shlex
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ..deploy import caddy as caddy_server
from ..deploy import nginx as nginx_server
from ..deploy.published import hosts
from ..deploy.setting import Files, Setting, checked, write
from ..deploy.upload import send, steps
from ..domain.moment import SHANGHAI
from . import Loaded
from .options import guarded


@click.group(
    commands=Loaded(
        {
            "caddy": "deploy.caddy",
            "init": "deploy_init.init",
            "nginx": "deploy.nginx",
            "preview": "deploy_init.preview",
            "rsync": "deploy.rsync",
        }
    )
)
def deploy() -> None:
    """写出服务器的设置，把公开的文件传到服务器。"""


def _for_a_server(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every server's command has."""
    for option in reversed(
        (
            click.option(
                "--out",
                type=click.Path(file_okay=False, path_type=Path),
                metavar="目录",
                help="写到哪里，缺省为 build/deploy/ 下以服务器为名的文件夹。",
            ),
            click.option("--place", metavar="路径", help="这些文件在服务器上的路径，缺省就是写到的地方。"),
            click.option("--root", "cluster", metavar="路径", help="网站群在服务器上的路径，下面有 build/public；缺省为本机的。"),
            click.option("--tls", is_flag=True, help="由这台服务器做 https。"),
            click.option(
                "--listen",
                multiple=True,
                metavar="地址",
                help="监听的端口或地址加端口，可写多次；nginx 只在第一次写进 local/。",
            ),
        )
    ):
        command = option(command)
    return command


@deploy.command()
@_for_a_server
@click.pass_obj
@guarded
def nginx(root: Path, **options: Any) -> int:
    """按已经发布的内容写出 nginx 的全部设置：各主机和站点，301、410 和 404，缓存、压缩、安全策略。没有变化的文件不动。"""
    return _write(root, nginx_server.configuration, "nginx", **options)


@deploy.command()
@_for_a_server
@click.pass_obj
@guarded
def caddy(root: Path, **options: Any) -> int:
    """按已经发布的内容写出 Caddy 的全部设置，内容同 nginx。没有变化的文件不动。"""
    return _write(root, caddy_server.configuration, "caddy", **options)


@deploy.command()
@click.argument("targets", nargs=-1, required=True, metavar="去处...")
@click.option(
    "--option", "options", multiple=True, metavar="选项", help="另给 rsync 的选项，可写多次，如 --option=--bwlimit=2m。"
)
@click.option("--dry-run", is_flag=True, help="只列出要做的几步，不做。")
@click.pass_obj
@guarded
def rsync(root: Path, targets: tuple[str, ...], options: tuple[str, ...], dry_run: bool) -> int:
    """把公开的文件传到服务器：先传新的版本和数据，再换链接，最后删去不用的。其间不会开始另一次生成。

    去处形如 web:/srv/rd，即服务器上网站群的路径。退出码：0 全部传完；1 有去处没有传完，那里的站点仍是完整的，再运行一次即可。
    """
    if dry_run:
        for target in targets:
            click.echo("\n".join(shlex.join(command) for command in steps(target, options)))
        return 0
    ended = send(root, datetime.now(SHANGHAI), targets, options, lambda text: click.echo(text, err=True))
    for target, code in ended.items():
        click.echo(f"{target}：{f'没有传完（rsync 退出码 {code}），再运行一次' if code else '完成'}", err=bool(code))
    return 1 if any(ended.values()) else 0


def _write(
    root: Path,
    make: Callable[..., Files],
    name: str,
    out: Path | None,
    place: str | None,
    cluster: str | None,
    tls: bool,
    listen: tuple[str, ...],
) -> int:
    folder = Path(os.path.abspath(out or root / "build" / "deploy" / name))
    setting = checked(Setting(cluster or str(root), place or str(folder), tls, listen))
    files = make(hosts(root), setting, root)
    changed, kept = write(folder, files)
    for file in changed:
        click.echo(f"写入 {folder / file}")
    for path in files.passed_over:
        click.echo(f"提示 旧网址太长，{name} 不能为它答 301 或 410，页面本身照样转向：{path[:60]}…", err=True)
    if not changed:
        click.echo("没有变化。")
    if kept and listen and name == "nginx":
        click.echo("提示 local/ 里的文件是您自己的，没有覆盖；--listen 不起作用。", err=True)
    return 0
