"""Whatever a county commits, every other site is byte for byte what it is without, and nothing lands outside."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from clusters import IMPORTED, NOW, public_tree, run, write_cluster
from strategies import bodies, headers

SITE = "xian"
FOLDERS = ("", "news/", "pages/", "images/", "新栏目/", "a/b/", "theme/", "sheng/", "article/", "search/", "..a/", "deputies/")
SUFFIXES = (".md", ".rst", ".yaml", ".html", ".txt", ".jpg", ".svg", ".csv", "", ".MD", ".md~")
STEERING = (
    "save_as",
    "url",
    "template",
    "slug",
    "category",
    "aliases",
    "status",
    "id",
    "moved_to",
    "share",
    "tags",
    "lang",
    "date",
)
WAYS_OUT = (
    "../../../out.html",
    "/../sheng/index.html",
    "..",
    "sheng:article/good",
    "shi:article/x",
    "x\\..\\y",
    "/etc",
    "%2e%2e/x",
    "{to: [sheng]}",
)


def paths() -> SearchStrategy[str]:
    """A place below the county's folder; the name may be anything a file system takes."""
    name = st.text(min_size=1, max_size=20).map(lambda text: text.replace("/", "").replace("\0", "")) | st.sampled_from(
        ["index", "good", "404", "manifest", "CON", "..", "a b", "page", "%2e%2e", "{{x}}", "ｇｏｏｄ", "gооd"]
    )
    return st.builds("{}{}{}".format, st.sampled_from(FOLDERS), name, st.sampled_from(SUFFIXES))


def texts() -> SearchStrategy[str]:
    """A header that steers, any header, or any body."""
    row = st.builds("{}: {}\n".format, st.sampled_from(STEERING), st.sampled_from(WAYS_OUT) | st.text(max_size=12))
    steering = st.lists(row, max_size=5).map(
        lambda rows: f"---\ntitle: 题\ndate: 2026-03-01\n{IMPORTED}{''.join(rows)}---\n正文\n"
    )
    return steering | headers() | bodies()


def elsewhere(root: Path) -> dict[str, bytes]:
    """What other sites show; the cluster's feed names pieces of all, its search finds them."""
    return {
        name: content
        for name, content in public_tree(root).items()
        if not name.startswith((f"{SITE}/", "sheng/search/")) and not name.endswith("/cluster.atom.xml")
    }


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What other sites show while the county commits nothing."""
    root = write_cluster(tmp_path_factory.mktemp("calm"), {})
    run(root, NOW)
    return elsewhere(root)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    tree=st.dictionaries(paths(), texts(), min_size=1, max_size=12),
    links=st.lists(st.sampled_from(["/etc", "..", "../../province"]), max_size=2),
)
def test_a_county_changes_no_one_else(tree: dict[str, str], links: list[str], calm: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_cluster(Path(folder, "root"), {})
        for name, text in tree.items():
            path = root / "content" / "county" / SITE / name
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
            except (OSError, UnicodeError):
                continue  # no such name can be committed
        for number, target in enumerate(links):
            (root / "content" / "county" / SITE / f"link{number}.md").symlink_to(target)
        before = {path.name for path in Path(folder).iterdir()}

        report = run(root, NOW)

        assert report.failed == ()
        assert elsewhere(root) == calm
        assert (root / "build" / "public" / SITE / "article" / "good.html").is_file() or _took_over(report.findings)
        assert {path.name for path in Path(folder).iterdir()} == before
        assert {path.name for path in root.iterdir()} == {"sites", "content", "build"}
        shutil.rmtree(root)


def _took_over(findings: object) -> bool:
    """True when the county itself wrote over its good piece, or gave a second one the same name."""
    return any(f.path.endswith("news/good.md") or f.code == "id-duplicate" for f in findings)  # type: ignore[attr-defined]
