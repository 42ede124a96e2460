"""When something was, as far as a paper says: a day, a stretch of days, before or after one."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from typing import Literal

from corpus.language.dates import Date

Precision = Literal["day", "days", "month", "year", "before", "by", "after", "since"]
Basis = Literal["written", "counted", "paper"]
"""`written`: the words give it. `counted`: from the paper's own day or the day before it in the
text ("last Tuesday", "two weeks later"). `paper`: no words give it; a report of its day tells it.
"""
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class When:
    """The days from `first` to `last`, both counted; of what was before or after a day one of
    them is None.

    `about` says that the words are loose ("about a month ago").
    """

    first: datetime.date | None
    last: datetime.date | None
    precision: Precision
    about: bool = False

    @property
    def day(self) -> datetime.date | None:
        """The one day, where it is one."""
        return self.first if self.precision == "day" else None

    @property
    def order(self) -> tuple[datetime.date, datetime.date, str]:
        """What rows are sorted by: the earliest day, then the latest."""
        first = self.first or self.last or datetime.date.max
        return first, self.last or datetime.date.max, self.precision

    def __str__(self) -> str:
        """ "March 4, 2024", "March 4–9, 2024", "March 2024", "before March 4, 2024"."""
        words = self._words()
        return f"about {words}" if self.about else words

    def _words(self) -> str:
        if self.last and self.first is None:
            before = self.precision == "before"
            return f"before {_written(self.last + _DAY)}" if before else f"by {_written(self.last)}"
        if self.first and self.last is None:
            after = self.precision == "after"
            return (
                f"after {_written(self.first - _DAY)}" if after else f"since {_written(self.first)}"
            )
        if self.first is None or self.last is None:
            raise ValueError("only what is before or after a day lacks one of its days")
        if self.precision == "year":
            return str(self.first.year)
        if self.precision == "month":
            return f"{self.first:%B %Y}"
        if self.first == self.last:
            return _written(self.first)
        if (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return f"{self.first:%B} {self.first.day}–{self.last.day}, {self.first.year}"
        return f"{_written(self.first)} – {_written(self.last)}"

    def meets(self, since: datetime.date | None, until: datetime.date | None) -> bool:
        """Whether some of it may be between the two days, both counted."""
        too_early = since is not None and self.last is not None and self.last < since
        too_late = until is not None and self.first is not None and self.first > until
        return not (too_early or too_late)


def on(day: datetime.date, *, about: bool = False) -> When:
    """That day."""
    return When(day, day, "day", about)


def between(first: When, last: When) -> When | None:
    """From the beginning of one to the end of the other; None where that runs backwards."""
    if first.first is None or last.last is None or first.first > last.last:
        return None
    return When(first.first, last.last, "days", first.about or last.about)


def bounded(when: When, precision: Precision) -> When | None:
    """What is "before", "by", "after" or "since" a time; None where that has no bounds itself."""
    about = when.about
    if precision == "before" and when.first:
        return When(None, when.first - _DAY, "before", about)
    if precision == "by" and when.last:
        return When(None, when.last, "by", about)
    if precision == "after" and when.last:
        return When(when.last + _DAY, None, "after", about)
    if precision == "since" and when.first:
        return When(when.first, None, "since", about)
    return None


def month(year: int, number: int, *, about: bool = False) -> When:
    """That month of that year."""
    last = calendar.monthrange(year, number)[1]
    days = datetime.date(year, number, 1), datetime.date(year, number, last)
    return When(*days, "month", about)


def whole_year(year: int, *, about: bool = False) -> When:
    return When(datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year", about)


def of_date(date: Date) -> When | None:
    """What a date with its year says; None where there is no such day, or no year."""
    if date.year is None or not datetime.MINYEAR <= date.year <= datetime.MAXYEAR:
        return None
    if date.month is None:
        return whole_year(date.year)
    if date.day is None:
        return month(date.year, date.month)
    try:
        return on(datetime.date(date.year, date.month, date.day))
    except ValueError:
        return None


def _written(day: datetime.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
