"""What a computer or a converter says in English, in the words of an editor."""

import errno
import re

_SYSTEM = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "文件或文件夹不在了",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOTDIR: "不是文件夹",
    errno.EISDIR: "是文件夹",
    errno.ELOOP: "是符号链接",
    errno.ENAMETOOLONG: "名字太长",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "同时打开的文件太多",
    errno.EXDEV: "不在同一个磁盘上",
    errno.EBUSY: "正被别的程序使用",
    errno.ESTALE: "网络磁盘断开了",
    errno.EBADMSG: "文件被改动或损坏了，运行 wangqun verify --repair",
}
_RST = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r'"(.+)" directive disabled', "不能用“{0}”指令；删去它"),
        (r'Unknown directive type "(.+)"', "没有“{0}”指令；改正它的名字，或删去"),
        (r'Unknown interpreted text role "(.+)"', "没有“{0}”这种标记；改正它的名字，或删去"),
        (r'Error in "(.+)" directive', "“{0}”指令的写法不对；照说明改正，选项各占一行"),
        (r'Content block expected for the "(.+)" directive', "“{0}”指令下面没有内容；缩进写上内容"),
        (r'Invalid .*"(.+)" directive', "“{0}”指令不能写在这里；另起一段"),
        (r"^Title (?:underline|overline) too short", "标题上下的线太短；补到比标题长（一个汉字算两格）"),
        (r"^(?:Title overline|Missing matching underline|Incomplete section title)", "标题上下的线不成对；上下写一样长"),
        (r"^(?:Title level inconsistent|Inconsistent title)", "标题的级别不对；同一级用同一种线"),
        (r"Unexpected section title", "标题不能写在这里；顶格写"),
        (r"Unexpected indentation", "这一行的缩进不对；顶格写，或在上面空一行"),
        (r"ends without a blank line", "上面一段后面缺一个空行；补一个空行"),
        (r"start-string without end-string", "前后的记号（如 **、*、`）没有成对；补上后一个，或在它前面加 \\"),
        (r"Malformed table|Error parsing|No table data", "表格的线没有对齐；一个汉字算两格"),
        (
            r"(?:Unknown target name|Undefined substitution referenced|No target for): ?\"(.+)\"",
            "“{0}”没有定义；补上它的定义，或删去",
        ),
        (r'Duplicate (?:explicit|implicit)? ?(?:target|substitution)[^"]*"(.+)"', "“{0}”定义了两次；只留一个"),
        (r"transition", "分隔线不能写在开头、末尾或连着写；删去它"),
        (r"footnote|citation", "脚注与它的编号对不上；一一对应"),
        (r"URL access deactivated; ignoring \"(.+)\" directive", "“{0}”指令不能读别的文件；把内容直接写在这里"),
        (r"hyperlink|target", "链接的写法不对；写成 `文字 <网址>`_"),
        (
            r"option list|field list|substitution|literal block|[Bb]lock quote|comment|list",
            "这一段的写法不对；上下空一行，缩进对齐",
        ),
    )
)


def of_system(error: OSError) -> str:
    """Why something could not be read or written."""
    return _SYSTEM.get(error.errno or 0) or f"系统错误 {error.errno or ''}".strip()


def of_docutils(text: str) -> tuple[str, str]:
    """What docutils finds wrong with reStructuredText, and what to do about it."""
    for pattern, chinese in _RST:
        if match := pattern.search(text):
            what, _, mend = chinese.format(*match.groups()).partition("；")
            return what, mend
    return "这一处的写法不合格式", "照 reStructuredText 的写法改正，或改用普通段落"
