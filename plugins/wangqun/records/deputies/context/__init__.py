"""What the templates of deputies see as `page`; part of the contract of pages/context, with the same rules."""

from .deputy import (
    ContactLine,
    DeputyPage,
    DutyFigure,
    Fact,
    MandateLine,
    NextReception,
    PostLine,
    RecordLine,
    ReportLine,
    SourceLine,
    StationLine,
    Year,
)
from .lookup import LookupDeputy, LookupLetter, LookupPage, LookupPlace, LookupRole, LookupVillage, SameVillage
from .places import (
    Area,
    ConstituenciesPage,
    ConstituencyEntry,
    ConstituencyPage,
    Happening,
    ReceptionDate,
    StationEntry,
    StationPage,
    StationPerson,
    StationsPage,
)
from .roster import FormerEntry, FormerPage, Group, PersonEntry, RosterPage, VacanciesPage, VacancyLine

PeoplePage = (
    RosterPage | DeputyPage | FormerPage | VacanciesPage | ConstituenciesPage | ConstituencyPage | StationsPage | StationPage
)
TEMPLATES: dict[str, type] = {
    "deputies": RosterPage,
    "deputy": DeputyPage,
    "former": FormerPage,
    "vacancies": VacanciesPage,
    "constituencies": ConstituenciesPage,
    "constituency": ConstituencyPage,
    "stations": StationsPage,
    "station": StationPage,
    "lookup": LookupPage,
}

__all__ = [
    "TEMPLATES",
    "Area",
    "ConstituenciesPage",
    "ConstituencyEntry",
    "ConstituencyPage",
    "ContactLine",
    "DeputyPage",
    "DutyFigure",
    "Fact",
    "FormerEntry",
    "FormerPage",
    "Group",
    "Happening",
    "LookupDeputy",
    "LookupLetter",
    "LookupPage",
    "LookupPlace",
    "LookupRole",
    "LookupVillage",
    "MandateLine",
    "NextReception",
    "PeoplePage",
    "PersonEntry",
    "PostLine",
    "ReceptionDate",
    "RecordLine",
    "ReportLine",
    "RosterPage",
    "SameVillage",
    "SourceLine",
    "StationEntry",
    "StationLine",
    "StationPage",
    "StationPerson",
    "StationsPage",
    "VacanciesPage",
    "VacancyLine",
    "Year",
]
