"""A site's own main colour, and files laid over the theme's."""

from pathlib import Path

from clusters import FAULTS, NOW, read_folder, run, write_cluster

SITE = "sites/county/xian.yaml"
PLAIN = read_folder(FAULTS / "_base")[SITE]


def test_a_site_has_its_colour_by_day_and_by_night_and_others_have_the_themes(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {SITE: PLAIN + "colour: '#1F4E5F'\n"})

    run(root, NOW)

    public = root / "build/public"
    sheet = (public / "xian/colour.css").read_text(encoding="utf-8")
    assert sheet.splitlines() == [
        ":root { --accent: #1f4e5f; --on-accent: #ffffff; }",
        "@media (prefers-color-scheme: dark) { :root { --accent: #5dadca; --on-accent: #181715; } }",
    ]
    page = (public / "xian/index.html").read_text(encoding="utf-8")
    assert page.index("css/tokens.css") < page.index('href="/xian/colour.css"')
    assert not (public / "shi/colour.css").exists()
    assert "colour.css" not in (public / "shi/index.html").read_text(encoding="utf-8")


def test_a_file_laid_over_the_themes_stands_in_its_place_on_every_site(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {"ours/css/tokens.css": ":root { --paper: #fff; }\n", "ours/js/more.js": "export {};\n"})
    run(root, NOW)
    before = {path.name for path in (root / "build/public/xian/theme").iterdir()}
    settings = root / "pelicanconf.py"
    settings.write_text(f"THEME_STATIC_OVERRIDES = [{str(root / 'ours')!r}]\n", encoding="utf-8")

    run(root, NOW)

    (folder,) = (root / "build/public/xian/theme").iterdir()
    assert folder.name not in before
    assert (folder / "css/tokens.css").read_text(encoding="utf-8") == ":root { --paper: #fff; }\n"
    assert (folder / "js/more.js").is_file()
    assert (folder / "css/style.css").is_file()
    assert f"theme/{folder.name}/css/tokens.css" in (root / "build/public/shi/index.html").read_text(encoding="utf-8")
    (root / "ours/css/tokens.css").write_text(":root { --paper: #eee; }\n", encoding="utf-8")

    run(root, NOW)

    (after,) = (root / "build/public/xian/theme").iterdir()
    assert (after / "css/tokens.css").read_text(encoding="utf-8") == ":root { --paper: #eee; }\n"
