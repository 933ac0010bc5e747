"""The source of a law's record as an editor keeps it: its fields, and the text in Markdown."""

from hashlib import sha256
from urllib.parse import quote

from ...domain.ids import slugify
from ...stages.load.names import LONGEST
from ..importing.headers import Value, header_text
from .sorting import Judged


def name_of(law: Judged) -> str:
    """The name of its file: title and date, so that versions stand together; of a long title its beginning and a digest."""
    title, day = slugify(law.candidate.head.title), law.candidate.facts.version_on
    room = LONGEST - len(f"-{day}.md")
    if len(title.encode()) > room:
        told = sha256(law.candidate.head.title.encode()).hexdigest()[:8]
        title = f"{title.encode()[: room - len('-99-12345678')].decode(errors='ignore').rstrip('-.')}-{told}"
    return f"{f'{title}-{day}'.strip('-') or 'law'}.md"


def source_of(law: Judged) -> bytes:
    """The file."""
    read = law.candidate
    facts = read.facts
    header: dict[str, Value] = {
        "title": read.head.title,
        "date": facts.promulgated_on or facts.version_on,
        "doc_type": facts.doc_type,
        "enacted_by": facts.issuer,
        "passed_on": facts.passed_on,
        "meeting": facts.meeting,
        "approved_by": facts.approved_by,
        "approved_on": facts.approved_on,
        "promulgated_by": facts.promulgated_by,
        "promulgated_on": facts.promulgated_on,
        "announcement_no": facts.announcement_no,
        "effective_on": facts.effective_on,
        "first_effective_on": facts.first_effective_on,
        "version_on": facts.version_on,
        "amendments": [{"date": each.on, "organ": each.organ, "text": each.text} for each in facts.amendments],
        "adoption": list(read.head.notes),
        "imported": {"original_url": f"/{quote(read.path.name)}", "original_date": facts.version_on},
    }
    return f"{header_text(header)}\n{law.body}".encode()
