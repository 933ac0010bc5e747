"""`wangqun deploy`: what stands around the public files, on servers and in repositories."""

import click


@click.group()
def deploy() -> None:
    """写出服务器的设置，把公开的文件传到服务器。"""
