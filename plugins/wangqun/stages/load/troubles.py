"""What libyaml finds wrong, in Chinese: what an editor did, and what to write instead."""

_PROBLEMS = (
    ("mapping values are not allowed", "这里不能再出现冒号；含“: ”的文字请加引号"),
    ("mapping keys are not allowed", "这里不能以“? ”开头；这样的文字请加引号"),
    ("block sequence entries are not allowed", "这里不能写列表；请另起一行并缩进"),
    ("could not find expected ':'", "缺少冒号；字段应写成“名称: 值”"),
    ("did not find expected node content", "冒号或短横后面的内容写法不对；特殊符号开头的文字请加引号"),
    ("did not find expected key", "缩进或引号不对，找不到下一个字段；同一层的字段对齐，引号成对"),
    ("did not find expected ',' or", "方括号或花括号没有写完；补上右括号，各项之间用半角逗号"),
    ("did not find expected '-' indicator", "列表缩进不一致；各项的短横对齐"),
    ("found character that cannot start any token", "不能以制表符、@、` 或 % 开头；请改用空格缩进或加引号"),
    ("found a tab character", "缩进用了制表符（Tab）；请改用空格"),
    ("found unexpected end of stream", "引号没有成对；补上后一个引号"),
    ("found unexpected document indicator", "引号没有成对；在“---”之前补上后一个引号"),
    ("found unexpected ':'", "方括号或花括号里的冒号写法不对；含冒号的文字请加引号"),
    ("found unknown escape character", "双引号中的反斜杠写法不对；请改用单引号"),
    ("hexdecimal number", "双引号中的反斜杠写法不对；请改用单引号"),
    ("found invalid Unicode character escape code", "双引号中的反斜杠写法不对；请改用单引号"),
    ("found undefined alias", "以 * 开头的文字请加引号"),
    ("found duplicate anchor", "以 & 开头的文字请加引号"),
    ("did not find expected alphabetic", "以 * 或 & 开头的文字请加引号"),
    ("found an indentation indicator equal to 0", "“|”或“>”后面不能写 0；删去数字"),
    ("did not find expected comment or line break", "“|”“>”或引号后面还有多余的文字；另起一行，或整段加引号"),
    ("did not find URI escaped octet", "以 ! 开头的文字请加引号"),
    ("UTF-8 octet", "以 ! 开头的文字请加引号"),
    ("did not find expected '!'", "以 ! 开头的文字请加引号"),
    ("did not find the expected '>'", "以 ! 开头的文字请加引号"),
    ("did not find expected tag URI", "以 ! 开头的文字请加引号"),
    ("did not find expected whitespace or line break", "以 ! 开头的文字请加引号"),
    ("found undefined tag handle", "以 ! 开头的文字请加引号"),
    ("directive", "以 % 开头的文字请加引号，或删去这一行"),
    ("version number", "以 % 开头的文字请加引号，或删去这一行"),
    ("'.' character", "以 % 开头的文字请加引号，或删去这一行"),
    ("incompatible YAML document", "以 % 开头的文字请加引号，或删去这一行"),
    ("non-alphabetical character", "以 % 开头的文字请加引号，或删去这一行"),
    ("did not find expected whitespace", "以 % 开头的文字请加引号，或删去这一行"),
    ("document", "只能有一段内容；删去第二个“---”，内容并在一起"),
)
OTHER = "这一行的写法不对；每行写成“名称: 值”，含特殊符号的文字加引号"


def in_chinese(problem: str) -> str:
    """The words for a problem of libyaml; those for any fault when it is a new one."""
    return next((chinese for english, chinese in _PROBLEMS if english in problem), OTHER)
