"""The static server. A site at https://rd.example.gov.cn/qinglan/ is shown at http://127.0.0.1:8000/qinglan/.

With several hosts, each is shown at http://<host>.localhost:8000/, and links between them are rewritten on the way out.
"""

import errno
import mimetypes
from collections.abc import Mapping
from contextlib import suppress
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

from ..domain.site import Address

OWN = "/.wangqun/"
SCRIPT = '<script type="module" src="/.wangqun/live.js" id="wq-live-script" data-site="{}" data-path="{}"></script>\n</body>'
HEARTBEAT = 10.0  # s


class PreviewError(Exception):
    """There is nothing to show, or the port is taken."""


class Events(Protocol):
    """Where pages learn of new builds."""

    def after(self, version: int, timeout: float) -> str | None:
        """The state as JSON once it is newer than `version`; None after `timeout` seconds."""


class PreviewServer(ThreadingHTTPServer):
    """The server with what it shows, which may be replaced while it runs; `sources` names the file of content of each page."""

    daemon_threads = True

    def __init__(self, public: Path, sites: Mapping[str, Address], port: int, live: Events | None) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.public, self.sites, self.live = public, sites, live
        self.sources: Mapping[str, Mapping[str, str]] = {}

    @property
    def main(self) -> str:
        """The host shown at 127.0.0.1: the first site's."""
        return next(iter(self.sites.values())).host

    def local_url(self, address: Address) -> str:
        """Where a site is shown here."""
        name = "127.0.0.1" if address.host == self.main else f"{address.host.partition(':')[0]}.localhost"
        return f"http://{name}:{self.server_port}{address.prefix}/"


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the site whose address is the longest prefix of the request."""

    protocol_version = "HTTP/1.1"
    server: PreviewServer

    def do_GET(self) -> None:
        """Send a file, or the site's own 404 page."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """The same without the body."""
        self._answer(body=False)

    def _answer(self, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if self.server.live and path.startswith(OWN):
            self._answer_own(path.removeprefix(OWN), body)
            return
        sites = self.server.sites
        site = find_site(sites, self._host(), path)
        if site is None:
            self._send(HTTPStatus.NOT_FOUND, self._contents().encode(), "text/html; charset=utf-8", body)
            return
        address = sites[site]
        below = path[len(address.prefix) :]
        if not below.startswith("/"):
            self._redirect(f"{address.prefix}/")
            return
        folder = self.server.public / site
        file = find_file(folder, below)
        if file is None and (folder / below.strip("/") / "index.html").is_file() and find_file(folder, below + "/"):
            self._redirect(f"{quote(path)}/")
            return
        status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
        file = file or find_file(folder, "/404.html")
        if file is None:
            self._send(status, "没有这个页面。".encode(), "text/plain; charset=utf-8", body)
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        data = file.read_bytes()
        if kind in {"text/html", "application/xml", "text/xml"}:
            data = self._localise(data)
            if self.server.live and kind == "text/html":
                told = SCRIPT.format(site, escape(self.server.sources.get(site, {}).get(below.strip("/"), "")))
                data = data.replace(b"</body>", told.encode(), 1)
        self._send(status, data, kind + ("; charset=utf-8" if kind.startswith("text/") else ""), body)

    def _answer_own(self, name: str, body: bool) -> None:
        """The preview's own script and style, and the stream of events."""
        if name in {"live.js", "live.css"}:
            kind = "text/javascript" if name.endswith("js") else "text/css"
            self._send(HTTPStatus.OK, (files(__package__) / name).read_bytes(), f"{kind}; charset=utf-8", body)
        elif name == "events" and body and self.server.live:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream; charset=utf-8")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            self._stream(self.server.live)
        else:
            self._send(HTTPStatus.NOT_FOUND, b"", "text/plain", body)

    def _stream(self, live: Events) -> None:
        version = 0
        try:
            while True:
                state = live.after(version, HEARTBEAT)
                self.wfile.write(f"data: {state}\n\n".encode() if state else b": \n\n")
                self.wfile.flush()
                if state:
                    version = int(state.split('"version": "', 1)[1].split('"', 1)[0])
        except OSError:
            return  # the page was closed

    def _host(self) -> str:
        """The public host a request means: `<host>.localhost` is that host, anything else the cluster's main one."""
        wanted = (self.headers.get("Host") or "").rsplit(":", 1)[0].removesuffix(".localhost")
        hosts = (address.host for address in self.server.sites.values())
        return next((host for host in hosts if host.partition(":")[0] == wanted), self.server.main)

    def _localise(self, data: bytes) -> bytes:
        for address in {address.origin: address for address in self.server.sites.values()}.values():
            local = self.server.local_url(Address(address.origin, ""))
            for before in ('href="', "; url="):
                data = data.replace(f"{before}{address.origin}/".encode(), f"{before}{local}".encode())
        return data

    def _contents(self) -> str:
        rows = "".join(f'<li><a href="{address.absolute("")}">{site}</a></li>' for site, address in self.server.sites.items())
        return self._localise(
            f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>站点</title><ul>{rows}</ul>'.encode()
        ).decode()

    def _redirect(self, location: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, data: bytes, kind: str, body: bool) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if body:
            self.wfile.write(data)

    def handle(self) -> None:
        """Serve until the reader leaves, however early."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        """Only what went wrong is worth a line."""
        if len(args) > 1 and str(args[1]) >= "400":
            super().log_message(format, *args)


def find_site(sites: Mapping[str, Address], host: str, path: str) -> str | None:
    """The site on `host` whose prefix is the longest that `path` lies under."""
    fitting = [
        (len(address.prefix), site)
        for site, address in sites.items()
        if address.host == host and (path == address.prefix or path.startswith(address.prefix + "/"))
    ]
    return max(fitting)[1] if fitting else None


def find_file(folder: Path, path: str) -> Path | None:
    """The regular file a URL path below a site names; a folder means its index.html. Never outside the folder."""
    parts = [part for part in path.split("/") if part]
    if any(part in {".", ".."} or "\\" in part or "\0" in part for part in parts):
        return None
    file = folder.joinpath(*parts)
    if path.endswith("/"):
        file = file / "index.html"
    return file if file.is_file() else None


def make_server(public: Path, sites: Mapping[str, Address], port: int, live: Events | None = None) -> PreviewServer:
    """A server ready to `serve_forever`.

    Raises:
        PreviewError: the port is taken.
    """
    try:
        return PreviewServer(public, sites, port, live)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PreviewError(f"端口 {port} 已被占用，请用 --port 换一个。") from error
        raise
