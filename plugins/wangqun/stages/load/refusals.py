"""Files that are not published: what a computer leaves behind is passed over, of others it is said what to do instead."""

from ...domain.finding import Finding, Place, Rule, Severity

TYPE_REFUSED = Rule("file-type", Severity.WARN, "不发布这种文件（{suffix}）", "{advice}", "docs/design.md law 7")

_LITTER = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "icon\r", "$recycle.bin"})
_ADVICE: tuple[tuple[str, str], ...] = (
    (".jfif .jpe .jif", "它就是 JPEG 图片：把扩展名改成 .jpg。"),
    (".bmp .dib .tif .tiff .heic .heif .psd .ico .raw .cr2 .nef .dng .pcx .tga", "用看图软件另存为 .jpg 或 .png 再放进来。"),
    (".eps .ai .cdr .emf .wmf .vsd .vsdx .svgz .dwg", "用绘图软件导出为 .svg、.png 或 .pdf 再放进来。"),
    (".mov .avi .wmv .flv .mkv .mpg .mpeg .rm .rmvb .3gp .m4v .mts .vob .f4v", "用视频软件转成 .mp4 再放进来。"),
    (".wma .aac .amr .flac .ape .mid .midi .aif .aiff", "用音频软件转成 .mp3 再放进来。"),
    (".rar .7z .tar .gz .tgz .bz2 .xz .zst .iso .cab", "把里面的文件直接放进来，或者压成 .zip。"),
    (".html .htm .xhtml .mht .mhtml .shtml", "网页不能直接发布：把文字写进一篇 .md 稿件。"),
    (
        ".rtf .dot .dotx .wpt .pages .wri .uof .uot",
        "作附件的，用办公软件另存为 .docx 或 .pdf；作稿件的，把文字写进一篇 .md。",
    ),
    (".xlsb .numbers .ett .xlt .xltx .dbf .mdb .accdb .sqlite", "用办公软件另存为 .xlsx 或 .csv 再放进来。"),
    (".key .pps .ppsx .pot .potx .dpt", "用办公软件另存为 .pptx 或 .pdf 再放进来。"),
    (".docm .xlsm .pptm .dotm", "里面有宏，不能发布：用办公软件另存为 .docx、.xlsx 或 .pptx。"),
    (".ceb .caj .djvu .xps .epub .mobi", "另存为 .pdf 再放进来。"),
    (".lnk .url .webloc", "这是快捷方式，只在您的电脑上有用：把文件本身放进来。"),
    (".exe .msi .bat .cmd .com .sh .ps1 .js .vbs .jar .apk .php .asp .aspx .jsp .py .dll .swf", "网站上不放程序，请删去。"),
    (".bak .tmp .old .swp .crdownload .part", "这像是临时文件或备份，请删去。"),
)
_BY_SUFFIX = {suffix: advice for suffixes, advice in _ADVICE for suffix in suffixes.split()}


def is_litter(name: str) -> bool:
    """True for what systems and office programs leave behind: `Thumbs.db`, `desktop.ini`, `~$方案.docx`."""
    return name.startswith(("~$", ".~", "~WRL", "._")) or name.lower() in _LITTER


def refusal(source: str, place: Place) -> Finding:
    """The finding about a file whose kind is not published."""
    name = source.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    suffix = f".{ending.lower()}" if stem and dot else ""
    advice = _BY_SUFFIX.get(suffix)
    if not suffix:
        advice = "文件名没有扩展名：稿件补上 .md，附件补上原来的扩展名。"
    return TYPE_REFUSED.at(place, suffix=suffix or name, advice=advice or "图片、音视频、PDF、Office 文档和压缩包才会发布。")
