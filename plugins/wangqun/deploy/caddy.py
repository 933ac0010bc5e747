"""Caddy: one site block for each host, one `handle_path` for each site, one map of old and withdrawn addresses for each host."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from . import headers
from .published import Host, Shown
from .setting import Files, Setting, beside

FORE = "# 由 wangqun deploy caddy 写成，每次都重写，请不要改；自己的设置写在 local/ 里。\n"
HEAD = """\
# 在 Caddyfile 里写一行：import {place}/wangqun.caddy
"""
HOST = """\
{addresses} {{
{bind}    import "{place}/local/{key}.caddy"
    map {{http.request.orig_uri.path}} {{wangqun_code}} {{wangqun_to}} {{
        import "{place}/hosts/{key}.answers"
        default 0 ""
    }}
    vars wangqun_answer {{wangqun_code}}
    @wangqun_gone vars wangqun_answer 410
    @wangqun_moved vars wangqun_answer 301
    map {{http.request.orig_uri.path}} {{wangqun_policy}} {{
        "~{search_paths}" "{search}"
        "~{page_paths}" "{pages}"
        "~{pdf_paths}" "{pdf}"
        default "{others}"
    }}
    @wangqun_writes not method GET HEAD
    @wangqun_fixed path_regexp ^{fixed}
    encode gzip
    request_header @wangqun_gone -If-None-Match
    request_header @wangqun_gone -If-Modified-Since
    request_header @wangqun_gone -Range
    header {{
        Cache-Control "{ask}"
        Content-Security-Policy {{wangqun_policy}}
{always}
    }}
{types}    redir @wangqun_moved {{wangqun_to}} 301
{rest}    handle_errors {{
        header Cache-Control "no-store"
        @missing expression {{err.status_code}} in [403, 404]
        handle @missing {{
            header Content-Type "text/html; charset=utf-8"
            header Content-Security-Policy "{pages}"
            root * "{public}/{{vars.wangqun_site}}"
            rewrite * /404.html
            file_server {{
                status 404
            }}
        }}
    }}
}}
"""
SITE = """\
{begin} {{
        vars wangqun_site {site}
        root * "{public}/{site}"
        header @wangqun_fixed Cache-Control "{forever}"
        respond @wangqun_writes 405
        file_server @wangqun_gone {{
            precompressed br gzip
            status 410
        }}
        file_server {{
            precompressed br gzip
        }}
    }}
"""
FILE = """\
    handle {path} {{
        header Content-Type "{kind}"
        root * "{folder}"
        rewrite * /{name}
        file_server
    }}
"""
LOCAL = """\
# {key} 的证书、日志。只在第一次写，以后不覆盖，请按需要修改。
# tls /etc/ssl/wangqun/{key}.pem /etc/ssl/wangqun/{key}.key
# 全站确定只用 https 以后：
# header Strict-Transport-Security "max-age=31536000"
"""


def configuration(hosts: Iterable[Host], setting: Setting, root: Path) -> Files:
    """All files of the configuration. IPv6 is listened at by itself.

    A map is looked up each time it is asked, from the first line to the last: once, into a variable. It reads the address as
    it was asked for, whatever `handle_path` takes off.
    """
    made: dict[str, str] = {}
    once = {}
    parts = [FORE, HEAD.format(place=setting.place)]
    for host in hosts:
        found = beside(host, root)
        made |= found | {f"hosts/{host.key}.answers": FORE + "".join(f"{line}\n" for line in _answers(host))}
        parts.append(_host(host, setting, found))
        once[f"local/{host.key}.caddy"] = LOCAL.format(key=host.key)
    return Files(made | {"wangqun.caddy": "".join(parts)}, once)


def word(path: str) -> str:
    """A path as the key of a map: what might be read as anything but itself becomes a pattern that nothing else fits."""
    if all(c.isalnum() or c in "/._~-" for c in path):
        return path
    return '"~^' + "".join(c if c.isalnum() or c == "/" else _escaped(c) for c in path) + '$"'


def _escaped(character: str) -> str:
    return f"\\x{ord(character):02x}" if ord(character) < 128 else character


def _answers(host: Host) -> Iterator[str]:
    """The lines of a host's map."""
    gone = {path for shown in host.sites for path in shown.gone}
    moved = {path: target for shown in host.sites for path, target in shown.moved.items() if path not in gone}
    for path in sorted(gone):
        yield f'{word(path)} 410 ""'
    for path, target in sorted(moved.items()):
        yield f'{word(path)} 301 "{target}"'


def _host(host: Host, setting: Setting, found: dict[str, str]) -> str:
    rest = [_file(path, name, kind, setting) for path, name, kind in _own_files(host) if name in found]
    rest += [_site(shown, setting.public) for shown in host.lowest_first]
    return HOST.format(
        addresses=", ".join(_addresses(host, setting)),
        bind=_bind(setting),
        key=host.key,
        place=setting.place,
        public=setting.public,
        fixed=headers.FIXED,
        ask=headers.ASK,
        page_paths=headers.PAGE_PATHS,
        search_paths=headers.SEARCH_PATHS,
        pdf_paths=headers.PDF_PATHS,
        others=headers.OTHERS,
        pages=headers.PAGES,
        search=headers.SEARCH,
        pdf=headers.PDF,
        always="\n".join(f'        {name} "{value}"' for name, value in headers.ALWAYS.items()),
        types="".join(_types()),
        rest="".join(rest) + ("" if host.top else "    handle {\n        error 404\n    }\n"),
    )


def _own_files(host: Host) -> tuple[tuple[str, str, str], ...]:
    return (
        ("/robots.txt", f"hosts/{host.key}.robots.txt", "text/plain; charset=utf-8"),
        ("/favicon.ico", f"hosts/{host.key}.icon.svg", "image/svg+xml; charset=utf-8"),
    )


def _file(path: str, name: str, kind: str, setting: Setting) -> str:
    folder, _, file = f"{setting.place}/{name}".rpartition("/")
    return FILE.format(path=path, folder=folder, name=file, kind=kind)


def _site(shown: Shown, public: str) -> str:
    if not shown.prefix:
        return SITE.format(begin="    handle", site=shown.site, public=public, forever=headers.FOREVER)
    first = f"    redir {shown.prefix} {shown.prefix}/ 301\n"
    begin = f"    handle_path {shown.prefix}/*"
    return first + SITE.format(begin=begin, site=shown.site, public=public, forever=headers.FOREVER)


def _types() -> Iterator[str]:
    for endings, kind in {**headers.TEXTS, **headers.BINARIES}.items():
        names = endings.split()
        charset = "; charset=utf-8" if endings in headers.TEXTS else ""
        yield f"    @wangqun_is_{names[0]} path {' '.join(f'*.{name}' for name in names)}\n"
        yield f'    header @wangqun_is_{names[0]} Content-Type "{kind}{charset}"\n'


def _bind(setting: Setting) -> str:
    named = [address.rpartition(":")[0] for address in setting.listen if ":" in address]
    return f"    bind {' '.join(dict.fromkeys(named))}\n" if named else ""


def _addresses(host: Host, setting: Setting) -> Iterator[str]:
    scheme = "https" if setting.tls else "http"
    ports = [address.rpartition(":")[2] for address in setting.listen] or [host.port]
    for port in dict.fromkeys(ports):
        yield f"{scheme}://{host.name}:{port}" if port else f"{scheme}://{host.name}"
