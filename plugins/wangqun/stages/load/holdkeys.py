"""Keys by which writers keep a piece back and which are no fields: those of other software, those of offices, slips of the pen.

Hugo, Jekyll, Hexo, Eleventy, Astro, Zola, VuePress, Ghost, Obsidian, WordPress and Pelican's plugins each have their own.
"""

from functools import lru_cache
from typing import Literal, NamedTuple

from ...domain.patterns import pattern
from ...domain.words import fold

Sense = Literal["keeps", "level", "shows", "says", "verdict", "from", "until", "waits"]


class Meaning(NamedTuple):
    """What a key that is no field says, and the `field` to write instead (`hidden` stands for a status of that name).

    `sense` is how its value is read. True `keeps` the piece back (a `level` may be left empty) or `shows` it; a `verdict` is in
    words, what `says` so in words or by yes and no; a moment is the one `from` or `until` which the piece is public; one that
    `waits` says true or until when. Of a `strict` key every value that does not plainly let the piece be shown holds it back; of
    another, an ordinary word too, only one that plainly does. `near` is a slip of the pen; that of an `ordinary` word counts only
    when the field itself is missing.
    """

    field: str
    sense: Sense
    strict: bool = True
    near: bool = False
    ordinary: bool = False


FIELDS: dict[str, Sense] = {
    "status": "verdict",
    "openness": "verdict",
    "secrecy_review": "verdict",
    "reviews": "verdict",
    "withdrawn": "keeps",
    "moved_to": "keeps",
    "date": "from",
}
"""The fields that keep a piece back."""

STRICT: dict[tuple[str, Sense], str] = {
    ("status", "keeps"): (
        "draft is_draft drafts unpublished unpublish no_publish not_published dont_publish do_not_publish wip"
        " work_in_progress trash trashed deleted is_deleted disabled 草稿 是草稿 是否草稿 待审 待审核 待审稿 未审 未审核"
        " 待发布 未发布 暂不发布 不发布 先不发布 暂缓发布 缓发 勿发 请勿发布 不要发布 未定稿 待定稿 下架 已下架 下线 已下线"
        " 停用"
    ),
    ("hidden", "keeps"): (
        "hidden is_hidden unlisted is_unlisted invisible 隐藏 是否隐藏 不列出 不进列表 noindex no_index"
        " exclude_from_collections eleventy_exclude_from_collections exclude_from_search exclude_from_feed"
    ),
    ("openness", "keeps"): (
        "private is_private secret is_secret internal internal_only restricted confidential members_only only_me encrypt"
        " encrypted protected password_protected 内部 内部资料 内部文件 内部使用 内部刊物 仅供内部 仅内部 仅限内部"
        " 不公开 暂不公开 不予公开 不宜公开 是否不公开 未公开 私密 私有 保密 涉密 是否涉密 工作秘密 国家秘密"
    ),
    ("openness", "level"): (
        "security_level secret_level secrecy secrecy_level confidentiality password passwd post_password 密级 秘密等级"
        " 保密等级 涉密等级 定密 保密期限 知悉范围 密码 访问密码"
    ),
    ("status", "shows"): (
        "published is_published publish publishable approved is_approved dg_publish is_public 是否发布 是否公开 是否上线"
        " 允许发布 可否公开 能否公开"
    ),
    ("status", "verdict"): (
        "post_status publish_status publication_status publishing_status workflow_state workflow_status moderation_state"
        " 发布情况 审核状态 审批状态 文章状态"
    ),
    ("openness", "shows"): (
        "visibility post_visibility access_level 信息公开属性 公开范围 公开程度 公开选项 可见性 可见范围 阅读权限 访问权限"
        " 查看权限 发布范围"
    ),
    ("secrecy_review", "verdict"): "secrecy_check secrecy_result 保密审查结论 保密审查意见 保密审核 保密审核结果",
    ("reviews", "verdict"): (
        "review_result review_status review_state approval_status 审核结果 审核结论 审核意见 审批结果 审批意见 审批结论"
        " 审查结果 审查结论 审查意见 终审结果 终审结论 终审意见 审稿意见"
    ),
    ("date", "from"): (
        "publish_date publish_on publish_at publish_time published_at published_on publishing_date pub_date"
        " publication_date date_published post_date release_date release_at release_on scheduled_at scheduled_for"
        " schedule_date go_live go_live_date live_date available_from available_on visible_from start_publishing not_before"
        " 公开时间 公开日期 定时发布 定时公开 预约发布 计划发布 计划发布时间 计划公开时间 拟发布时间 拟公开时间 上线时间"
        " 上线日期 解密时间 解密日期"
    ),
    ("withdrawn", "until"): (
        "expiry_date expiry expires expires_at expire expired expire_date expiration expiration_date expires_after"
        " unpublish_date unpublish_on unpublish_at publish_until publish_end end_publishing available_until visible_until"
        " remove_on remove_after delete_after take_down_on not_after 下线时间 下线日期 下架时间 下架日期 撤下时间 撤下日期"
        " 撤稿时间 公开截止 公开截止时间 公开截止日期 公开期限 到期撤下 公开时限"
    ),
    ("withdrawn", "keeps"): ("withdraw recalled retracted revoked removed taken_down 撤稿 撤下 已撤回 已撤稿 已撤下 是否撤回"),
    ("moved_to", "keeps"): "redirect_to redirect_site moved_site 迁往 已迁往 迁至 已迁至 迁到",
    ("date", "waits"): ("embargo embargoed embargo_until embargo_date embargo_end scheduled hold_until 解禁时间 解禁 缓期公开"),
    ("hidden", "shows"): "visible is_visible listed is_listed 是否显示 是否可见 可见",
}
LOOSE: dict[tuple[str, Sense], str] = {
    ("status", "shows"): "public render output_page live layout permalink build 发布 公开 上线 _build",
    ("status", "says"): ("enabled active ready final finalized approval 审核 复核 审批 初审 复审 终审 一审 二审 三审 审查"),
    ("status", "verdict"): "state phase stage workflow",
    ("openness", "shows"): (
        "access audience readers scope permission permissions 受众 读者 阅读对象 权限 范围 公开形式 公开类别 公开类型"
    ),
    ("openness", "verdict"): "security sensitivity 公开信息 classification",
    ("status", "keeps"): "pending offline held on_hold 保留 暂缓 暂存",
    ("date", "from"): "release",
    ("hidden", "keeps"): "hide",
    ("openness", "keeps"): "members",
    ("hidden", "shows"): "list sitemap in_search_index searchable 显示",
    ("hidden", "verdict"): "robots",
}
"""Keys of both tables by what they say; those of the second are ordinary words too."""
ALIASES: dict[str, Meaning] = {
    fold(key): Meaning(field, sense, strict)
    for table, strict in ((LOOSE, False), (STRICT, True))
    for (field, sense), keys in table.items()
    for key in keys.split()
}
"""By the folded key."""
_FORBIDS = pattern(
    r"(?:禁止|[不勿莫]|暂缓|停止|取消|推迟|延后)[一-龥]{0,3}?(?:公开|发布?$|上[网线传]|外[网传]|挂网|可见|显示)|作废|废[弃稿]|撤[回稿下]"
    r"|^[仅只]?限?(?:内部|内网|机关内部?)(?:参考|参阅|传阅|稿件?|公开|掌握|查阅|浏览|可见)?$"
)
_ALLOWS = pattern(
    r"(?<!不)(?:公开|发布|上网|上线|挂网|外网|可见|审[核批签定]|签发|定稿|终审)(?:性|属性|与否|否|状态|情况|结果|意见|进度|通过|同意|签字)?$"
)
"""Chinese keys in offices' own words that forbid or allow that readers see the piece."""

FOLDERS = frozenset(
    "draft drafts wip trash private unpublished recycle 草稿 草稿箱 草稿夹 待审 待审核 待审稿 未审 未审核 待发布 未发布 暂不发布"
    " 不发布 未定稿 内部 内部资料 内部文件 不公开 暂不公开 保密 涉密 回收站 废稿 废弃 作废 已撤回".split()
)
"""Names of folders, and of columns, in which nobody keeps what readers are to see."""

ORDINARY = frozenset(
    # near `date`
    "data dates dated rate gate late fate mate hate dare dale dame daze dave dote ate pate sate bate date1 date2"
    # near `status`, `reviews`, `openness`
    " stats statue review reviewer reviewers reviewed preview previews view views revise revises revue evenness oneness"
    # near other fields and the keys above
    " node vote votes rote land long lane lange page tabs bags shape shore spare scare online outline inline print exported rated"
    " craft graft interval listen states".split()
)
"""English words that resemble a field and are somebody's own keys."""


@lru_cache(maxsize=4096)
def meaning(key: str) -> Meaning | None:
    """What a key that is no field holds a piece back with; None when it does not."""
    plain = fold(key)
    if found := ALIASES.get(plain):
        return found
    for field, sense in FIELDS.items():
        if is_near(plain, fold(field)):
            ordinary = plain in ORDINARY
            return Meaning(field, sense, not ordinary, True, ordinary)
        if len(field) == 6 and distance(plain, field, 2) == 2:  # one letter short of two slips
            return Meaning(field, sense, strict=False, near=True, ordinary=True)
    if plain in ORDINARY:
        return None
    if not plain.isascii():
        forbids = _FORBIDS.search(plain)
        return Meaning("status", "keeps" if forbids else "says", False) if forbids or _ALLOWS.search(plain) else None
    near = next((alias for alias in ALIASES if len(alias) > 4 and alias.isascii() and distance(plain, alias, 1) == 1), None)
    return ALIASES[near]._replace(strict=False) if near else None


def is_near(key: str, field: str) -> bool:
    """True for a key one slip away from the field, or two when that has seven letters; both are folded."""
    most = 2 if len(field) >= 7 else 1
    return 0 < distance(key, field, most) <= most


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be added, dropped, changed or swapped with their neighbour; any number above `most` for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, sign in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != sign))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == sign:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
