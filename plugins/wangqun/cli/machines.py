"""Other machines that are to work for a run, as an operator names them."""

from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from ..domain.asked import Dask

DASK = "由 dask 的 worker 分担重活：tls://主机:端口 是已有的 scheduler，local:2 在本机临时起两个 worker。结果一个字节不差。"
DASK_TLS = "tls:// 用的证书所在目录：ca.pem、cert.pem、key.pem；也可以写在环境变量 WANGQUN_DASK_TLS 里。"
DASK_SOURCES = "worker 从哪里看到源文件：shared 是同一个共享文件夹，git 是取当前提交。"
KEYS = {"tls_ca_file": "ca.pem", "tls_client_cert": "cert.pem", "tls_client_key": "key.pem"}
MOST = 64  # workers of one machine


class Machines(click.ParamType[Dask]):
    """A scheduler's address, or how many workers to start."""

    name = "地址"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Dask:
        """The machines meant; anything else fails in Chinese."""
        if isinstance(value, Dask):
            return value
        scheme, _, rest = str(value).partition(":")
        if scheme == "local":
            if not (rest.isascii() and rest.isdigit() and 1 <= int(rest) <= MOST):
                self.fail(f"“{value}”应写成 local:2，冒号后是 worker 的个数（1 到 {MOST}）。", param, ctx)
            return Dask(local=int(rest))
        try:
            parts = urlsplit(str(value))
            host, port = parts.hostname, parts.port
        except ValueError:
            self.fail(f"“{value}”应写成 tls://主机:端口 或 local:2。", param, ctx)
        if not host or not port or parts.scheme not in {"tls", "tcp"} or str(value) != f"{parts.scheme}://{parts.netloc}":
            self.fail(f"“{value}”应写成 tls://主机:端口 或 local:2。", param, ctx)
        if parts.scheme == "tcp" and not _is_loopback(host):
            self.fail(f"“{value}”没有加密，稿件和草稿会在网上明文传送；写成 tls://{parts.netloc}。", param, ctx)
        return Dask(str(value))


def with_keys(dask: Dask, folder: Path | None, sources: str) -> Dask:
    """The machines with the files of keys in a folder, and where they have the sources from.

    Raises:
        UsageError: keys are needed and not there.
    """
    dask = replace(dask, sources=sources)
    if not dask.address.startswith("tls:"):
        return dask
    if folder is None:
        raise click.UsageError("tls:// 要有证书：--dask-tls 目录，里面是 ca.pem、cert.pem、key.pem。")
    for name in KEYS.values():
        if not (folder / name).is_file():
            raise click.UsageError(f"--dask-tls 的目录里没有 {name}：{folder}。")
    return replace(dask, security={key: str((folder / name).resolve()) for key, name in KEYS.items()})


def _is_loopback(host: str) -> bool:
    """True for an address of this machine that no other can reach."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
