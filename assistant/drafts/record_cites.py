"""Cites to the record, parsed: which paper each names, and which places in it.

"Dkt. 17 ¶ 9", "ECF No. 17 at 4", "Ex. 4 at 12", "Vance Dep. 45:3–46:2", "Indictment ¶¶ 3, 7–9",
"Id. at 5", "CB000123". The words are data; the patterns are built from them. A cite is a paper and,
behind it, places; without a place only the number of a docket or exhibit, or a cite that stands by
itself in brackets or after its sentence, is one: "the Indictment charges" cites nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal["page", "paragraph", "section", "line", "footnote", "count", "item"]
PaperKind = Literal["docket", "exhibit", "named", "same", "bates"]


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A place in a paper: from `first` to `last`, which are alike for one; `part` is an item in
    brackets, as "(c)" of "¶ 13(c)". Lines are "45:3"; an item is a numbered row of a table."""

    kind: PlaceKind
    first: str
    last: str
    part: str = ""

    def __str__(self) -> str:
        sign = {"page": "p. ", "paragraph": "¶ ", "section": "§ ", "line": "", "footnote": "n.",
                "count": "Count ", "item": "No. "}[self.kind]  # fmt: skip
        several = self.last != self.first
        last = self.last
        if (
            several
            and self.kind == "line"
            and last.partition(":")[0] == self.first.partition(":")[0]
        ):
            last = last.partition(":")[2]
        return f"{sign}{self.first}{f'–{last}' if several else ''}{self.part}"


@dataclass(frozen=True, slots=True)
class RecordCite:
    """A cite as it stands at ``text[start:end]``: `paper` is the number of a docket entry or an
    exhibit, a Bates number, or the words that name a paper, its day behind them where the cite
    gives one ("Courier, Apr. 12, 2024"); empty for "id."."""

    start: int
    end: int
    kind: PaperKind
    paper: str
    places: tuple[CitedPlace, ...]


ABBREVIATED = {
    "aff": "affidavit", "affid": "affidavit", "agmt": "agreement", "agr": "agreement",
    "am": "amended", "ans": "answer", "app": "appendix", "appl": "application", "br": "brief",
    "compl": "complaint", "countercl": "counterclaim", "decl": "declaration", "def": "defendant",
    "defs": "defendants", "dep": "deposition", "depo": "deposition", "det": "detention",
    "ex": "exhibit", "exh": "exhibit", "gov't": "government", "govt": "government",
    "hr'g": "hearing", "ind": "indictment", "indict": "indictment", "inf": "information",
    "interrog": "interrogatories", "interrogs": "interrogatories", "j": "judgment",
    "ltr": "letter", "mem": "memorandum", "mot": "motion", "op": "opinion", "opp": "opposition",
    "opp'n": "opposition", "ord": "order", "pet": "petition", "pl": "plaintiff",
    "pls": "plaintiffs", "rep": "report", "req": "request", "resp": "response",
    "sched": "schedule", "sent'g": "sentencing", "stip": "stipulation", "sub": "subpoena",
    "supp": "supplemental", "superseding": "superseding", "tr": "transcript", "wit": "witness",
}  # fmt: skip
"""How papers are abbreviated in cites, after the Bluebook's table BT1."""
_PAPERS = (
    "affidavit agreement amendment answer appendix application article brief charge complaint"
    " contract counterclaim declaration deposition detention docket email e-mail exhibit"
    " indictment information inventory invoice interrogatories judgment lease ledger letter"
    " memorandum memo minutes motion notice opinion opposition order petition plea"
    " release reply report response schedule statement stipulation subpoena testimony transcript"
    " warrant"
).split()
"""Words that a paper is named by, whole."""
_HEADS = "|".join(
    sorted(
        {
            rf"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}s?"
            for word in _PAPERS
            if word not in ("charge", "plea", "detention")
        }
        | {rf"(?i:{re.escape(s)})\." for s, whole in ABBREVIATED.items() if whole in _PAPERS},
        key=len,
        reverse=True,
    )
)
_SHORT = "|".join(sorted((re.escape(short) for short in ABBREVIATED), key=len, reverse=True))
_WORD = rf"(?:(?i:{_SHORT}|mr|ms|mrs|dr|jr|sr|st|hon)\.|[A-Z]\.|[A-Z][\w’'&-]*(?!\.))"
_BEFORE = rf"(?:{_WORD} (?:(?:of|and|the|in|to|for|re) )?){{0,6}}?"
_SIGNALS = (
    r"(?:(?:[Ss]ee(?:,? e\.g\.,?|,? also| generally| id\.)?|[Aa]ccord|[Cc]f\.|[Cc]ompare|[Ee]\.g\.,"
    r"|[Cc]iting|[Qq]uoting) )?"
)
_DASH = r"\s?(?:[-–—]{1,2}|to)\s?"
_NUMBERS = rf"\d{{1,5}}(?:{_DASH}\d{{1,5}})?"
_AND = r"(?:,? (?:and|&) |, ?|; (?=\d))"
_SECTION = r"(?:[IVXL]+|[A-Z]|\d{1,3}(?:\.\d{1,3})*)(?:\([a-zA-Z0-9]{1,4}\))*"
_PLACE_FORMS: tuple[tuple[PlaceKind, str], ...] = (
    ("line", rf"(?:at |pp?\. ?)?(?P<line>\d{{1,4}}:\d{{1,2}}(?:{_DASH}(?:\d{{1,4}}:)?\d{{1,2}})?"
             rf"(?:(?:,|;|,? and|,? &) (?:\d{{1,4}}:)?\d{{1,2}}(?:{_DASH}(?:\d{{1,4}}:)?\d{{1,2}})?"
             r"(?![\w:]))*)"),
    ("paragraph", r"(?:at )?(?:¶{1,2}|[Pp]ar(?:a|as|agraph|agraphs)\.?) ?"
                  rf"(?P<paragraph>{_NUMBERS}"
                  rf"(?:\([a-z0-9]{{1,4}}\))*(?:{_AND}(?:¶{{1,2}}"
                  rf" ?)?{_NUMBERS}(?:\([a-z0-9]{{1,4}}\))*)*)"),
    ("section", rf"(?:at )?(?:§{{1,2}}|[Ss]ec(?:s|tion|tions)?\.?) ?(?P<section>{_SECTION}"
                rf"(?:{_AND}{_SECTION}(?![\w]))*)"),
    ("footnote", r"(?:at )?(?:nn?\.|note|notes|fn\.) ?(?P<footnote>\d{1,3}(?:[-–]\d{1,3})?)"),
    ("count", r"(?:at )?[Cc]ounts? (?P<count>[A-Z][a-z]+|\d{1,2}|[IVX]+)"),
    ("item", r"(?:at )?(?:Nos?\.|[Rr]ows?|[Ee]ntr(?:y|ies)|[Ii]tems?|[Ll]ine items?) ?"
             rf"(?P<item>{_NUMBERS}(?:{_AND}{_NUMBERS}(?![\w:]))*)"),
    ("page", r"(?:at|pp?\.|pages?|at pp?\.|[Pp]g\.) ?\*?"
             rf"(?P<page>{_NUMBERS}(?:{_AND}{_NUMBERS}(?![\w:]))*)"),
)  # fmt: skip
_PLACE = re.compile("|".join(f"(?:{form})" for _, form in _PLACE_FORMS))
_LINES = re.compile(r"(?:ll?\.|[Ll]ines?) ?(?P<lines>\d{1,2}(?:\s?[-–]\s?\d{1,2})?)")
_BETWEEN = re.compile(r",?\s{1,3}(?:(?:&|and)\s)?|,\s?")
_NO = r"(?: ?Nos?\.?| ?#)?"
_DOCKET = (
    rf"(?:Dkt\.?(?: Entry)?|ECF|Docs?\.|Document|D\.E\.|DE|Docket(?: Entry)?){_NO} ?\[?"
    r"(?P<docket>\d{1,4}(?:-\d{1,3})?)\]?"
)
_SIDE = (
    r"(?:(?:Gov(?:['’]t|ernment)|Def(?:\.|ense|endant)|Pl(?:\.|aintiff)|Joint|Trial|State|Defs|Pls)"
    r"(?:['’]?s)?['’]?\.? )?"
)
_NUMBER_OF_EXHIBIT = r"[A-Z]{1,3}-?\d{1,4}(?:-\d{1,3})?|\d{1,4}(?:-\d{1,3}|[A-Z])?|[A-Z]{1,2}\b"
_EXHIBIT = (
    rf"(?P<side>{_SIDE})(?:Exh?s?\.?|Exhibits?){_NO} ?(?P<exhibit>{_NUMBER_OF_EXHIBIT})"
    r"|(?P<letters>PX|DX|GX|JX|TX|CX|RX)[- ]?(?P<lettered>\d{1,4}(?:-\d{1,3}|[A-Z])?)"
)
_SAME = r"(?P<same>\b(?:[Ii]d\.|[Ii]bid\.))"
_BATES = (
    r"(?P<bates>\b[A-Z][A-Z&]{1,11}(?:[-_ ][A-Z]{2,10})?[-_ ]?\d{4,10}"
    r"(?:\s?[-–]\s?(?:[A-Z][A-Z&_-]{1,16}[-_ ]?)?\d{4,10})?)(?![\w-])"
)
_RULED = (
    r"(?:Memorandum |Amended )?(?:Opinion|Memorandum|Judgment|Order|Report|Ruling) (?:and|&)"
    r" (?:Order|Judgment|Opinion|Recommendations?|Decree|Decision)"
)
"""One paper of a court that is named by two words: "Opinion and Order"."""
_NAMED = (
    rf"(?P<named>(?:{_BEFORE}(?:{_RULED}|(?:{_HEADS})(?: (?:{_HEADS}))?))"
    rf"(?: of (?:{_WORD} ?){{1,3}}(?<! ))?)"
)
_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?\.?|July?\.?|Aug(?:ust|\.)"
    r"|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_DAY = rf"(?:{_MONTH} \d{{1,2}}, \d{{4}}|\d{{1,2}} {_MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d)"
_DATED = rf"(?P<dated>{_BEFORE}[A-Z][\w’'&-]*(?:, {_DAY}| \({_DAY}\)))"
_SHORTENED = rf"(?P<shortened>{_BEFORE}[A-Z][\w’'&-]*(?=,? ?¶))"
"""A paper by whatever the draft calls it: nothing but a cite has a paragraph's sign behind it."""
_PAPER = re.compile(
    rf"(?<![\w.]){_SIGNALS}"
    rf"(?:{_DOCKET}|{_EXHIBIT}|{_SAME}|{_BATES}|{_DATED}|{_NAMED}|{_SHORTENED})(?![\w])"
)
_OPENS = re.compile(r"(?:^|[(\[;,.!?”\"])[ \t]*\n?[ \t]*$")
_BEHIND = re.compile(r"[(\[;.!?”\"’][ \t]*\n?[ \t]*$")
"""What stands before a paper that is named by its day: the end of a sentence, or a bracket."""
_NO_PAPER = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Dated?|On|By|In|Since|Until)\b"
)
_CLOSES = re.compile(r"\s*(?:[)\];]|\.?\s*(?:$|\n))|\.\s")
_ARTICLE = re.compile(r"\b(?:The|A|An|This|That|His|Her|Their|Its|In|Under|On|By)$")


def record_cites(text: str) -> list[RecordCite]:
    """The cites to the record in `text`, in order and apart."""
    found: list[RecordCite] = []
    for match in _PAPER.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        end, places = _places(text, match.end())
        cite = _cite(text, match, end, places)
        if cite is not None:
            found.append(cite)
    return found


def _cite(
    text: str, match: re.Match[str], end: int, places: tuple[CitedPlace, ...]
) -> RecordCite | None:
    start = match.start()
    if match["docket"]:
        return RecordCite(start, end, "docket", match["docket"], places)
    if match["exhibit"] or match["lettered"]:
        number = match["exhibit"] or f"{match['letters']} {match['lettered']}"
        return RecordCite(start, end, "exhibit", f"{match['side'] or ''}{number}".strip(), places)
    if match["same"]:
        return RecordCite(start, end, "same", "", places)
    alone = _OPENS.search(text[max(0, start - 40) : start]) and _CLOSES.match(text, end)
    if match["bates"]:
        if not alone:  # the number of an invoice or an entry
            return None
        return RecordCite(start, end, "bates", match["bates"], places)
    if match["dated"]:
        if not (_BEHIND.search(text[max(0, start - 40) : start]) and _CLOSES.match(text, end)):
            return None
        if _NO_PAPER.match(match["dated"]):
            return None
        return RecordCite(start, end, "named", " ".join(match["dated"].split()), places)
    if match["shortened"]:
        named = " ".join(match["shortened"].split())
        return RecordCite(start, end, "named", named, places) if places else None
    named = " ".join(match["named"].split())
    if not places and named.rpartition(" ")[2][0].islower():
        return None  # "The Corvina Star invoices"
    if _ARTICLE.search(named) or not (places or alone):
        return None
    if places and all(place.kind == "count" for place in places) and not alone:
        return None  # "Count Five of" says what it is about
    return RecordCite(start, end, "named", named, places)


def _places(text: str, at: int) -> tuple[int, tuple[CitedPlace, ...]]:
    """Where the places behind a paper end, and which they are."""
    found: list[CitedPlace] = []
    while gap := _BETWEEN.match(text, at):
        lines = _LINES.match(text, gap.end()) if found and found[-1].kind == "page" else None
        match = lines or _PLACE.match(text, gap.end())
        if match is None:
            break
        if lines:  # "at 45, ll. 3–12"
            page = found.pop().first
            found += _listed("line", f"{page}:{lines['lines']}")
        else:
            kind = next(kind for kind, _ in _PLACE_FORMS if match[kind])
            found += _listed(kind, match[kind])
        at = match.end()
    return at, tuple(found)


_RANGE = re.compile(
    r"(?P<first>\d{1,4}:\d{1,2}|[A-Za-z0-9.]+?)(?P<part>(?:\([a-zA-Z0-9]{1,4}\))*)"
    r"(?:\s?(?:[-–—]{1,2}|to)\s?(?P<last>(?:\d{1,4}:)?\d{1,5}))?"
)


def _listed(kind: PlaceKind, values: str) -> Iterator[CitedPlace]:
    """The places of a list: "3, 7–9" of paragraphs, "45:3–12, 14–16" of lines."""
    page = ""
    for value in re.split(r"\s*(?:[,;&]|\band\b)\s*", values.replace("¶", " ")):
        value = value.strip().rstrip(".")
        if kind == "line":
            value = value if ":" in re.split(r"[-–—]|to", value)[0] else f"{page}:{value}"
            page = value.partition(":")[0]
        match = _RANGE.fullmatch(value)
        if match is None:
            continue
        first, part = match["first"], match["part"]
        if kind == "section":
            first, part = first + part, ""
        last = match["last"] or first
        if kind == "line" and ":" not in last:
            last = f"{page}:{last}"
        elif last.isdecimal() and first.isdecimal() and len(last) < len(first):
            last = first[: len(first) - len(last)] + last  # "119–22"
        yield CitedPlace(kind, first, last, part)


def is_only_cites(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing but cites, which stand at `spans`, is in a text: a citation sentence."""
    kept = list(text)
    for start, end in spans:
        start, end = max(start, 0), min(end, len(text))
        kept[start:end] = " " * max(0, end - start)
    return not re.search(r"\w", _CITING_WORDS.sub(" ", "".join(kept)))


_CITING_WORDS = re.compile(
    r"\b(?:[Ss]ee|[Aa]lso|generally|e\.g\.|[Aa]ccord|[Cc]f|and|emphasis added|citing|quoting"
    r"|citations? omitted|internal quotation marks omitted|alterations? in original|cleaned up)\b"
)
