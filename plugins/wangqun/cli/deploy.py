"""`wangqun deploy`: what stands around the public files, on servers and in repositories."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ..deploy import caddy as caddy_server
from ..deploy import nginx as nginx_server
from ..deploy.published import hosts
from ..deploy.setting import Files, Setting, checked, write
from .options import guarded


@click.group()
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
                "--listen", multiple=True, metavar="地址", help="监听的端口或地址加端口，可写多次；只在第一次写进 local/。"
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
    elif kept and listen:
        click.echo("提示 local/ 里的文件是您自己的，没有覆盖；--listen 不起作用。", err=True)
    return 0
