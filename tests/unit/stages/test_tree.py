"""Sites on their tree, with addresses."""

from conftest import Federate


def test_parents_come_before_children(federation: Federate) -> None:
    assert list(federation({}).views) == ["sheng", "shi", "xian"]


def test_a_site_knows_its_ancestors_and_children(federation: Federate) -> None:
    views = federation({}).views

    assert [site.id for site in views["xian"].member.ancestors] == ["sheng", "shi"]
    assert views["shi"].member.children == ("xian",)
    assert [neighbour.url for neighbour in views["xian"].breadcrumb] != [None, None, None]
    assert [neighbour.url for neighbour in views["xian"].breadcrumb] == ["/", "/shi/", "/xian/"]


def test_the_root_has_the_base_address_and_others_lie_below(federation: Federate) -> None:
    views = federation({}).views
    addresses = {site: view.member.address.absolute("") for site, view in views.items()}

    assert addresses == {
        "sheng": "https://rd.test.example/",
        "shi": "https://rd.test.example/shi/",
        "xian": "https://rd.test.example/xian/",
    }


def test_an_external_nation_may_stand_above_the_root(federation: Federate) -> None:
    nation = "name: 全国人民代表大会\nshort_name: 全国人大\narea: 全国\nexternal: true\n"
    province = "name: 示例省人民代表大会\nshort_name: 示例省人大\ndivision_code: '970000'\nparent: quanguo\n"
    made = federation({"sites/national/quanguo.yaml": nation, "sites/province/sheng.yaml": province})

    assert ("quanguo" not in made.views, ()) == (True, made.findings)
    assert [(n.title, n.url) for n in made.views["sheng"].breadcrumb] == [("全国", None), ("示例省", "/")]


def test_siblings_follow_their_division_codes(federation: Federate) -> None:
    text = "name: {0}县人民代表大会\nshort_name: {0}县人大\ndivision_code: '{1}'\nparent: shi\n"
    files = {f"sites/county/{name}.yaml": text.format(name, code) for name, code in (("aa", "970130"), ("zz", "970110"))}
    views = federation(files).views

    assert views["shi"].member.children == ("zz", "xian", "aa")
    assert [neighbour.id for neighbour in views["xian"].kin] == ["zz", "xian", "aa"]


def test_the_platform_is_the_parents_unless_it_is_named(federation: Federate) -> None:
    text = "name: 示例县人民代表大会\nshort_name: 示例县人大\ndivision_code: '970121'\nparent: shi\nplatform_parent: sheng\n"

    assert federation({}).views["xian"].member.platform == "shi"
    assert federation({"sites/county/xian.yaml": text}).views["xian"].member.platform == "sheng"


def test_townships_need_two_reviews_others_three(federation: Federate) -> None:
    text = "name: 示例镇人民代表大会\nshort_name: 示例镇人大\ndivision_code: '970121100'\nparent: xian\n"
    views = federation({"sites/township/zhen.yaml": text}).views

    assert {site: view.member.review_stages for site, view in views.items()} == {"sheng": 3, "shi": 3, "xian": 3, "zhen": 2}
