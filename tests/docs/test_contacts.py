"""Telephones, addresses and hours of the demo agree: each site's page of contacts is what all else is held against."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from clusters import REPO

CONTENT = REPO / "content"
SITES = {path.stem: path for path in (REPO / "sites").glob("*/*.yaml") if path.stem != "quanguo"}
AREAS = {"0981": "yunze yannan moxi qinglan liuxi", "0982": "shuochuan baitan songyu lanling shipan", "0989": "boyuan"}
OFFICE, REPORTS = "100", "0981-5550110"
NUMBER = re.compile(r"0\d{2,3}-\d{7,8}")
ROW = re.compile(r"^\| (?P<name>.+?) \| (?P<phone>0[\d-]+) \| (?P<about>.+?) \|$", re.M)


@cache
def header(site: str, page: str) -> dict[str, object]:
    """The header of a standing page."""
    text = (folder(site) / "pages" / f"{page}.md").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text.split("---\n")[1]))


def folder(site: str) -> Path:
    return CONTENT / SITES[site].parent.name / site


@cache
def directory(site: str) -> dict[str, tuple[str, str]]:
    """What the page of contacts lists: number -> name, and what it is for or where it is."""
    text = (folder(site) / "pages/contact.md").read_text(encoding="utf-8")
    return {row["phone"]: (row["name"], row["about"]) for row in ROW.finditer(text)}


@cache
def texts(site: str) -> dict[str, str]:
    """Every text of a site by its path."""
    paths = [path for path in folder(site).rglob("*") if path.suffix in {".md", ".rst", ".yaml"}]
    return {path.relative_to(CONTENT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def offline(site: str, page: str) -> dict[str, str]:
    return dict(header(site, page)["offline"])  # type: ignore[call-overload]


@pytest.mark.parametrize("site", SITES)
def test_each_site_has_its_standing_pages(site: str) -> None:
    pages = {path.stem for path in (folder(site) / "pages").glob("*.md")}

    assert {"about", "contact", "petition", "privacy"} <= pages


@pytest.mark.parametrize("site", SITES)
def test_every_number_has_the_area_of_its_place_and_is_listed_where_it_belongs(site: str) -> None:
    listed = {number for each in SITES for number in directory(each)}
    own = re.findall(r'contact_public: \{phone: "([\d-]+)"', "".join(texts(site).values()))  # a deputy's own, not an office's
    others = {"0981-5551128", "0981-5554120"}  # the water bureau's window, and a federation that is no congress

    for path, text in texts(site).items():
        for number in NUMBER.findall(text):
            assert re.fullmatch(r"098[129]-555\d{4}", number), f"{path}: {number}"
            assert number in listed | others | set(own), f"{path}: {number} is on no page of contacts"
    area = next(area for area, sites in AREAS.items() if site in sites.split())
    assert {number[:4] for number in directory(site)} == {area}


@pytest.mark.parametrize("site", SITES)
def test_a_number_has_one_name(site: str) -> None:
    found = [number for number in directory(site) if any(number in directory(other) for other in SITES if other != site)]

    assert found == []
    assert len({name for name, _ in directory(site).values()}) == len(directory(site))


@pytest.mark.parametrize("site", SITES)
def test_the_footer_says_what_the_page_of_contacts_says(site: str) -> None:
    footer = yaml.safe_load(SITES[site].read_text(encoding="utf-8"))["footer"]
    office = offline(site, "contact")

    assert office["phone"].endswith(OFFICE)
    assert directory(site)[office["phone"]]
    assert footer["contact"] == f"{office['address'].removeprefix('云泽省')}，{office['phone']}"
    assert footer["report_phone"] == REPORTS in directory("yunze")


@pytest.mark.parametrize("site", SITES)
def test_the_page_of_petitions_agrees_with_itself_and_with_the_page_of_contacts(site: str) -> None:
    where, office = offline(site, "petition"), offline(site, "contact")

    assert where["phone"] in directory(site)
    assert where["address"].startswith(office["address"]), "one house"
    assert where["postcode"] == office["postcode"]
    assert directory(site)[where["phone"]][1], "what it is for"


@pytest.mark.parametrize("page", ["petition", "contact"])
@pytest.mark.parametrize("site", SITES)
def test_a_page_says_once_how_the_office_is_reached(site: str, page: str) -> None:
    where = offline(site, page)
    body = (folder(site) / "pages" / f"{page}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    words = ROW.sub("", body)  # a directory lists the office among others

    assert where.keys() >= {"phone", "address", "postcode", "hours"}, "the head of the page says all of it"
    assert [key for key, value in where.items() if value in words] == []
    assert [number for number in NUMBER.findall(words) if number.endswith("166")] == []


@pytest.mark.parametrize("site", SITES)
def test_the_page_about_the_congress_says_the_same(site: str) -> None:
    about, office = texts(site)[f"{folder(site).relative_to(CONTENT).as_posix()}/pages/about.md"], offline(site, "contact")
    street = re.sub(r"^云泽省(.+?市(?=.))?", "", office["address"])

    assert office["phone"] in about
    assert street in about


@pytest.mark.parametrize("site", SITES)
def test_stations_are_listed_with_their_number_and_address(site: str) -> None:
    path = folder(site) / "stations.yaml"
    stations = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    numbers = [station["phone"] for station in stations]

    for station in stations:
        assert directory(site)[station["phone"]] == (station["name"], station["address"])
        assert station["reception_days"], station["key"]
    assert len(set(numbers)) == len(numbers), "one telephone is of one station"


def test_who_is_written_to_by_one_number_has_one_address() -> None:
    houses: dict[str, set[str]] = {}
    for site in SITES:
        for text in texts(site).values():
            found = re.findall(r"offline: \{phone: ([\d-]+), address: ([^,]+),", text)
            found += (
                re.findall(r"^  phone: ([\d-]+)\n(?:  fax: .*\n)?  address: (.+)$", text, re.M) if "channels:" in text else []
            )
            for number, address in found:
                houses.setdefault(number, set()).add(re.match(r".*?(?:号|一楼)|.+", address)[0])  # type: ignore[index]

    assert {number: found for number, found in houses.items() if len(found) > 1} == {}
    assert len(houses) > 20
