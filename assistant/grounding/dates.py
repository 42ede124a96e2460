"""Whether a claim gives the dates, days of the week and times of day that its source gives."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.grounding.places import Places, Stretch, first_of
from corpus.language.parsed import ParsedText


def dates_differ(claim: ParsedText, source: ParsedText) -> Places | None:
    """Where `claim` gives a date, a day of the week, a season or a time of day that `source`
    does not, and where `source` gives another; None where it gives none such."""
    said = {date for date, _ in source.dates}
    first = _first(place for _, place in source.dates)
    for date, place in claim.dates:
        if not any(date.fits(other) for other in said):
            return place, first
    odd = claim.weekdays - source.weekdays - {date.weekday for date in said}
    if odd:
        instead = first_of(source.text, sorted(source.weekdays)) or first
        return first_of(claim.text, sorted(odd)), instead
    odd = claim.seasons - source.seasons
    if odd:
        instead = first_of(source.text, sorted(source.seasons)) or first
        return first_of(claim.text, sorted(odd)), instead
    meant = {minutes for time, _ in source.times for minutes in time}
    for time, place in claim.times:
        if meant.isdisjoint(time):
            return place, _first(place for _, place in source.times)
    return None


def _first(places: Iterable[Stretch]) -> Stretch | None:
    return min(places, default=None)
