"""`wangqun serve`: the preview."""

import signal
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from ..domain.moment import SHANGHAI
from ..serve import serve_public
from .options import common, guarded


@click.command()
@click.option("--port", "-p", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口；0 为任选。")
@click.option("--no-watch", is_flag=True, help="只预览已生成的内容，不监视改动。")
@common("today")
@click.pass_obj
@guarded
def serve(root: Path, port: int, no_watch: bool, today: datetime | None) -> int:
    """在 127.0.0.1 预览，各站点按其网址映射；保存后先换新开着的页面，保存的不发布。"""
    with suppress(ValueError):  # not in the main thread: nobody can send it a signal
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # who is asked to end tidies up as well
    fixed = today.isoformat(timespec="seconds") if today else None
    serve_public(root, port, lambda: today or datetime.now(SHANGHAI), _say, not no_watch, fixed)
    return 0


def _say(text: str) -> None:
    """Print a line, while anybody reads what is printed: the preview goes on without."""
    with suppress(BrokenPipeError):
        click.echo(text)
