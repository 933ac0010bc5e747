"""What pelicanconf.py brings along is a source too: code that it names or holds, values found elsewhere, more templates."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clusters import REPO

from .building import Workshop, beforehand, differences, outputs, workplace
from .sources import SETTINGS, THEME, beginning, settings_text, themed
from .staging import Scene, both, put, scene

OWN = "import sys\nfrom pathlib import Path\n\nHERE = Path(__file__).parent\nsys.path.insert(0, str(HERE / 'own'))\n"
SAID = """from pathlib import Path

from pelican import signals


def write(pelican):
    (Path(pelican.output_path) / "said.txt").write_text("{}")


def register():
    signals.finalized.connect(write)
"""
EXTENSION = """from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor


class Put(Postprocessor):
    def run(self, text):
        return text.replace("一段", "{}")


class Marked(Extension):
    def extendMarkdown(self, md):
        md.postprocessors.register(Put(md), "put", 1)


def makeExtension(**options):
    return Marked(**options)
"""
FILTER = "def aloud(text):\n    return text + '{}'\n"
FOOTER = f"{THEME}templates/footer.html"
HELD = "from aloud import aloud\nJINJA_FILTERS = {'aloud': aloud}\n"
FOUND = "import json\nFEED_MAX_ITEMS = json.loads((HERE / 'own/found.json').read_text())\n"
NAMED = "MARKDOWN = {'extensions': ['put'], 'extension_configs': {'markdown.extensions.extra': {}}, 'output_format': 'html'}\n"
GIVEN = NAMED.replace("['put']", "[__import__('put').Marked()]")


def settings(more: str) -> dict[str, str]:
    """A pelicanconf.py that says more than usual."""
    return {"pelicanconf.py": f"{OWN}{settings_text(SETTINGS)}{more}"}


def twice(name: str, text: str, more: str) -> Scene:
    """Settings that rest on a file of the cluster's own, and another version of that file."""
    return scene(put({f"own/{name}": text.format("甲"), **settings(more)}), put({f"own/{name}": text.format("乙")}))


WORDS = 'msgid "搜索"\nmsgstr "{}"\n'
PLAIN = (REPO / FOOTER).read_text(encoding="utf-8")
ALOUD = twice("aloud.py", FILTER, HELD)
CASES = {
    "plugin": twice("said.py", SAID, "PLUGINS = ['said']\n"),
    "extension by name": twice("put.py", EXTENSION, NAMED),
    "extension by hand": twice("put.py", EXTENSION, GIVEN),
    "filter": Scene(both(themed, put({FOOTER: f"{PLAIN}{{{{ '喊' | aloud }}}}"}), ALOUD.before), ALOUD.edit),
    "value": scene(put({"own/found.json": "1", **settings(FOUND)}), put({"own/found.json": "5"})),
    "templates": scene(
        put(
            {
                "over/footer.html": f"{PLAIN}<!-- 甲 -->",
                **settings("THEME_TEMPLATES_OVERRIDES = [str(HERE / 'over')]\n"),
            }
        ),
        put({"over/footer.html": f"{PLAIN}<!-- 乙 -->"}),
    ),
    "words": scene(
        put({"own/words.po": WORDS.format("查询"), **settings("TRANSLATIONS = [HERE / 'own/words.po']\n")}),
        put({"own/words.po": WORDS.format("检索")}),
    ),
}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A place for this module's builds."""
    with workplace() as name:
        beforehand(Path(name) / "warm")
        yield Path(name)


@pytest.mark.parametrize("name", CASES)
def test_another_version_of_it_makes_all_anew(name: str, folder: Path) -> None:
    before = CASES[name].before(beginning())
    workshop = Workshop(folder / name)
    workshop.build(before)
    first = outputs(workshop.root)
    workshop.build(before)  # nothing changed
    workshop.judge(CASES[name].edit(before))

    assert differences(outputs(workshop.root), first)
