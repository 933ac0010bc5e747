"""Until when what a run came to stays so while nobody writes anything (docs/decisions/0036)."""

from datetime import datetime, time, timedelta
from itertools import chain

from ...domain.federation import Federation
from ...domain.moment import SHANGHAI
from . import columns, dates


def stands_until(federation: Federation) -> datetime:
    """The first moment after its `now` at which a page, a finding or a report may be another: midnight in Beijing at the latest,
    as rosters, waivers, rules of flow and days that messages name turn with the date.
    """
    now = federation.now
    midnight = datetime.combine(now.astimezone(SHANGHAI).date() + timedelta(days=1), time(), SHANGHAI)
    moments = chain(federation.next_due.values(), dates.moments(federation), columns.moments(federation))
    return min((moment for moment in moments if now < moment < midnight), default=midnight)
