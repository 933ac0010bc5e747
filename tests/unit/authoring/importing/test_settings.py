"""Settings of an old site are read, never run."""

from pathlib import Path

import pytest

from wangqun.authoring.importing.settings import read_settings


def settings_of(folder: Path, text: str, publish: str = "") -> dict[str, object]:
    """What two files set."""
    (folder / "pelicanconf.py").write_text(text, encoding="utf-8")
    if publish:
        (folder / "publishconf.py").write_text(publish, encoding="utf-8")
    return read_settings(folder).values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PATH = 'content'", {"PATH": "content"}),
        ("ARTICLE_URL = ARTICLE_SAVE_AS = '{slug}.html'", {"ARTICLE_URL": "{slug}.html", "ARTICLE_SAVE_AS": "{slug}.html"}),
        ("ARTICLE_URL = '{slug}/'\nARTICLE_SAVE_AS = ARTICLE_URL + 'index.html'", {"ARTICLE_SAVE_AS": "{slug}/index.html"}),
        ("X = ['a']\nSTATIC_PATHS = X + ['b']", {"STATIC_PATHS": ["a", "b"]}),
        ("STATIC_PATHS = ['a']\nSTATIC_PATHS += ['b']", {"STATIC_PATHS": ["a", "b"]}),
        ("H = 'a.example'\nSITEURL = f'https://{H}'", {"SITEURL": "https://a.example"}),
        ("EXTRA_PATH_METADATA = {'a': {'path': 'b'}}", {"EXTRA_PATH_METADATA": {"a": {"path": "b"}}}),
        ("DEFAULT_DATE: tuple = (2012, 3, 2)", {"DEFAULT_DATE": [2012, 3, 2]}),
        ("FILENAME_METADATA = r'(?P<date>\\d+)'", {"FILENAME_METADATA": r"(?P<date>\d+)"}),
        ("PLUGINS = ['evil']\nTHEME = 'x'\nREADERS = {}\nMARKDOWN = {}\nJINJA_FILTERS = {}", {}),
    ],
)
def test_plain_values_are_known(text: str, expected: dict[str, object], tmp_path: Path) -> None:
    assert expected.items() <= settings_of(tmp_path, text).items()
    assert set(settings_of(tmp_path, text)) <= {*expected, "ARTICLE_URL"}


def test_the_later_file_stands(tmp_path: Path) -> None:
    found = settings_of(tmp_path, "SITEURL = ''\nPATH = 'a'", "from pelicanconf import *\nSITEURL = 'https://a.example'")

    assert found == {"SITEURL": "https://a.example", "PATH": "a"}


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("import os\nSITEURL = os.environ['X']", ("pelicanconf.py", 2, "SITEURL")),
        ("PATH = 'a'\nif True:\n    PATH = 'b'", ("pelicanconf.py", 2, "PATH")),
        ("PATH = open('/etc/passwd').read()", ("pelicanconf.py", 1, "PATH")),
        ("PATH = __import__('os').getcwd()", ("pelicanconf.py", 1, "PATH")),
        ("PATH = 'a' * 10 ** 9", ("pelicanconf.py", 1, "PATH")),
        ("PATH = [x for x in 'ab']", ("pelicanconf.py", 1, "PATH")),
        ("PATH = ", ("pelicanconf.py", 1, "")),
    ],
)
def test_what_only_running_would_tell_is_named(text: str, unread: tuple[str, int, str], tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text(text, encoding="utf-8")

    assert unread in read_settings(tmp_path).unread


def test_a_setting_that_is_no_longer_known_is_not_the_old_one(tmp_path: Path) -> None:
    assert settings_of(tmp_path, "import os\nPATH = 'a'\nPATH = os.getcwd()") == {}


def test_a_file_that_makes_a_mark_makes_none(tmp_path: Path) -> None:
    settings_of(tmp_path, f"open({str(tmp_path / 'ran')!r}, 'w')\nPATH = 'content'")

    assert not (tmp_path / "ran").exists()
