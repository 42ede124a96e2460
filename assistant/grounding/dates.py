"""Whether a claim gives the dates, days of the week and times of day that its source gives."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.grounding.places import Places, Stretch, first_of
from corpus.language.dates import clocked, dated, seasons_in, weekdays_in


def dates_differ(claim: str, source: str) -> Places | None:
    """Where `claim` gives a date, a day of the week, a season or a time of day that `source`
    does not, and where `source` gives another; None where it gives none such."""
    dates, times = list(dated(source)), list(clocked(source))
    said = {date for date, _ in dates}
    for date, place in sorted(dated(claim), key=lambda found: found[1]):
        if not any(date.fits(other) for other in said):
            return place, _first(place for _, place in dates)
    weekdays = weekdays_in(source)
    odd = weekdays_in(claim) - weekdays - {date.weekday for date in said}
    if odd:
        instead = first_of(source, sorted(weekdays)) or _first(place for _, place in dates)
        return first_of(claim, sorted(odd)), instead
    seasons = seasons_in(source)
    odd = seasons_in(claim) - seasons
    if odd:
        instead = first_of(source, sorted(seasons)) or _first(place for _, place in dates)
        return first_of(claim, sorted(odd)), instead
    meant = {minutes for time, _ in times for minutes in time}
    for time, place in clocked(claim):
        if meant.isdisjoint(time):
            return place, _first(place for _, place in times)
    return None


def _first(places: Iterable[Stretch]) -> Stretch | None:
    return min(places, default=None)
