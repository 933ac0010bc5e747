"""What was left out when records of people were read, and what rests on it."""

from collections.abc import Iterable

from ....domain.cluster import Lost
from ....domain.written import PostValues
from .decisions import Decisions


class Losses(dict[tuple[str, str], list[Lost]]):
    """What was left out by kind and site, and by kind and person."""

    @classmethod
    def of(cls, lost: Iterable[Lost], decisions: Decisions) -> "Losses":
        """The same sorted out; persons by the key they go by."""
        found = cls()
        for each in lost:
            found.setdefault((each.kind, each.site), []).append(each)
            if each.kind.startswith("deputies") and each.names:
                person = decisions.key(each.names[0])
                found.setdefault((each.kind, person), []).append(each._replace(names=(person, *each.names[1:])))
        return found

    def cause(self, kind: str, owner: str, *names: str) -> str:
        """Where it is told why something of that kind and these names is not there: path:line; "" when nothing was lost.

        `owner` is a site, or a person. What could not be read at all may have been anything.
        """
        for lost in self.get((kind, owner), ()):
            if not lost.names or lost.names[: len(names)] == names:
                return f"{lost.path}:{lost.line}" if lost.line else lost.path
        return ""

    def field(self, person: str, fields: Iterable[str]) -> str:
        """Where it is told why one of a person's fields, or a whole record of theirs, was left out; "" when none was."""
        kinds = ("deputies", *(f"deputies.{field}" for field in sorted(fields)))
        return next((cause for kind in kinds if (cause := self.cause(kind, person, person))), "") if self else ""

    def post(self, person: str, congress: str, post: PostValues) -> str:
        """Where it is told why what one level writes of a post was left out, so that no other may say it; "" when none was."""
        if ("deputies.posts", person) not in self:
            return ""
        names = (congress, *(str(post.get(key, "")) for key in ("organ", "organ_name", "title")))
        return self.cause("deputies.posts", person, person, *names)
