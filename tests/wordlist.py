"""Make the list of words that titles do not break (docs/decisions/0045) anew: `python -m tests.wordlist DICT`.

DICT is the `dict.txt` of jieba (https://github.com/fxsjy/jieba, MIT), which no cluster needs: words, counts, kinds.
"""

import re
import sys
from itertools import groupby
from pathlib import Path

LIST = Path(__file__).resolve().parents[1] / "plugins/wangqun/render/words.txt"
OFTEN = 200  # times that a word was counted
WORD = re.compile("[一-鿿]{2,3}")
HEAD = """\
# Words of two and three characters of the Chinese language, those of one first character in one line; no names of people.
# Made by tests/wordlist.py from the dictionary of jieba 0.42.1:
# The MIT License (MIT). Copyright (c) 2013 Sun Junyi. Permission is hereby granted, free of charge, to any person
# obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without
# restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense,
# and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the
# following conditions: The above copyright notice and this permission notice shall be included in all copies or
# substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
# IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
# NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
# LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
# SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def main() -> None:
    """Write the list."""
    rows = (line.split() for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    words = sorted(
        word for word, count, kind in rows if WORD.fullmatch(word) and int(count) >= OFTEN and not kind.startswith("nr")
    )
    lines = (" ".join(same) for _, same in groupby(words, key=lambda word: word[0]))
    LIST.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
