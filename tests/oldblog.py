"""A folder of an old Pelican blog, with what real ones have: texts and bytes by path below the folder."""

from collections.abc import Mapping

from samples import pdf, picture

CONF = """\
import os
from datetime import datetime

AUTHOR = "甲某"
SITENAME = "旧博客"
SITEURL = ""
PATH = "content"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
BASE = ["images", "static"]
STATIC_PATHS = BASE + ["uploads", "extra"]
EXTRA_PATH_METADATA = {"extra/robots.txt": {"path": "robots.txt"}}
DEFAULT_CATEGORY = "misc"
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
THIS_YEAR = datetime.now().year
open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ran"), "w").close()
"""
PUBLISH = """\
from pelicanconf import *
SITEURL = "https://old.test.example"
"""
RICH = """\
Title: 各种写法
Date: 2012-05-06 07:08
Category: tech
Tags: 甲; 乙, 丙
Authors: 张甲; 李乙
Summary: 摘要第一行，
    第二行。

[TOC]

## 一节 { #one }

段落[^1]，**重点**。

[^1]: 脚注
    续行。

一段。

    :::python
    print("<a href='x.html'>")

```python
[不是链接](nowhere.md)
```

<div class="note"><a href="{filename}b.md">乙</a></div>

| 甲 | 乙 |
| --- | --- |
| 1 | 2 |

见[乙篇]({filename}b.md)、[丙篇](|filename|/tech/c.rst)、[栏目]({category}tech)、[标签]({tag}甲)、[首页]({index})、[作者]({author}张甲)。

![图](/images/a.jpg) ![图]({static}/images/a.jpg) ![图]({attach}attached.jpg) ![图](/static/b.jpg) ![图](/uploads/2012/c.jpg)

[旧页](/about-b.html)、[旧页](./about-b.html)、[全写](https://old.test.example/about-b.html)、[附件](/static/doc.pdf)、[没有](/wp-content/none.jpg)
"""
RST = """\
丙篇
####

:date: 2012-06-07
:modified: 2012-07-08 09:10
:category: tech
:tags: 甲, 丁
:author: 张甲
:slug: Rst-Piece.v1
:summary: 一行摘要
          第二行

开头 `乙篇 <{filename}b.md>`_ 和 `外面 < 里面 <https://a.example/>`_。

.. code-block:: python
   :linenos:

   print("`不是 <nowhere.md>`_")

如下::

    `不是 <nowhere.md>`_

.. image:: {static}/images/a.jpg
   :alt: 图

小节
----

正文。
"""


def _md(title: str, *rows: str, body: str = "正文。") -> str:
    return "\n".join((f"Title: {title}", *rows, "", body, ""))


def _many() -> dict[str, str]:
    """Plain pieces in the spellings of metadata that Pelican takes."""
    spellings = {
        "lower": "title: 小写\ndate: 2010-01-02\ncategory: news\n\n正文。\n",
        "upper": "TITLE: 大写\nDATE: 2010-01-03\nCATEGORY: news\n\n正文。\n",
        "spaces": "Title:    空格很多\nDate:   2010-01-04   \nTags:  a ,b,, c \n\n正文。\n",
        "fenced": "---\nTitle: 横线\nDate: 2010-01-05\n---\n\n正文。\n",
        "dots": "---\nTitle: 横线和点\nDate: 2010-01-06\n...\n\n正文。\n",
        "no-blank": "Title: 没有空行\nDate: 2010-01-07\n正文。\n",
        "colon": "Title: 冒号: 里面: 还有\nDate: 2010-01-08\n\n正文。\n",
        "quotes": "Title: \"引号\" 和 '单引号' #1号 [方] {花} & <角>\nDate: 2010-01-09\n\n正文。\n",
        "slash-date": "Title: 斜线日期\nDate: 2010/01/10 11:12\n\n正文。\n",
        "english-date": "Title: 英文日期\nDate: Mon, 11 Jan 2010 11:12:13\n\n正文。\n",
        "zone-date": "Title: 时区\nDate: 2010-01-12T11:12:13+08:00\n\n正文。\n",
        "underscore-date": "Title: 下划线\nDate: 2010-01-13_11:12\n\n正文。\n",
        "american-date": "Title: 美式\nDate: 01/14/2010\n\n正文。\n",
        "year": "Title: 只有年\nDate: 2013\n\n正文。\n",
        "month": "Title: 只有年月\nDate: 2013-05\n\n正文。\n",
        "alias": "Title: 还有旧网址\nDate: 2010-01-15\nAlias: /2009/alias.html\n\n正文。\n",
        "theme": "Title: 主题字段\nDate: 2010-01-16\nTemplate: article\nImage: /images/a.jpg\nSource: 某处\nCover: x\n\n正文。\n",
        "rule": "Title: 空行后是横线\nDate: 2010-01-17\n\n---\n\n正文。\n",
        "status": "Title: 写明已发布\nDate: 2010-01-18\nStatus: published\n\n正文。\n",
        "template-words": "Title: 模板\nDate: 2010-01-19\n\n正文 {{ 不执行 }}。\n",
        "html-body": "Title: 网页正文\nDate: 2010-01-20\n\n<p>段落<br>二行</p>\n<!-- more -->\n<center>中</center>\n",
        "modified": "Title: 改过\nDate: 2010-01-21\nModified: 2010-02-01\n\n正文。\n",
        "keywords": "Title: 关键词\nDate: 2010-01-22\nKeywords: 甲, 乙\n\n正文。\n",
        "long-summary": "Title: 摘要\nDate: 2010-01-23\nSummary: **重点** [链接](http://a.example/)\n    二\n    三\n\n正文。\n",
        "crlf": "Title: 换行\r\nDate: 2010-01-24\r\n\r\n正文。\r\n",
        "bom": "\ufeffTitle: 有标记\nDate: 2010-01-25\n\n正文。\n",
        "starts-like-header": "Title: 正文像文件头\nDate: 2010-01-26\n\n时间：下午\n地点：会议室\n",
        "code": 'Title: 代码\nDate: 2010-01-27\n\n    :::bash\n    cat <a href="a.html">\n\n末尾。\n',
    }
    return {f"content/news/{name}.md": text for name, text in spellings.items()}


def old_blog() -> Mapping[str, str | bytes]:
    """The folder; more than sixty pieces."""
    files: dict[str, str | bytes] = {
        "pelicanconf.py": CONF,
        "publishconf.py": PUBLISH,
        "Makefile": "all:\n",
        "content/tech/rich.md": RICH,
        "content/tech/b.md": _md("乙篇", "Date: 2012-01-01", "Slug: about-b"),
        "content/tech/c.rst": RST,
        "content/tech/attached.jpg": picture(),
        "content/images/a.jpg": picture(),
        "content/static/b.jpg": picture(size=(20, 20)),
        "content/static/doc.pdf": pdf(),
        "content/static/unused.pdf": pdf("unused"),
        "content/static/data.bin": b"\0\1",
        "content/uploads/2012/c.jpg": picture(size=(30, 20)),
        "content/extra/robots.txt": "User-agent: *\n",
        "content/root.md": _md("根上的一篇", "Date: 2011-01-01"),
        "content/中文名.md": _md("中文文件名", "Date: 2011-01-02"),
        "content/2011-02-03-dated.md": _md("文件名是日期"),
        "content/2011-02-04-也有.md": _md("文件名是日期二", "Category: 随笔"),
        "content/deep/er/still.md": _md("深处", "Date: 2011-01-05"),
        "content/tech/caps.md": _md("大写网址", "Date: 2011-01-06", "Slug: My.Post_V1"),
        "content/tech/hanslug.md": _md("中文网址", "Date: 2011-01-07", "Slug: 中文-网址"),
        "content/tech/spaced.md": _md("有空格", "Date: 2011-01-08", "Slug: has space"),
        "content/tech/saved.md": _md("自定地址", "Date: 2011-01-09", "Save_as: 2011/saved/index.html", "URL: 2011/saved/"),
        "content/tech/txt.md": _md("自定文本地址", "Date: 2011-01-10", "Save_as: saved.txt", "URL: saved.txt"),
        "content/tech/trans.md": _md("译文", "Date: 2011-01-11", "Slug: both", "Lang: zh"),
        "content/tech/trans-en.md": _md("Translation", "Date: 2011-01-11", "Slug: both", "Lang: en", "Translation: true"),
        "content/drafts/draft.md": _md("草稿", "Date: 2011-01-12", "Status: draft"),
        "content/tech/hidden.md": _md("隐藏", "Date: 2011-01-13", "Status: hidden"),
        "content/tech/skipped.md": _md("略过", "Date: 2011-01-14", "Status: skip"),
        "content/tech/undated.md": _md("没有日期"),
        "content/tech/untitled.md": "Date: 2011-01-15\n\n正文。\n",
        "content/tech/baddate.md": _md("坏日期", "Date: 不知道"),
        "content/tech/badstatus.md": _md("坏状态", "Date: 2011-01-16", "Status: 待定"),
        "content/tech/broken.md": _md("断链", "Date: 2011-01-17", body="[没有]({filename}none.md)"),
        "content/tech/relative.md": _md("相对", "Date: 2011-01-18", body="[乙](b.md) ![图](../images/a.jpg) [无](none.html)"),
        "content/tech/include.rst": "包含\n####\n\n:date: 2011-01-19\n\n.. include:: part.txt\n\n正文。\n",
        "content/tech/part.txt": "包含的文字。\n",
        "content/tech/raw.rst": "原样\n####\n\n:date: 2011-01-19\n\n.. raw:: html\n\n   <b>粗</b>\n\n正文。\n",
        "content/tech/warned.rst": "有警告\n###\n\n:date: 2011-01-19\n\n正文 *没有结束。\n",
        "content/tech/fields.rst": "字段\n====\n\n:Date: 2011-01-20 10:00\n:Tags: 甲\n:Category: 随笔\n\n正文。\n",
        "content/tech/overline.rst": "####\n上线\n####\n\n:date: 2011-01-21\n\n正文 ``码``。\n",
        "content/tech/page.html": "<html><head><title>网页</title><meta name='date' content='2011-01-22'></head></html>",
        "content/tech/notebook.ipynb": "{}",
        "content/tech/latin.md": "Title: 编码\nDate: 2011-01-23\n\n正文。\n".encode("gb18030"),
        "content/pages/about.md": _md("关于", "Date: 2011-01-24"),
        "content/pages/undated.md": _md("没有日期的页面"),
        "content/pages/hidden.md": _md("隐藏页面", "Status: hidden"),
        "content/pages/draft.md": _md("草稿页面", "Status: draft"),
        "content/pages/sub/team.md": _md("团队"),
        "content/pages/contact.rst": "联系\n####\n\n电话见上。\n",
        "content/pages/home.md": _md("自定首页", "Save_as: start.html", "URL: start.html"),
    }
    return files | _many()
