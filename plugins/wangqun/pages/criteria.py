"""What the accessibility statement says is done: each line with the tests that hold it (tests/browser reads this)."""

from typing import NamedTuple

from ..domain.said import said


class Criterion(NamedTuple):
    """A line of the statement, and the tests without which it may not be said: `tests/…/test_x.py::test_y`."""

    text: str
    tests: tuple[str, ...]


_MODES, _PAGES = "tests/browser/test_modes.py::test_", "tests/browser/test_pages.py::test_"
CRITERIA = (
    Criterion(
        said(
            "首页、列表、稿件等模板在普通、长者、深色、高对比四种显示方式下，"
            "宽屏和手机上，用 axe-core 检查没有 WCAG 2.2 AA 级问题。"
        ),
        (f"{_MODES}axe_finds_no_barrier_in_any_mode", f"{_PAGES}axe_finds_no_barrier"),
    ),
    Criterion(
        said("文字与底色的对比度不低于 7∶1，深色和高对比方式也是；控件边框不低于 3∶1。"),
        ("tests/unit/test_tokens.py::test_text_stands_out_seven_to_one", "tests/unit/test_tokens.py::test_controls_stand_out"),
    ),
    Criterion(
        said("只用键盘可以到达和操作全部功能：第一个键跳到正文，菜单用回车打开、Esc 关闭，当前位置有看得见的边框。"),
        (f"{_PAGES}the_first_key_skips_to_the_text", f"{_MODES}the_keyboard_reaches_everything_and_focus_is_seen"),
    ),
    Criterion(
        said(
            "每一页的页头可以打开长者模式：正文不小于 18 像素，可以放大到 30 像素，按钮和链接不小于 60 像素见方，只留常用的事。"
        ),
        (
            f"{_MODES}elder_text_is_large_and_grows_to_thirty",
            f"{_MODES}targets_are_large_enough",
            f"{_MODES}only_main_tasks_remain_in_elder_mode",
        ),
    ),
    Criterion(
        said("选了长者模式和字号，换一页仍然有效，打开时不闪动。"),
        (f"{_MODES}the_choice_is_carried_on_before_first_paint",),
    ),
    Criterion(
        said("关闭脚本，照样可以阅读、翻页、打印和打开长者模式；另有七个互相链接的大字页面。"),
        (
            f"{_PAGES}everything_is_readable_without_script",
            f"{_MODES}the_checkbox_works_without_script",
            f"{_MODES}the_seven_pages_lead_to_each_other_without_script",
        ),
    ),
    Criterion(said("普通方式下，句子之外的按钮和链接不小于 44 像素见方。"), (f"{_MODES}targets_are_large_enough",)),
    Criterion(
        said("屏幕宽 320 像素，或者放大到 400%，不用左右拖动。"),
        (f"{_MODES}nothing_scrolls_sideways_at_320",),
    ),
    Criterion(
        said("系统设为高对比、强制颜色或者减少动态效果时，页面跟着改变，搜索框和当前所在的栏目仍然看得见。"),
        (f"{_MODES}forced_colours_leave_the_search_box_and_the_current_item_visible", f"{_MODES}nothing_moves"),
    ),
    Criterion(
        said("稿件和长者页面可以朗读：点了才读，读到哪一段有标记，可以暂停、继续、停止。"),
        (f"{_MODES}a_text_is_read_aloud_on_request_only",),
    ),
    Criterion(said("打印时只有正文，白底黑字，带网址。"), (f"{_MODES}paper_has_the_text_alone",)),
)
LIMITS = (
    said("附件中的扫描件，读屏软件读不出文字；需要文字版的，可以用下面的渠道索取。"),
    said("没有手语视频。"),
    said("朗读由浏览器自带的中文语音完成，浏览器没有中文语音时，没有朗读按钮，或者读得不准。"),
)
