"""Posts and the mandates they hang on."""

from ....domain.written import PostValues
from .gathered import Gathered

BOUND = frozenset({"standing_committee", "special_committee", "presidium"})  # organs whose posts hang on a mandate


def holds(post: PostValues, today: str) -> bool:
    """True when a post is held on a day."""
    return bool(post["from"] <= today and not ("to" in post and post["to"] <= today))


def hangs(found: Gathered, person: str, post: PostValues, congress: str) -> bool:
    """True when a post has the mandate it needs: one held now, or for a past post one that was held."""
    if found.lost.post(person, congress, post):
        return False
    if post["organ"] not in BOUND:
        return True
    now = holds(post, found.today)
    return any(
        seat.congress == congress and ("term" not in post or seat.term_no == post["term"]) and (seat.is_held or not now)
        for seat in found.shown(found.held.get(person, ()))
    )
