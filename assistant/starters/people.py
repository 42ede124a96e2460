"""Who is told of in a sentence: names of people, and what is said of who they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.names import is_place, is_short_form, is_thing
from assistant.starters.clauses import NAME, TITLE

_BODY = re.compile(
    r"\b(?:LLC|L\.L\.C|Inc|Corp|Corporation|Ltd|Limited|LLP|L\.?P|PLC|plc|Co|GmbH|Company|Trust|Fund|Group"
    r"|Partners|Holdings|Bank|University|College|School|Hospital|Church|Union|Association|Council"
    r"|Committee|Commission|Board|Department|Office|Agency|Authority|Bureau|Court|Police|Party"
    r"|Agreement|Act|Section|Article|Schedule|Exhibit|Lease|Plan|Program|Project|Street|Road"
    r"|Avenue|City|County|State|States|Government|Congress|Senate|House|Parliament|Army|Navy|Service"
    r"|Services|Systems|Trading|Freight|Consulting|Industries|Logistics|Team|Unit|Division|Center"
    r"|Centre|Hotel|Airlines?|Airport|Port|Island|River|Bay|Lake|Mount|North|South|East|West|Buyer"
    r"|Seller|Tenant|Landlord|Lender|Borrower|Licensor|Licensee|Supplier|Customer|Employer"
    r"|Importers|Exporters|Growers|Brothers|Builders|Advis[eo]rs|Solutions|Foods|Farms|Fisheries"
    r"|Ingredients|Chemicals|Insurance|Motors|Capital|Ventures|Technologies|Pharmaceuticals|Laboratory"
    r"|Laboratories|Labs|Shipping|Lines|Properties|Realty|Estates|Brokerage|Research|Institute"
    r"|Foundation|Club|Diner|Grill|Museum|Library|Press|News|Times|Post|Ledger|Courier|Gazette"
    r"|Herald|Tribune|Banco|Savings|Jury|Employee|Purchaser|Contractor|Defendants?|Plaintiffs?|Counts?|Indictment|Information|Exhibits?|Monday|Tuesday"
    r"|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August"
    r"|September|October|November|December)\b"
)
_FULL = re.compile(rf"(?:{TITLE}\.?\s)?[A-Z][\w’'-]+(?:\s(?:[A-Z]\.|de|van|von|del|la|[A-Z][\w’'-]+)){{1,3}}")
_TITLED = re.compile(rf"{TITLE}\.?\s[A-Z][\w’'-]+")
_ROLE = r"(?:an?|the|its|former|then)\s(?:[\w’'&-]+\s){0,5}?[\w’'-]+"
_SURNAME = re.compile(r"[A-Z]{4,}")
"""As reports and charges write a surname: "STAVELY"."""
_AGE = r"(?:(?:aged?\s)?\d\d,\s)?"
_BEHIND = re.compile(
    rf"(?P<name>{NAME})(?P<shorter>\s\([^()]{{2,40}}\))?,\s{_AGE}(?P<told>(?:an?|the|a\sformer|former)\s[^,;:]{{4,120}})[,.]"
)
_IS = re.compile(
    rf"(?:^|\b(?:alleges?d?|says?|said)\s(?:that\s)?)(?P<name>{NAME})(?:,\s(?:aged?\s)?\d\d,)?"
    r"\s(?:is|was|has\sbeen)\s(?P<told>(?:an?|the|one\sof)\s[^,;:]{{4,120}}?)"
    r"(?=[,.;]|\s(?:who|that|which)\b|$)"
)
_BEFORE = re.compile(rf"\b(?P<told>{_ROLE}),\s(?P<name>{NAME})(?=,|\s(?:was|is|said|has|had|[a-z]+ed)\b)")
_ADDED = re.compile(
    r"\s(?:of|in|at|for|who|that|which|with|from|to|on|by|as|and|but|only|because|under|whose|sent|[a-z]+ed|hired)\b.*", re.DOTALL
)
_ROLE_WORD = re.compile(
    r"\b(?:\w{2,}(?:er|or|ist|ian|ant|ent|eer|man|woman|yst|ive|ary|nal|nee|yee|iff|ard)|chief|wife"
    r"|husband|son|daughter|brother|sister|mother|father|nephew|niece|cousin|friend|judge|clerk"
    r"|nurse|attorney|counsel|spokesperson|head|citizen|chair|pilot|cook|coach|guard|agent|aide"
    r"|associate|deputy|captain|chemist|professor|native|heir|aunt|uncle|spouse|witness)\W*$",
)
_NOBODY = re.compile(
    r"\b(?:defendants?|plaintiffs?|respondents?|petitioners?)\b(?!['’])"
    r"|\b(?:\w+ment|event|content|patent|accident|incident|plant|grant|amount|covenant|warrant|order"
    r"|number|water|river|tower|counter|corner|power|printer|sector|factor|motor|error|door|floor"
    r"|harbou?r|colou?r|list|summary|library|salary|initiative|motive|objective|tribunal|journal"
    r"|signal|terminal|canal|board|card|yard|award|standard|employer|vessel|boat|cruiser|ship|trailer|truck|tanker|freighter|car|van|company|firm|corporation"
    r"|partnership|software|product|producer of|maker of|paper|letter|document|center|charter|matter"
    r"|computer|container|agreement|restaurant|department|government|importer of|brand|newspaper"
    r"|subsidiary|manufacturer|supplier|server|folder|Court|case|matter|motion|order|agreement|paragraph|date|day|year|copy|number|same"
    r"|following|other|person|man|woman|fact|result|total|sum|event|extent|undersigned)\b"
)
_ACRONYM = re.compile(r"(?:LLC|LLP|II|III|IV|USA?|FBI|DEA|CEO|CFO|N\.A\.|[A-Z]{1,3}-?\d*)\W*")


def is_person(name: str) -> bool:
    """Whether a name is a person's: a title and a name, or two to four names."""
    name = name.strip()
    if _BODY.search(name) or re.match(r"[Tt]he\s", name):
        return False
    return bool(_TITLED.fullmatch(name) or _FULL.fullmatch(name))


def is_role(told: str) -> bool:
    """Whether words say what somebody is: "a chemist", "the owner of a garage"."""
    head = _head(told)
    return _ROLE_WORD.search(head) is not None and not _NOBODY.search(head)


def _head(told: str) -> str:
    """What is said of whom, up to what only adds to it: "the owner" of "the owner of a garage"."""
    return _ADDED.split(told, maxsplit=1)[0]


def is_surname(name: str) -> bool:
    """Whether a name is one word in capitals, as reports and charges write a surname."""
    return _SURNAME.fullmatch(name) is not None


def people_told_of(said: str) -> Iterator[tuple[str, str]]:
    """Each person of whom a sentence (its white space single) says who they are, as one would
    speak of them, with the words that say so."""
    known = set()
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
