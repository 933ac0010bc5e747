"""The static server. A site at https://rd.example.gov.cn/qinglan/ is shown at http://127.0.0.1:8000/qinglan/.

With several hosts, each is shown at http://<host>.localhost:8000/, and links between them are rewritten on the way out.
"""

import errno
import json
import mimetypes
from collections.abc import Callable, Mapping
from contextlib import suppress
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from ..domain.refused import Refused
from ..domain.site import Address
from .live import Live
from .shown import Shown

OWN = "/.wangqun/"
SCRIPT = (
    '<script type="module" src="/.wangqun/live.js" id="wq-live-script"'
    ' data-site="{}" data-file="{}" data-path="{}" data-seen="{}"></script>\n</body>'
)
HEARTBEAT = 10.0  # s
OnOpen = Callable[[], None]
Draw = Callable[[str, str], bytes]
"""What draws a page of the theme's parts, given the path of a site and the folder of the theme's files below that."""


class PreviewError(Refused):
    """There is nothing to show, or the port is taken."""


class PreviewServer(ThreadingHTTPServer):
    """The server with what it shows; `live` pages learn when that is another, `on_open` is called when one is opened, `patterns`
    draws the parts of the theme.
    """

    daemon_threads = True

    def __init__(self, shown: Shown, port: int, live: Live | None, on_open: OnOpen, patterns: Draw | None) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.shown, self.live, self.on_open, self.patterns = shown, live, on_open, patterns

    @property
    def sites(self) -> Mapping[str, Address]:
        """The sites shown, each at its address."""
        return self.shown.sites

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

    @property
    def _path(self) -> str:
        """The path that is asked for."""
        return unquote(urlsplit(self.path).path)

    def _answer(self, body: bool) -> None:
        path = self._path
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
        shown = self.server.shown
        path = below.removeprefix("/") + ("index.html" if below.endswith("/") else "")
        data = shown.read(site, path)
        if data is None and shown.read(site, f"{path}/index.html") is not None:
            self._redirect(f"{quote(self._path)}/")
            return
        status, name = (HTTPStatus.OK, path) if data is not None else (HTTPStatus.NOT_FOUND, "404.html")
        seen = shown.mark_of(data)
        if data is None:
            data = shown.read(site, "404.html")
        if data is None:
            self._send(status, "没有这个页面。".encode(), "text/plain; charset=utf-8", body)
            return
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if kind in {"text/html", "application/xml", "text/xml"}:
            data = self._localise(data)
            if self.server.live and kind == "text/html":
                told = SCRIPT.format(site, escape(path), escape(shown.source(site, path)), seen)
                data = data.replace(b"</body>", told.encode(), 1)
        self._send(status, data, kind + ("; charset=utf-8" if kind.startswith("text/") else ""), body)

    def _answer_own(self, name: str, body: bool) -> None:
        """The preview's own script and styles, the parts of the theme, and the stream of events."""
        if name in {"live.js", "live.css", "patterns.css"}:
            kind = "text/javascript" if name.endswith("js") else "text/css"
            self._send(HTTPStatus.OK, (files(__package__) / name).read_bytes(), f"{kind}; charset=utf-8", body)
        elif name == "patterns" and self.server.patterns and self.server.sites:
            prefix = self.server.sites[next(iter(self.server.sites))].prefix
            page, status = _drawn(self.server.patterns, prefix, self.server.shown.dress.folder)
            self._send(status, page, "text/html; charset=utf-8", body)
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

    def _stream(self, live: Live) -> None:
        """Tell a page of every change until it is closed: what is wrong, the theme's folder, and whether it is another page now.

        One that is not there any more is none: what the reader has before him stays.
        """
        asked = dict(parse_qsl(urlsplit(self.path).query))
        site, path, seen = (asked.get(name, "") for name in ("site", "file", "seen"))
        visit, version = live.opened(site, path), 0
        self.server.on_open()
        try:
            while True:
                now = live.after(version, HEARTBEAT)
                if now == version:
                    self.wfile.write(b": \n\n")
                else:
                    shown = self.server.shown
                    state = {
                        "version": str(now),
                        "reload": shown.mark(site, path) not in {"", seen},
                        "theme": shown.dress.folder,
                        "findings": live.findings,
                    }
                    self.wfile.write(f"data: {json.dumps(state, ensure_ascii=False)}\n\n".encode())
                    version = now
                self.wfile.flush()
        except OSError:
            return  # the page was closed
        finally:
            live.closed(visit)

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


def _drawn(draw: Draw, prefix: str, theme: str) -> tuple[bytes, HTTPStatus]:
    try:
        return draw(prefix, theme), HTTPStatus.OK
    except Exception as error:  # a template says why it cannot be drawn in many ways
        words = f"<!doctype html><title>画不出来</title><p>主题的部件画不出来：{escape(f'{type(error).__name__}: {error}')}</p>"
        return words.encode(), HTTPStatus.INTERNAL_SERVER_ERROR


def make_server(
    shown: Shown, port: int, live: Live | None = None, on_open: OnOpen = lambda: None, patterns: Draw | None = None
) -> PreviewServer:
    """A server ready to `serve_forever`.

    Raises:
        PreviewError: the port is taken.
    """
    try:
        return PreviewServer(shown, port, live, on_open, patterns)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PreviewError(f"端口 {port} 已被占用，请用 --port 换一个。") from error
        raise
