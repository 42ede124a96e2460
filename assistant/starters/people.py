"""Who is told of in a sentence: names of people, and what is said of who they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.starters.clauses import NAME, TITLE
from corpus.language.letters import CAPITALS
from corpus.language.names import is_place, is_short_form, is_thing

_BODIES = frozenset(
    "Act Advisers Advisors Agency Agreement Airline Airlines Airport April Army Article "
    "Association August Authority Avenue Banco Bank Bay Board Borrower Brokerage Brothers "
    "Builders Bureau Buye Capital Cente Centre Chemicals Church City Club Co College Commission "
    "Committee Company Congress Consulting Contractor Corp Corporation Council Count Counts "
    "County Courier Court Customer December Defendant Defendants Department Diner Division East "
    "Employe Employee Estates Exhibit Exhibits Exporters Farms February Fisheries Foods "
    "Foundation Freight Friday Fund Gazette GmbH Government Grill Group Growers Herald Holdings "
    "Hospital Hotel House Importers Inc Indictment Industries Information Ingredients Institute "
    "Insurance Island January July June Jury LLC LLP LP Laboratories Laboratory Labs Lake "
    "Landlord Lease Ledger Lender Library Licensee Licensor Limited Lines Logistics Ltd March "
    "Monday Motors Mount Museum Navy News North November October Office PLC Parliament Partners "
    "Party Pharmaceuticals Plaintiff Plaintiffs Plan Police Port Post Press Program Project "
    "Properties Purchaser Realty Research River Road Saturday Savings Schedule School Section "
    "Seller Senate September Service Services Shipping Solutions South State States Street Sunday "
    "Supplier Systems Team Technologies Tenant Thursday Times Trading Tribune Trust Tuesday Union "
    "Unit University Ventures Wednesday West plc".split()
)
"""What the names of bodies, papers, places and days hold, and those of people do not."""
_FULL = re.compile(
    rf"(?:{TITLE}\.?\s)?[{CAPITALS}][\w’'-]+"
    rf"(?:\s(?:[{CAPITALS}]\.|de|van|von|del|la|[{CAPITALS}][\w’'-]+)){{1,3}}"
)
_TITLED = re.compile(rf"{TITLE}\.?\s[{CAPITALS}][\w’'-]+")
_ROLE = r"(?:an?|the|its|former|then)\s(?:[\w’'&-]+\s){0,5}?[\w’'-]+"
_SURNAME = re.compile(rf"[{CAPITALS}]{{4,}}")
"""As reports and charges write a surname: "STAVELY"."""
_AGE = r"(?:(?:aged?\s)?\d\d,\s)?"
_BEHIND = re.compile(
    rf"(?P<name>{NAME})(?:\s\([^()]{{2,40}}\))?,\s{_AGE}"
    r"(?P<told>(?:an?|the|a\sformer|former)\s[^,;:]{4,120})[,.]"
)
_IS = re.compile(
    rf"(?:^|\b(?:alleges?d?|says?|said)\s(?:that\s)?)(?P<name>{NAME})(?:,\s(?:aged?\s)?\d\d,)?"
    r"\s(?:is|was|has\sbeen)\s(?P<told>(?:an?|the|one\sof)\s[^,;:]{4,120}?)"
    r"(?=[,.;]|\s(?:who|that|which)\b|$)"
)
_BEFORE = re.compile(
    rf"\b(?P<told>{_ROLE}),\s(?P<name>{NAME})(?=,|\s(?:was|is|said|has|had|[a-z]+ed)\b)"
)
_ADDED = re.compile(
    r"\s(?:of|in|at|for|who|that|which|with|from|to|on|by|as|and|but|only|because|under|whose|sent"
    r"|[a-z]+ed)\b.*",
    re.DOTALL,
)
_ROLE_WORD = re.compile(
    r"\b(?:\w{2,}(?:er|or|ist|ian|ant|ent|eer|man|woman|yst|ive|ary|nal|iff|ard)|\w{3,}ee|chief|wife"
    r"|husband|son|daughter|brother|sister|mother|father|nephew|niece|cousin|friend|judge|clerk"
    r"|nurse|attorney|counsel|spokesperson|head|citizen|chair|pilot|cook|coach|guard|agent|aide"
    r"|associate|deputy|captain|chemist|professor|native|heir|aunt|uncle|spouse|witness)\W*$",
)
_NOBODY = frozenset(
    "Court accident agreement amount award board boat brand canal car card case center charter "
    "coffee color colour committee company computer container content copy corner corporation "
    "counter covenant cruiser date day defendant degree department document door employer error "
    "event extent fact factor firm floo folder following freighter government grant harbor "
    "harbour incident initiative journal letter library list man manufacturer matte matter motion "
    "motive motor newspape number objective orde order other paper paragraph partnership patent "
    "person petitioner plaintiff plant power printer product respondent restaurant result river "
    "salary same sector server ship signal software standard statement subsidiary sum summary "
    "supplier tanker terminal total tower trailer tribunal truck undersigned van vessel warrant "
    "water woman yard year".split()
)
"""Words that end as those for people do, or say nothing of who somebody is."""
_ACRONYM = re.compile(r"(?:LLC|LLP|II|III|IV|USA?|FBI|DEA|CEO|CFO|N\.A\.|[A-Z]{1,3}-?\d*)\W*")


LONGEST_TELLING = 1_000
"""Code points of a sentence that plainly says who somebody is."""


def is_person(name: str) -> bool:
    """Whether a name is a person's: a title and a name, or two to four names."""
    name = name.strip()
    words = re.findall(r"[\w’']+", name)
    if not _BODIES.isdisjoint(words) or words[:1] in (["The"], ["the"]):
        return False
    return bool(_TITLED.fullmatch(name) or _FULL.fullmatch(name))


def is_role(told: str) -> bool:
    """Whether words say what somebody is: "a chemist", "the owner of a garage"."""
    head = _head(told)
    words = set(re.findall(r"[^\W\d_]+(?:['’]s)?", head))
    is_thing = not _NOBODY.isdisjoint(words) or any(word.endswith("ment") for word in words)
    return _ROLE_WORD.search(head) is not None and not is_thing


def _head(told: str) -> str:
    """What is said of whom, up to what only adds to it: "the owner" of "the owner of a garage"."""
    return _ADDED.split(told, maxsplit=1)[0]


def is_surname(name: str) -> bool:
    """Whether a name is one word in capitals, as reports and charges write a surname."""
    return _SURNAME.fullmatch(name) is not None


def people_told_of(said: str) -> Iterator[tuple[str, str]]:
    """Each person of whom a sentence (its white space single) says who they are, as one would
    speak of them, with the words that say so."""
    known: set[str] = set()
    if len(said) > LONGEST_TELLING:
        return
    for pattern in (_IS, _BEHIND, _BEFORE):
        for match in pattern.finditer(said):
            name = match["name"]
            if name in known or not (is_person(as_spoken(name)) or is_surname(name)):
                continue
            if not is_role(match["told"]):
                continue
            if is_thing(name, said) or is_place(name, said) or is_short_form(name):
                continue
            known.add(name)
            yield as_spoken(name), match["told"]


def as_spoken(name: str) -> str:
    """A name that stands in capitals as it is otherwise written: "LENA MARCHETTI"."""
    words = name.split()
    if len(words) > 1 and all(word.isupper() for word in words if word not in ("and", "of")):
        return " ".join(w if _ACRONYM.fullmatch(w) else _capital(w) for w in words)
    return name


def _capital(word: str) -> str:
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
