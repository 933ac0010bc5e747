"""nginx: one `server` for each host, one `location` for each site, one map of all old and withdrawn addresses."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from . import headers
from .published import Host, Shown
from .setting import Files, Setting, beside

LONGEST = 3800  # bytes that nginx takes as one word of its configuration, with some to spare
FORE = "# 由 wangqun deploy nginx 写成，每次都重写，请不要改；自己的设置写在 local/ 里。\n"
HTTP = """\
# 在 nginx.conf 的 http 段里（Debian：新建 /etc/nginx/conf.d/wangqun.conf）写一行：include {place}/wangqun.conf;
geo $wangqun_dollar {{ default "$"; }}
map_hash_bucket_size {bucket};
map_hash_max_size {most};
{names}
# 旧网址、撤回的网址。nginx 查表不分大小写，所以把表里的网址也取出来，再逐字比较一次。
map "$wangqun_host$uri" $wangqun_known {{
    default "";
    include "{place}/answers.map";
}}
map "$wangqun_known\\n$wangqun_host$uri" $wangqun_answer {{
    default "";
    "~^(?<wangqun_code>410|301)\\n(?<wangqun_at>[^\\n]*)\\n(?<wangqun_to>[^\\n]*)\\n\\k<wangqun_at>\\z" $wangqun_code;
}}
map "$wangqun_prefix\\n$uri" $wangqun_cache {{
    default "{ask}";
    "~^(?<wangqun_site>[^\\n]*)\\n\\k<wangqun_site>{fixed}" "{forever}";
}}
map $uri $wangqun_policy {{
    default "{others}";
    "~{search_paths}" "{search}";
    "~{page_paths}" "{pages}";
    "~{pdf_paths}" "{pdf}";
}}
"""
COMMON = """\
server_tokens off;
absolute_redirect off;
disable_symlinks off;
open_file_cache off;
autoindex off;
index index.html;
charset utf-8;
charset_types {texts};
default_type application/octet-stream;
types {{
{types}
}}
gzip on;
gzip_static on;
gzip_vary on;
gzip_min_length 1024;
gzip_types {zipped};
add_header Cache-Control $wangqun_cache;
add_header Content-Security-Policy $wangqun_policy always;
{always}
"""
REDIRECT = """\
server {{
{listen}
    server_name {names};
    server_tokens off;
    location ^~ /.well-known/acme-challenge/ {{ root /var/www/html; }}
    location / {{ return 301 https://$host$request_uri; }}
}}
"""
SERVER = """\
server {{
    server_name {name};
    set $wangqun_host "{key}";
    set $wangqun_prefix "";
    include "{place}/local/{key}.conf";
    include "{place}/common.conf";
    if ($wangqun_answer = 410) {{ return 410; }}
    if ($wangqun_answer = 301) {{ return 301 $wangqun_to; }}
    error_page 410 @wangqun_gone;
    location @wangqun_gone {{
        root "{public}";
        try_files /$wangqun_to =410;
    }}
{rest}}}
"""
SITE = """\
    location ^~ {prefix}/ {{
        set $wangqun_prefix "{prefix}";
        alias "{public}/{site}/";
        error_page 404 {prefix}/404.html;
        error_page 403 =404 {prefix}/404.html;
    }}
    location = {prefix} {{ return 301 {prefix}/; }}
"""
TOP = """\
    root "{public}/{site}";
    error_page 404 /404.html;
    error_page 403 =404 /404.html;
"""
LOCAL = """\
# {key} 的监听地址、证书、日志。只在第一次写，以后不覆盖，请按需要修改。
{listen}
# access_log /var/log/nginx/{key}.log;
{tls}
# 装有 ngx_brotli 模块，并以 wangqun build --compress 生成了 .br 的，去掉下一行的 #
# brotli_static on;
"""
TLS = """\
ssl_certificate     /etc/ssl/wangqun/{key}.pem;
ssl_certificate_key /etc/ssl/wangqun/{key}.key;
ssl_protocols TLSv1.2 TLSv1.3;
# 全站确定只用 https 以后再去掉下一行的 #
# add_header Strict-Transport-Security "max-age=31536000" always;"""


def configuration(hosts: Iterable[Host], setting: Setting, root: Path) -> Files:
    """All files of the configuration."""
    hosts = tuple(hosts)
    listen = _listens(setting)
    answers, passed_over = _answers(hosts)
    longest = max((len(line.encode()) for line in answers), default=0)
    values = {
        "place": setting.place,
        "bucket": 1 << max(longest, 64).bit_length() + 1,
        "most": 1 << max(len(answers) * 2, 2048).bit_length(),
        "names": _names(hosts),
        "ask": headers.ASK,
        "forever": headers.FOREVER,
        "fixed": headers.FIXED,
        "others": headers.OTHERS,
        "search_paths": headers.SEARCH_PATHS,
        "search": headers.SEARCH,
        "page_paths": headers.PAGE_PATHS,
        "pages": headers.PAGES,
        "pdf_paths": headers.PDF_PATHS,
        "pdf": headers.PDF,
    }
    parts = [FORE, HTTP.format(**values)]
    if setting.tls:
        plain = "\n".join(f"    listen {address};" for address in ("80", "[::]:80"))
        parts.append(REDIRECT.format(listen=plain, names=" ".join(dict.fromkeys(host.name for host in hosts))))
    made = {"answers.map": FORE + "".join(f"{line}\n" for line in answers), "common.conf": FORE + _common()}
    once = {}
    for host in hosts:
        found = beside(host, root)
        made |= found
        parts.append(_server(host, setting, found))
        once[f"local/{host.key}.conf"] = _local(host, setting, listen)
    return Files(made | {"wangqun.conf": "".join(parts)}, once, passed_over)


def quoted(text: str, filled: bool = False) -> str:
    """A word of the configuration; where variables would be `filled` in, a dollar is one too."""
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text.replace("$", "${wangqun_dollar}") if filled else text}"'


def _answers(hosts: Iterable[Host]) -> tuple[list[str], tuple[str, ...]]:
    """The lines of the map, and old addresses that are too long for it.

    Addresses that differ by case only cannot stand in a map side by side: they are patterns, which are read in their case.
    """
    lines, passed_over = [], []
    for host in hosts:
        found = {path: ("410", file) for shown in host.sites for path, file in shown.gone.items()}
        found |= {path: ("301", target) for shown in host.sites for path, target in shown.moved.items() if path not in found}
        alike = Counter(path.encode().lower() for path in found)
        for path, (code, target) in sorted(found.items()):
            key = host.key + path
            word = quoted(_pattern(key) if alike[path.encode().lower()] > 1 else key)
            value = quoted(f"{code}\n{key}\n{target}", filled=True)
            if len(word.encode()) > LONGEST or len(value.encode()) > LONGEST:
                passed_over.append(path)
                continue
            lines.append(f"{word} {value};")
    return lines, tuple(passed_over)


def _pattern(text: str) -> str:
    """A pattern that nothing but `text` fits."""
    return "~^" + "".join(c if c.isalnum() or ord(c) > 127 else f"\\x{ord(c):02x}" for c in text) + "\\z"


def _listens(setting: Setting) -> str:
    usual = ("443", "[::]:443") if setting.tls else ("80", "[::]:80")
    more = " ssl http2" if setting.tls else ""
    return "\n".join(f"listen {address}{more};" for address in setting.listen or usual)


def _local(host: Host, setting: Setting, listen: str) -> str:
    tls = TLS.format(key=host.key)
    if not setting.tls:
        commented = "\n".join(line if line.startswith("#") else f"# {line}" for line in tls.splitlines())
        tls = f"# 自己做 https 的，改用：listen 443 ssl http2; listen [::]:443 ssl http2; 或者重写时加 --tls\n{commented}"
    return LOCAL.format(key=host.key, listen=listen, tls=tls)


def _server(host: Host, setting: Setting, beside: dict[str, str]) -> str:
    rest = "".join(_site(shown, setting.public) for shown in host.sites)
    if not host.top:
        rest += "    location / { return 404; }\n"
    icon = f"hosts/{host.key}.icon.svg"
    if f"hosts/{host.key}.robots.txt" in beside:
        rest += f'    location = /robots.txt {{ alias "{setting.place}/hosts/{host.key}.robots.txt"; }}\n'
    if icon in beside:
        rest += f'    location = /favicon.ico {{ types {{ }} default_type image/svg+xml; alias "{setting.place}/{icon}"; }}\n'
    return SERVER.format(name=host.name, key=host.key, place=setting.place, public=setting.public, rest=rest)


def _site(shown: Shown, public: str) -> str:
    return (SITE if shown.prefix else TOP).format(prefix=shown.prefix, site=shown.site, public=public)


def _common() -> str:
    kinds = {**headers.TEXTS, **headers.BINARIES}
    texts = [kind for kind in headers.TEXTS.values() if kind != "text/html"]  # which both directives mean anyway
    return COMMON.format(
        texts=" ".join(texts),
        types="\n".join(f"    {kind} {endings};" for endings, kind in kinds.items()),
        zipped=" ".join(texts),
        always="\n".join(f'add_header {name} "{value}" always;' for name, value in headers.ALWAYS.items()),
    )


def _names(hosts: tuple[Host, ...]) -> str:
    """Room for the hosts' names where nginx's own is too little."""
    return "".join(_rooms(hosts))


def _rooms(hosts: tuple[Host, ...]) -> Iterator[str]:
    longest = max(len(host.name) for host in hosts)
    if longest > 40:
        yield f"server_names_hash_bucket_size {1 << longest.bit_length() + 1};\n"
    if len(hosts) > 300:
        yield f"server_names_hash_max_size {1 << (len(hosts) * 2).bit_length()};\n"
