"""Whether a claim gives the dates, days of the week and times of day that its source gives."""

from __future__ import annotations

from assistant.dates import clocked, dates_in, seasons_in, weekdays_in


def dates_differ(claim: str, source: str) -> bool:
    """Whether `claim` gives a date, a day of the week, a season or a time of day that
    `source` does not."""
    said = set(dates_in(source))
    days = weekdays_in(source) | {date.weekday for date in said}
    times = {time for time, _ in clocked(source)}
    return (
        any(not any(date.fits(other) for other in said) for date in set(dates_in(claim)))
        or not weekdays_in(claim) <= days
        or not seasons_in(claim) <= seasons_in(source)
        or any(
            not any(time & other for other in times)
            for time in {time for time, _ in clocked(claim)}
        )
    )
