"""Reports as files: what is kept, what is compared, and the page that people read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from assistant.errors import BadQuestionFile
from assistant.evaluation import plots
from assistant.evaluation.bounds import bound, failures, unknown
from assistant.evaluation.comparing import compare
from assistant.evaluation.outcome import Outcome
from assistant.evaluation.page import misses, page, table
from assistant.evaluation.questions import Problem
from assistant.evaluation.report import Report, report_of
from assistant.evaluation.saving import ragas_samples, save, save_ragas
from tests.browser import DESKTOP, PHONE, chromium
from tests.outcomes import SETTING, WRONG, outcome, quote

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = "<img src=//evil.example/x onerror=alert(1)><script src='https://evil.example'></script>"


def report(*outcomes: Outcome, problems: tuple[Problem, ...] = ()) -> Report:
    return report_of("mine.jsonl", SETTING, outcomes, problems)


FOUR = (
    outcome("Who burned it?", found=[1], shown=[quote(0)], seconds=0.02, probability=0.9),
    outcome("When was it?", answers=("in 2020",), found=[3], shown=[WRONG], seconds=0.03),
    outcome("And the fine?", found=[None], nearest=[quote(0)], history=(("Who?", "He."),)),
    outcome("Who flew to Osaka?", answers=(), shown=[WRONG], seconds=0.05),
)


# Files


def test_a_report_is_kept_as_json_and_as_a_page(folder: Path) -> None:
    save(report(*FOUR, problems=(Problem("line 9", "not JSON."),)), folder / "new" / "out")
    kept = json.loads((folder / "new" / "out" / "report.json").read_text())
    assert kept["setting"]["case"] == "crane"
    assert kept["measures"]["first_quote"] == pytest.approx(1 / 3, abs=1e-6)
    assert kept["intervals"].keys() == kept["counts"].keys() <= kept["measures"].keys()
    assert kept["counts"]["first_quote"] == 3
    assert kept["risks"] == [0, 0.5, pytest.approx(2 / 3, abs=1e-6), 0.5]
    assert kept["problems"] == [{"where": "line 9", "reason": "not JSON."}]
    assert [q["question"]["question"] for q in kept["questions"]] == [
        o.question.question for o in FOUR
    ]
    assert kept["questions"][1]["scores"]["mrr@10"] == pytest.approx(1 / 3)
    assert "Who burned it?" not in (folder / "new/out/report.html").read_text()  # it went well


def test_results_have_the_shape_that_ragas_reads(folder: Path) -> None:
    save_ragas(report(*FOUR), folder / "ragas.jsonl")
    lines = (folder / "ragas.jsonl").read_text().splitlines()
    samples = [json.loads(line) for line in lines]
    assert samples == list(ragas_samples(report(*FOUR)))
    assert set(samples[1]) == {
        "user_input", "response", "retrieved_contexts", "reference", "reference_contexts",
    }  # fmt: skip
    assert samples[1]["user_input"] == "When was it?"
    assert samples[1]["reference"] == "in 2020"
    assert samples[1]["retrieved_contexts"][:2] == ["passage 1", "passage 2"]
    assert samples[1]["reference_contexts"] == ["yes"]
    assert samples[3]["reference"] == "The documents do not say."


# Comparing


def kept(folder: Path, name: str, *outcomes: Outcome) -> Path:
    save(report(*outcomes), folder / name)
    return folder / name / "report.json"


def test_a_comparison_says_what_got_better_and_whether_by_chance(folder: Path) -> None:
    names = [f"Question {n}?" for n in range(12)]
    before = [outcome(n, found=[2], shown=[WRONG], seconds=0.02) for n in names]
    after = [outcome(n, found=[1], shown=[quote(0)], seconds=0.02) for n in names[:-1]]
    lost = outcome("Lost?", found=[1], shown=[quote(0)])
    a = kept(folder, "a", *before, lost, outcome("Only before?", found=[1]))
    b = kept(folder, "b", *after, before[-1], outcome("Lost?", found=[1], shown=[WRONG]))
    found = compare(a, b)
    assert (found.questions, found.only_before, found.only_after) == (13, 1, 0)
    assert (found.gained, found.lost) == (tuple(names[:-1]), ("Lost?",))
    changes = {change.measure: change for change in found.changes}
    first = changes["first_quote"]
    # Eleven gained and one lost: 2 × (1 + 12) ÷ 2^12.
    assert (first.before, first.after) == pytest.approx((1 / 13, 11 / 13))
    assert first.test == "McNemar"
    assert first.p == pytest.approx(2 * 13 / 2**12)
    assert first.verdict == "better"
    assert changes["risk"].verdict == "better"  # less of it is better
    assert changes["mrr@10"].verdict == "better"
    assert changes["answerable_declined"].verdict == "no more than chance"
    assert changes["answerable_declined"].p == 1
    assert {change.measure: change.verdict for change in compare(b, a).changes}["risk"] == "worse"


def test_a_little_luck_is_called_chance(folder: Path) -> None:
    names = [f"Question {n}?" for n in range(4)]
    a = kept(folder, "a", *(outcome(n, shown=[WRONG]) for n in names))
    b = kept(folder, "b", *(outcome(n, shown=[quote(0)]) for n in names))
    changes = {change.measure: change for change in compare(a, b).changes}
    assert changes["first_quote"].p == pytest.approx(2 * 0.5**4)
    assert {change.verdict for change in changes.values()} == {"no more than chance"}


def test_what_cannot_be_compared_is_refused_in_words(folder: Path) -> None:
    good = kept(folder, "a", *FOUR)
    other = kept(folder, "b", outcome("Something else?"))
    with pytest.raises(BadQuestionFile, match="have no question in common"):
        compare(good, other)
    with pytest.raises(BadQuestionFile, match="cannot be read"):
        compare(good, folder / "none.json")
    old = folder / "old.json"
    old.write_text(json.dumps({**json.loads(good.read_text()), "format": 0}))
    with pytest.raises(BadQuestionFile, match="is in format 0; evaluate again"):
        compare(old, good)
    for content in ("", "[]", '{"format": 1}'):
        old.write_text(content)
        with pytest.raises(BadQuestionFile, match="is no report that `casebook eval --out` wrote"):
            compare(good, old)


# The gate


def test_a_gate_names_what_is_under_and_over() -> None:
    bounds = [bound("hit@1=0.5"), bound("f1 = .2"), bound("aurc=0.1", upper=True), bound("risk=0")]
    measures = {"hit@1": 0.5, "f1": 0.1234567, "aurc": 0.25, "risk": None}
    assert list(failures(bounds, measures)) == [
        "f1 is 0.1235, under 0.2",
        "aurc is 0.25, over 0.1",
        "risk could not be measured",
    ]
    assert unknown([*bounds, bound("hit@3=1"), bound("followup_hit@1=1")]) == ["hit@3"]


@pytest.mark.parametrize("given", ["hit@1", "hit@1=", "hit@1=most", "=1=2"])
def test_a_bound_that_says_nothing_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="is no measure and value"):
        bound(given)


# The page


def test_each_miss_stands_under_what_went_wrong_and_none_is_left_out() -> None:
    late = outcome("Late?", found=[1], shown=[WRONG, quote(0)])
    found = {
        way.title: [o.question.question for o in way.outcomes] for way in misses([*FOUR, late])
    }
    assert found == {
        "Answered although the documents do not say": ["Who flew to Osaka?"],
        "No quote holds the answer": ["When was it?"],
        "The first quote does not hold the answer, a later one does": ["Late?"],
        "Declined although the documents answer": ["And the fine?"],
    }
    assert misses(FOUR[:1]) == []


def test_a_page_that_has_nothing_to_show_is_a_page() -> None:
    assert "There are none." in page(report())
    assert "There are none." in page(report(outcome(answers=())))


def test_a_terminal_shows_the_same_figures_in_groups() -> None:
    rows = table(report(*FOUR)).rows
    groups = list(dict.fromkeys(row.group for row in rows))
    assert groups == ["Retrieval", "Answers", "Citations", "Abstention", "Cost", "Follow-ups alone"]
    assert ("first_quote", "33.3 %") in [(row.name, row.figure) for row in rows]


@pytest.mark.parametrize(
    "plot",
    [
        plots.rank_plot(FOUR),
        plots.rank_plot(FOUR[3:]),
        plots.risk_plot(report(*FOUR).curve),
        plots.risk_plot(report(outcome()).curve),
        plots.time_plot([0.1, 0.2, 5.0]),
        plots.time_plot([0.0]),
    ],
    ids=lambda plot: plot.said,
)
def test_a_plot_is_a_drawing_with_a_title_and_stays_in_its_frame(plot: plots.Plot) -> None:
    drawing = ElementTree.fromstring(plots.standalone(plot))
    assert drawing.find("{*}title").text == plot.title  # type: ignore[union-attr]
    assert drawing.find("{*}desc").text == plot.said  # type: ignore[union-attr]
    for bar in drawing.iterfind("{*}rect"):
        assert 0 <= float(bar.attrib["x"]) <= plots.WIDTH
        assert float(bar.attrib["width"]) > 0
        assert 0 <= float(bar.attrib["y"]) <= plots.HEIGHT
        assert float(bar.attrib["height"]) >= 0


def test_the_plots_say_what_they_show() -> None:
    assert plots.rank_plot(FOUR).said == (
        "Of 3 questions with evidence, 1 have it in the first passage, 1 in a later one and 1 in "
        "none of the first 10."
    )
    assert plots.risk_plot(report(*FOUR).curve).said == (
        "If all 4 questions were answered, 50 % would be wrong. 75 % were answered, 67 % of them "
        "wrongly."
    )


# In the browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    hostile = outcome(HOSTILE, answers=(HOSTILE,), found=[4], shown=[WRONG], answer=HOSTILE)
    save(report(*FOUR, hostile, problems=(Problem(HOSTILE, HOSTILE),)), folder)
    return folder / "report.html"


def opened(browser: Browser, file: Path, size: tuple[int, int], dark: bool = False) -> Page:
    """The page, which must ask for nothing and run nothing."""
    shown = browser.new_page(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light"
    )
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.on("console", lambda message: asked.append(message.text))
    shown.on("dialog", lambda dialog: asked.append(dialog.message))
    shown.goto(file.as_uri(), wait_until="networkidle")
    assert asked == [file.as_uri()]
    return shown


def test_the_page_asks_no_host_for_anything_and_obeys_no_document(
    browser: Browser, file: Path
) -> None:
    shown = opened(browser, file, DESKTOP)
    assert shown.locator("img, script, iframe, link, object").count() == 0
    assert shown.get_by_role("heading", name=HOSTILE).count() == 1
    shown.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_fits_and_is_readable(
    browser: Browser, file: Path, size: tuple[int, int], dark: bool
) -> None:
    shown = opened(browser, file, size, dark)
    assert shown.evaluate("document.documentElement.scrollWidth") <= size[0]
    for selector in (".made", ".lead", "tbody th", ".plot text", ".place", "summary"):
        assert contrast(shown, selector) >= 4.5, selector
    shown.close()


def contrast(shown: Page, selector: str) -> float:
    """WCAG 2's contrast of an element's words with the page behind them."""

    def light(colour: str) -> float:
        parts = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    words, behind = shown.evaluate(
        """selector => {
            const element = document.querySelector(selector)
            const style = getComputedStyle(element)
            const clear = element => getComputedStyle(element).backgroundColor.endsWith(', 0)')
            let under = element
            while (clear(under)) under = under.parentElement
            return [element.closest('svg') ? style.fill : style.color,
                    getComputedStyle(under).backgroundColor]
        }""",
        selector,
    )
    pair = sorted([light(words), light(behind)])
    return (pair[1] + 0.05) / (pair[0] + 0.05)


class Outline(HTMLParser):
    """Which elements a page has open inside which, and its headings in order."""

    VOID = ("meta", "br", "hr", "img", "input", "link")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.levels: list[int] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID and not (self.open and "svg" in self.open and tag != "title"):
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            assert self.open.pop() == tag


def test_the_page_is_whole_and_its_headings_are_an_outline(file: Path) -> None:
    outline = Outline()
    outline.feed(file.read_text(encoding="utf-8"))
    assert outline.open == []
    assert outline.levels[0] == 1
    assert all(b - a <= 1 for a, b in zip(outline.levels, outline.levels[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))


def test_the_page_can_be_found_around_in_by_its_roles(browser: Browser, file: Path) -> None:
    shown = opened(browser, file, DESKTOP)
    assert shown.get_by_role("img").count() == 3
    assert shown.get_by_role("img", name="Risk and coverage").count() == 1
    assert shown.get_by_role("table").count() == 1
    assert shown.get_by_role("rowheader", name=re.compile("first_quote")).count() == 1
    summary = shown.locator("summary").first
    summary.press("Enter")
    assert not shown.locator("details").first.evaluate("element => element.open")
    shown.close()
