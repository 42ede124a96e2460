"""The routes under /api that give what a case's papers hold as tables."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from assistant.api.access import Served
from assistant.api.bodies import Body
from assistant.api.cases import REFUSED, Kept
from assistant.chronology import Chronology, Standing, Wanted
from assistant.conflicts import Conflicts
from assistant.listing import Listing
from assistant.tables.keeping import FORMATS, table_as
from assistant.tables.table import Tabled

_KINDS = {
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
Form = Annotated[
    str | None,
    Query(alias="as", description="A file instead: md, csv, docx or json.",
          pattern=f"^({'|'.join(FORMATS)})$"),
]  # fmt: skip
_FILE: dict[str, Any] = {
    "responses": {200: {"content": {kind: {"schema": {"type": "string"}} for kind in
                                    list(_KINDS.values())[:3]}}},
}  # fmt: skip

routes = APIRouter(prefix="/api", responses=REFUSED)


class Events(Body):
    """Which events to give: from one day to another, that name a person, of these papers, and
    put so; what is left out asks for nothing."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    person: str = ""
    documents: tuple[str, ...] = ()
    standings: tuple[Standing, ...] = ()


@routes.post("/cases/{case:path}/chronology", response_model=Chronology, **_FILE)
def chronology(
    service: Served, case: str, wanted: Events, form: Form = None
) -> Chronology | Response:
    """What the papers tell of each time, in order, each row with its places."""
    days = wanted.since, wanted.until
    found = service.chronology(
        case, Wanted(*days, wanted.person, wanted.documents, wanted.standings)
    )
    return found if form is None else _file(found, form)


class Question(Kept):
    """What to list, such as "every payment to Pell", and which documents to look in."""

    question: str


@routes.post("/cases/{case:path}/list", response_model=Listing, **_FILE)
def list_all(service: Served, case: str, asked: Question, form: Form = None) -> Listing | Response:
    """Everything of a kind that the papers hold, over every passage; `count` is the number of
    rows."""
    found = service.listing(case, asked.question, asked.where)
    return found if form is None else _file(found, form)


@routes.post("/cases/{case:path}/conflicts", response_model=Conflicts, **_FILE)
def conflicts(service: Served, case: str, kept: Kept, form: Form = None) -> Conflicts | Response:
    """What papers say differently, the sides beside each other; none is judged."""
    found = service.conflicts(case, kept.where)
    return found if form is None else _file(found, form)


def _file(found: Tabled, form: str) -> Response:
    headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": "attachment"}
    return Response(table_as(found, form), media_type=_KINDS[form], headers=headers)
