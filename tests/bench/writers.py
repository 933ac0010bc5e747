"""The same content three times: as one Wangqun cluster, as plain Pelican sites, as Hugo sites; the peers with bare layouts."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from .hebei import COLUMNS, Piece, Region

PER_PAGE = 20
Content = Mapping[Region, Sequence[Piece]]


def write_wangqun(root: Path, content: Content) -> None:
    """One cluster with the headers its rules ask for: three reviews and a secrecy review each."""
    top = next(iter(content))
    _write(root / "sites" / "cluster.yaml", f"name: {top.name}人大网站群\nroot: {top.site}\nbase_url: https://bench.example/\n")
    for region, made in content.items():
        parent = f"parent: {region.parent}\n" if region.parent else ""
        names = f"name: {region.name}人民代表大会\nshort_name: {region.name}人大\narea: {region.name}\n"
        _write(root / "sites" / region.level / f"{region.site}.yaml", f'{names}division_code: "{region.code}"\n{parent}')
        for piece in made:
            _write(wangqun_file(root, region, piece), _wangqun_header(piece) + piece.body_with("{filename}../{column}/{slug}.md"))


def wangqun_file(root: Path, region: Region, piece: Piece) -> Path:
    """Where one article stands in the cluster."""
    return root / "content" / region.level / region.site / piece.column / f"{piece.slug}.md"


def _wangqun_header(piece: Piece) -> str:
    editor, *reviewers = piece.people
    reviews = "".join(
        f"  - {{stage: {stage}, role: {role}, person: {person}, time: {piece.date - timedelta(hours=hours):%Y-%m-%d %H:%M},"
        " proofread: true, result: pass}\n"
        for stage, role, person, hours in zip(
            ("first", "second", "final"), ("办公室主任", "分管副主任", "分管信息和保密的领导"), reviewers, (8, 4, 1), strict=True
        )
    )
    return (
        f"---\ntitle: {piece.title}\ndate: {piece.date:%Y-%m-%d %H:%M}\nsource: {piece.source}\neditor: {editor}\n"
        f"tags: [{', '.join(piece.tags)}]\nreviews:\n{reviews}"
        f"secrecy_review: {{person: {reviewers[-1]}, time: {piece.date - timedelta(hours=2):%Y-%m-%d %H:%M}, result: public}}\n"
        "---\n"
    )


def write_pelican(root: Path, content: Content) -> None:
    """A stock Pelican site for each region: settings file, content, a theme of an article page and a paginated list."""
    theme = root / "theme" / "templates"
    for name, text in _PELICAN_THEME.items():
        _write(theme / name, text)
    for region, made in content.items():
        folder = root / region.site
        settings = {
            "SITENAME": f"{region.name}人大",
            "SITEURL": f"/{region.site}",
            "THEME": str(theme.parent),
        } | _PELICAN_SETTINGS
        _write(folder / "pelicanconf.py", "".join(f"{key} = {value!r}\n" for key, value in settings.items()))
        for piece in made:
            header = (
                f"Title: {piece.title}\nDate: {piece.date:%Y-%m-%d %H:%M}\nSlug: {piece.slug}\nTags: {', '.join(piece.tags)}\n"
            )
            header += f"Author: {piece.people[0]}\nSource: {piece.source}\n\n"
            body = piece.body_with("{filename}../{column}/{slug}.md")
            _write(folder / "content" / piece.column / f"{piece.slug}.md", header + body)


def write_hugo(root: Path, content: Content) -> None:
    """A Hugo site for each region: configuration, content, a single and a paginated list layout."""
    for region, made in content.items():
        folder = root / region.site
        _write(folder / "hugo.toml", f'title = "{region.name}人大"\nbaseURL = "/{region.site}/"\n{_HUGO_SETTINGS}')
        for name, text in _HUGO_LAYOUTS.items():
            _write(folder / "layouts" / name, text)
        for column in dict.fromkeys(piece.column for piece in made):
            _write(folder / "content" / column / "_index.md", f"---\ntitle: {COLUMNS[column][0]}\n---\n")
        for piece in made:
            header = {"title": piece.title, "date": f"{piece.date:%Y-%m-%dT%H:%M:00+08:00}", "slug": piece.slug}
            header |= {"keywords": list(piece.tags), "author": piece.people[0], "source": piece.source}
            rows = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in header.items())
            body = piece.body_with('{{< relref "/{column}/{slug}.md" >}}')
            _write(folder / "content" / piece.column / f"{piece.slug}.md", f"---\n{rows}---\n{body}")


WRITERS: dict[str, Callable[[Path, Content], None]] = {"wangqun": write_wangqun, "pelican": write_pelican, "hugo": write_hugo}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


_HEAD = '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n<body>\n'
_FOOT = "</body>\n</html>\n"
_PELICAN_NAV = (
    '<nav>{% for category, _ in categories %}<a href="{{ SITEURL }}/{{ category.url }}">{{ category }}</a> {% endfor %}</nav>\n'
)
_PELICAN_LIST = (
    _HEAD.format(title="{{ SITENAME }}")
    + _PELICAN_NAV
    + "<ul>\n{% for article in articles_page.object_list %}"
    + '<li><a href="{{ SITEURL }}/{{ article.url }}">{{ article.title }}</a> {{ article.date.strftime("%Y-%m-%d") }}</li>\n'
    + "{% endfor %}</ul>\n"
    + '{% if articles_page.has_next() %}<a href="{{ SITEURL }}/{{ articles_next_page.url }}">下一页</a>\n{% endif %}'
    + _FOOT
)
_PELICAN_THEME = {
    "article.html": _HEAD.format(title="{{ article.title }}")
    + _PELICAN_NAV
    + '<h1>{{ article.title }}</h1>\n<p>{{ article.date.strftime("%Y-%m-%d %H:%M") }} {{ article.source }}</p>\n'
    + "{{ article.content }}\n"
    + _FOOT,
    "index.html": _PELICAN_LIST,
    "category.html": _PELICAN_LIST,
}
_PELICAN_SETTINGS = {
    "PATH": "content",
    "TIMEZONE": "Asia/Shanghai",
    "DEFAULT_LANG": "zh-cn",
    "DEFAULT_PAGINATION": PER_PAGE,
    "PAGINATED_TEMPLATES": {"index": None, "category": None},
    "DIRECT_TEMPLATES": ["index"],
    "AUTHOR_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "STATIC_PATHS": [],
    "PAGE_PATHS": [],
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "TRANSLATION_FEED_ATOM": None,
}
_HUGO_NAV = '<nav>{{ range .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>\n'
_HUGO_SETTINGS = f"""timeZone = "Asia/Shanghai"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
[pagination]
pagerSize = {PER_PAGE}
disableAliases = true
"""
_HUGO_LAYOUTS = {
    "single.html": _HEAD.format(title="{{ .Title }}")
    + _HUGO_NAV
    + '<h1>{{ .Title }}</h1>\n<p>{{ .Date.Format "2006-01-02 15:04" }} {{ .Params.source }}</p>\n{{ .Content }}\n'
    + _FOOT,
    "list.html": "{{ $pager := .Paginate (cond .IsHome .Site.RegularPages .Pages) }}"
    + _HEAD.format(title="{{ .Site.Title }}")
    + _HUGO_NAV
    + "<ul>\n{{ range $pager.Pages }}"
    + '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}</li>\n{{ end }}</ul>\n'
    + '{{ if $pager.HasNext }}<a href="{{ $pager.Next.URL }}">下一页</a>\n{{ end }}'
    + _FOOT,
}
