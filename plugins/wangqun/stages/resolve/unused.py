"""Documents of office programs that lie in a column as if they were pieces, and that no piece shows."""

from ...domain.finding import Finding, Place, Rule, Severity
from ...records import folders
from .atlas import Atlas

FILE_UNUSED = Rule(
    "file-unused",
    Severity.WARN,
    "这个文件没有稿件用到，读者看不到",
    "{advice}",
)
_TEXTS = frozenset(".txt .doc .docx .wps .odt .pdf .ofd".split())
_TABLES = frozenset(".xls .xlsx .et .ods .csv .ppt .pptx .dps .odp .zip".split())
_APART = ("images/", "attachments/")


def unused_files(atlas: Atlas, site: str, findings: list[Finding]) -> None:
    """Tell of each such file of a site; pictures, and what lies in images/, attachments/ or any folder without pieces, may wait
    there unused.
    """
    there = atlas.cluster.files.get(site, {})
    lying = [source for source in there if _suffix(source) in _TEXTS | _TABLES and not source.startswith(_APART)]
    if not lying or site in atlas.cluster.foreign:
        return
    named_so = (name for column in atlas.own_documents[site].columns for name in (column.key, column.title))
    columns = {"", *folders(atlas.cluster.kinds), *named_so, *map(_top, atlas.sources(site))}
    named = atlas.named(site)
    for source in lying:
        if source not in named and _top(source) in columns:
            findings.append(FILE_UNUSED.at(Place(site, there[source].path), advice=_advice(source)))


def _top(source: str) -> str:
    return source.partition("/")[0] if "/" in source else ""


def _advice(source: str) -> str:
    folder, _, name = source.rpartition("/")
    stem = name.rpartition(".")[0]
    attach = f"在用到它的稿件的文件头写 attachments: [{{name: {stem}, file: {name}}}]"
    if name.lower().endswith((".md.txt", ".markdown.txt", ".rst.txt")):
        return f"把文件名改成 {stem}，它才是一篇稿件。"
    if _suffix(source) not in _TEXTS:
        return f"{attach}；用不着的删去。"
    return f"要作为稿件的，把文字写进 {f'{folder}/' if folder else ''}{stem}.md；要作为附件的，{attach}。"


def _suffix(source: str) -> str:
    return f".{source.rpartition('.')[2].lower()}"
