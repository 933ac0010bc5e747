"""Whatever stands in a text is found by any piece of it."""

from hypothesis import given
from hypothesis import strategies as st

from cut import document_tokens
from wangqun.search.tokens import query_tokens

HAN = st.text(st.sampled_from("第一二三十百千万〇两条章节款项届次号人民代表大会𠀀𠮷々"), min_size=1, max_size=40)
WORD = st.text(st.sampled_from("abcXYZ0189éßкириl"), min_size=1, max_size=8)
ANY = st.text(max_size=60)


def texts(document: str) -> set[str]:
    return {token.text for token in document_tokens(document)}


@given(ANY, HAN, ANY, st.data())
def test_any_piece_of_han_is_found_in_any_surroundings(before: str, han: str, after: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(han) - 1))
    piece = han[start : data.draw(st.integers(start + 1, len(han)))]

    assert set(query_tokens(piece)) <= texts(f"{before} 。{han}。 {after}")


@given(HAN, WORD, HAN)
def test_a_whole_word_is_found_between_han(before: str, word: str, after: str) -> None:
    assert set(query_tokens(word)) <= texts(before + word + after)


@given(ANY)
def test_a_text_is_found_by_itself(text: str) -> None:
    assert set(query_tokens(text)) <= texts(text)


@given(ANY)
def test_places_never_go_back(text: str) -> None:
    places = [token.position for token in document_tokens(text)]

    assert places == sorted(places)
