"""A report as one HTML page that asks nothing of any host: figures, plots, every miss."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from assistant import replies
from assistant.evaluation import plots
from assistant.evaluation.measures import FOLLOW_UP, MEASURES, Unit
from assistant.evaluation.outcome import Outcome
from assistant.evaluation.report import Estimate, Report

OPEN_UP_TO = 20
"""A group of at most so many misses is shown open."""
EXCERPT = 320
"""Code points that are shown of a passage."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `follow_ups` is None where none were asked."""

    group: str
    name: str
    words: str
    figure: str
    reach: str
    questions: int
    drawing: Markup
    follow_ups: str | None


@dataclass(frozen=True, slots=True)
class Misses:
    """Questions that went wrong in one way."""

    title: str
    outcomes: tuple[Outcome, ...]

    @property
    def open(self) -> bool:
        return len(self.outcomes) <= OPEN_UP_TO


def page(report: Report) -> str:
    """The whole page."""
    followed = report.estimates.get(f"{FOLLOW_UP}questions")
    return _template().render(
        report=report,
        setting=report.setting,
        day=datetime.datetime.now().astimezone().date(),
        rows=rows(report),
        follow_ups=followed.questions if followed else 0,
        plots=[(plot, Markup(plot.svg)) for plot in drawn(report)],
        plot_style=Markup(plots.STYLE),
        misses=misses(report.results),
        excerpt=EXCERPT,
        counts=_counts(report.results),
    )


def drawn(report: Report) -> list[plots.Plot]:
    """The plots of a report, none where nothing was asked."""
    if not report.results:
        return []
    return [
        plots.rank_plot(report.results),
        plots.risk_plot(report.curve),
        plots.time_plot([outcome.seconds for outcome in report.results]),
    ]


@cache
def _template() -> Template:
    """The page's template; kept for the whole process."""
    environment = Environment(
        loader=PackageLoader("assistant", "evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")


_ALSO = {
    "aurc": ("Abstention", "area under the curve of risk and coverage; 0 is the best", "share"),
    "seconds_p50": ("Cost", "half of the answers come within", "seconds"),
    "seconds_p95": ("Cost", "95 of 100 answers come within", "seconds"),
}


def rows(report: Report) -> list[Row]:
    """The measures that something bears on, group by group."""
    shown: list[tuple[str, str, str, Unit]] = [
        (measure.name, measure.group, measure.words, measure.unit) for measure in MEASURES
    ]
    shown += [(name, *about) for name, about in _ALSO.items()]  # type: ignore[misc]
    groups = list(dict.fromkeys(group for _, group, _, _ in shown))
    shown.sort(key=lambda each: groups.index(each[1]))
    return [
        _row(report, name, group, words, unit)
        for name, group, words, unit in shown
        if report.estimates[name].value is not None
    ]


def table(report: Report) -> replies.MeasureTable:
    """The same rows for a terminal, those of follow-ups apart."""
    found = rows(report)
    shown = [replies.MeasureRow(r.group, r.name, r.figure, r.reach, r.words) for r in found]
    apart = [
        replies.MeasureRow("Follow-ups alone", r.name, r.follow_ups, "", r.words)
        for r in found
        if r.follow_ups is not None and r.group != "Cost"
    ]
    return replies.MeasureTable((*shown, *apart))


def _row(report: Report, name: str, group: str, words: str, unit: Unit) -> Row:
    estimate = report.estimates[name]
    assert estimate.value is not None
    drawing = plots.whisker(estimate.value, estimate.interval) if unit == "share" else ""
    apart = report.estimates.get(FOLLOW_UP + name)
    return Row(
        group=group,
        name=name,
        words=words,
        figure=figure(estimate.value, unit),
        reach=reach(estimate, unit),
        questions=estimate.questions,
        drawing=Markup(drawing),
        follow_ups=None if apart is None or apart.value is None else figure(apart.value, unit),
    )


def figure(value: float, unit: Unit) -> str:
    """A value as a reader would want it."""
    if unit == "share":
        return f"{100 * value:.1f} %"
    if unit == "seconds":
        return f"{1000 * value:,.0f} ms" if value < 10 else f"{value:,.1f} s"
    return f"{value:,.0f}" if unit == "tokens" else f"{value:.2f}"


def reach(estimate: Estimate, unit: Unit) -> str:
    """Where a value may lie, empty where that can't be said."""
    if estimate.interval is None:
        return ""
    low, high = (figure(bound, unit) for bound in estimate.interval)
    ending = low.split(" ", 1)[1] if " " in low else ""
    return f"{low.removesuffix(' ' + ending) if high.endswith(ending) else low} – {high}"


def misses(outcomes: Sequence[Outcome]) -> list[Misses]:
    """The questions that went wrong, by how; the ways that did not happen are left out."""
    answerable = [o for o in outcomes if o.question.answerable]
    answered = [o for o in answerable if not o.abstained and not o.first_right]
    ways = [
        ("Answered although the documents do not say",
         [o for o in outcomes if not o.question.answerable and not o.abstained]),
        ("No quote holds the answer", [o for o in answered if not o.any_right]),
        ("The first quote does not hold the answer, a later one does",
         [o for o in answered if o.any_right]),
        ("Declined although the documents answer", [o for o in answerable if o.abstained]),
    ]  # fmt: skip
    return [Misses(title, tuple(found)) for title, found in ways if found]


def _counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    answerable = [o for o in outcomes if o.question.answerable]
    silent = [o for o in outcomes if not o.question.answerable]
    return {
        "answerable": len(answerable),
        "first": sum(o.first_right for o in answerable),
        "any": sum(o.any_right for o in answerable),
        "declined": sum(o.abstained for o in answerable),
        "silent": len(silent),
        "kept": sum(o.abstained for o in silent),
    }
