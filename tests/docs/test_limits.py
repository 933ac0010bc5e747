"""The table of limits in the editor's guide says what the program does."""

from clusters import REPO
from wangqun.domain.finding import MOST
from wangqun.domain.record import LONGEST_LINE
from wangqun.domain.site import SiteLimits
from wangqun.records.budget import LIMITS
from wangqun.render.bounds import DEPTH_LIMIT, LISTS_LIMIT, SIZE_LIMIT
from wangqun.scan import archives, attachments, pictures, plain, svg
from wangqun.stages.load import files, marked, names
from wangqun.stages.load.header.result import MAX_HEADER

MB = 1024 * 1024
SITE = SiteLimits()
KNOWN = {
    "稿件、YAML 文件的大小": f"{files.MAX_TEXT // MB} MB",
    "其他文件的大小": f"{files.MAX_FILE // MB} MB",
    "文件夹的层数": f"{files.MAX_DEPTH}",
    "文件名": f"{names.LONGEST} 字节",
    "文件头的大小": f"{MAX_HEADER // 1024} KB",
    "文件头、一个 YAML 文件的项数": f"{marked.MAX_NODES}",
    "文件头、一个 YAML 文件的层数": f"{marked.MAX_DEPTH}",
    "一行文字（标题、姓名、摘要等）": f"{LONGEST_LINE} 字",
    **{f"`{field}`": f"{limit}" for field, limit in LIMITS.items()},
    "正文转换以后": f"{SIZE_LIMIT // 1_000_000} MB",
    "正文一层套一层": f"{DEPTH_LIMIT} 层",
    "正文里列表套列表": f"{LISTS_LIMIT} 层",
    "图片的像素": f"{pictures.MAX_PIXELS // 10_000} 万",
    "动图各帧合计的像素": f"{pictures.MAX_FRAMES / 100_000_000:g} 亿",
    "SVG 的大小": f"{svg.MAX_SVG // MB} MB",
    "附件里查得到的文字": f"{attachments.MAX_TEXT // 10_000} 万字",
    "纯文本附件（`.txt`、`.csv` 等）": f"{plain.MAX_PLAIN // MB} MB",
    "压缩包、Office 文档里的文件": f"{archives.MAX_ENTRIES}",
    "一个站点的稿件": f"{SITE.documents}",
    "一个站点的其他文件": f"{SITE.files}",
    "一个站点的全部字节": f"{SITE.bytes // 1024**3} GB",
    "一个文件里同一种检查结果": f"{MOST}",
}


def test_the_guide_has_every_limit_as_it_is() -> None:
    text = (REPO / "docs" / "editors.md").read_text(encoding="utf-8")
    table = text.partition("\n## 上限\n")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")][2:]

    assert {row[0]: row[1] for row in rows} == KNOWN
    assert all(len(row) == 4 and row[3] for row in rows), "every limit says what to do"
