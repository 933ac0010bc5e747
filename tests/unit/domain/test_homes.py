"""Somebody's home is found by what governs it; a room of an office, a plot and a firm's seat are nobody's."""

import unicodedata

import pytest

from wangqun.domain.homes import has_door, homes, is_dwelling
from wangqun.scan.passages import Passage


def found(text: str) -> list[str]:
    """The masked homes in a text, as a passage has it."""
    return [home.masked for home in homes(Passage(text, 1).tight)]


@pytest.mark.parametrize(
    "text",
    [
        "演示甲家住城关镇中山路12号3单元402室。",
        "现住石盘村5组18号",
        "现住人民路八号",
        "居住在县医院对面的人民路八号",
        "家住老街12号",
        "| 姓名 | 演示甲 |\n| 住址 | 中山路12号 |",
        "居住在幸福小区3栋2单元402室",
        "居住于石盘村18号",
        "长期居住在中山路八十八号",
        "租住中山路12号",
        "租住在幸福小区12号楼301户",
        "家住城关镇，中山路12号3单元402室",
        "住在幸福小区3栋402",
        "演示甲，男，汉族，住石盘村五组十八号。",
        "家住幸福小区3-2-402",
        "家住县政府家属院3号楼402室",
        "家住政府路12号",
        "居住在县医院对面中山路12号",
        "居住在县医院对面的中山路12号",
        "家住幸福小区3栋的演示甲",
        "现居住地为石盘村18号",
        "户籍地：城关镇中山路12号",
        "家在中心镇东风村二组12号",
        "暂住在幸福小区B座1201室",
        "现居住在石盘村3社5号",
        "家住城关镇中山路１２号３单元４０２室",
        "家 住 城 关 镇 中 山 路 12 号 3 单 元 402 室",
        "家住中山路 12 号 3 单元 402 室",
        "家\u200b住中山路十二号三单元四〇二室",
        "**家住**中山路12号",
        "| 演示甲 | 家住中山路12号 |",
        "现住址：示例镇东风村二组12号",
        "演示甲住中山路12号3单元402室",
        "演示甲同志住示例镇东街18号",
        "申请人演示甲现居中山路12号3单元402室",
        "退休后定居在石盘村5组18号",
        "常住石盘村5组18号",
        "其家位于中山路12号3单元402室",
    ],
)
def test_a_home_is_found_and_not_shown(text: str) -> None:
    (masked,) = found(text)

    assert not set(masked) & set("0123456789路村")


@pytest.mark.parametrize(
    "text",
    [
        "房屋坐落于中山路12号3单元402室",
        "地块位于石盘村5组18号以东",
        "公司住所：城关镇中山路12号3室",
        "国家住房和城乡建设部中山路12号3单元",
        "代表联络站地址：中山路12号3室",
        "县政府3号楼402室",
        "首批居民入住幸福小区3栋2单元402室",
        "居住在本省行政区域内的公民",
        "住建局在中山路12号3单元402室办公",
        "家住石盘村三组的演示甲",
        "租住两室一厅的公租房",
        "居住在幸福小区12号楼的28户居民",
        "居住在12栋楼里的居民",
        "代表们居住在县宾馆3号楼402室",
        "代表住在3号楼402室，早餐在一楼",
        "暂住证在中山路12号办理",
        "家住城关镇",
        "居住在石盘村的32户村民",
        "现住户数120户",
        "居住在石盘村第3号选区的选民",
        "居住在石盘村第十二号地块",
        "家住地铁3号线附近",
        "专家住在县宾馆3号楼",
        "住房困难家庭到中山路12号登记",
        "户籍所在地的村民委员会",
        "居住在本县的选民到代表联络站（中山路12号3室）登记",
        "居住在城关镇的公民在中山路12号领表",
        "家住石盘村，到中山路12号服务大厅办事",
        "居住在3栋的居民出行方便了",
        "电梯已完工，住在12栋的群众很满意",
        "代表住在中山路12号县宾馆",
        "村民住上了幸福小区3栋的新房",
        "住院部2栋5楼302室",
        "常住人口1200人，幸福小区3栋2单元最多",
        "抓住中山路12号棚改的契机",
        "首批居民入住幸福小区3栋2单元402室",
        "定居在本县的华侨到中山路12号办理",
        "现居住人口在中山路12号登记",
        "分住县宾馆3号楼",
    ],
)
def test_what_is_nobodys_home_is_honest(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("幸福小区3栋2单元402室", (True, True)),
        ("中山路12号3单元402室", (True, True)),
        ("石盘村5组18号", (True, True)),
        ("县委家属院3号楼402室", (True, True)),
        ("中山路12号", (False, True)),
        ("中山路12号3室", (False, True)),
        ("城关镇", (False, False)),
        ("县政府大楼 402 室", (False, False)),
        ("幸福小区党群服务中心201室", (False, False)),
        ("幸福小区3栋1单元101室代表联络站", (False, False)),
        ("柳汐镇人大办公室", (False, False)),
    ],
)
def test_an_address_is_a_dwelling_or_an_office(address: str, expected: tuple[bool, bool]) -> None:
    plain = unicodedata.normalize("NFKC", address)

    assert (is_dwelling(plain), has_door(plain)) == expected
