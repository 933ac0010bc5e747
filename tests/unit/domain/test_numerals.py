"""Chinese numerals there and back."""

from wangqun.domain.numerals import in_chinese, numeral


def test_every_number_of_an_article_comes_back() -> None:
    assert [numeral(in_chinese(number)) for number in range(1, 2000)] == list(range(1, 2000))


def test_numbers_as_laws_write_them() -> None:
    written = [in_chinese(number) for number in (1, 10, 12, 20, 100, 105, 110, 119, 1000, 1001, 1010, 1260)]

    assert written == "一 十 十二 二十 一百 一百零五 一百一十 一百一十九 一千 一千零一 一千零一十 一千二百六十".split()
