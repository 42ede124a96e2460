"""Words that address a language model and not a reader: "Ignore all previous instructions".

Legal prose is full of orders (to juries, to clerks, to witnesses), so only what a person
would hardly say to a person counts. A flag warns; nothing is refused for it.
"""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_right
from collections.abc import Sequence

from corpus.document import Flag, Mark, Page

_MODEL = (
    r"(?:A\.?I\.?|LLM|GPT(?:-?\d)?|ChatGPT|Claude|Gemini|Copilot|(?:large )?language models?"
    r"|chat ?bots?|(?:A\.?I\.?|virtual|helpful|digital) (?:assistants?|agents?|models?|systems?))"
)
_BEFORE = r"(?:previous|prior|above|preceding|earlier|foregoing|existing|original|initial|system)"
_ALL = "all|any|every|each|the|of|these|those|your|and|completely|entirely"
_WHAT = r"(?:instructions?|prompts?|directives)"
_NAMED = tuple(
    " ai |:ai | ai:| ai,| ais | ai-| ai\n|a.i.|llm|gpt|claude|gemini|copilot|language model|chatbot"
    "|chat bot|virtual assistant|digital assistant|helpful assistant|\nai ".split("|")
)
_PATTERNS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("ignore", "disregard", "forget"),
        rf"\b(?:ignore|disregard|forget)(?: (?:{_ALL})){{0,4}}"
        rf" (?:(?:{_BEFORE},?(?: (?:and|or))? ){{1,3}}|your ){_WHAT}\b",
    ),
    (
        ("ignore", "disregard", "forget", "override", "bypass"),
        r"\b(?:ignore|disregard|forget) (?:all (?:of )?(?:the )?(?:instructions|rules) (?:above"
        r"|before|you (?:were|have been) given)|everything (?:above|you (?:were|have been) told))"
        rf"|\b(?:override|bypass) your (?:\w+ ){{0,2}}(?:{_WHAT}|guidelines|guardrails|rules)",
    ),
    (
        ("you are now",),
        rf"\byou are now (?:DAN\b|(?:in )?(?:developer|jailbreak|god|unrestricted) mode"
        rf"|(?:an? |the )?(?:\w+ ){{0,3}}{_MODEL}\b)",
    ),
    (
        ("system prompt",),
        r"\b(?:ignore|reveal|print|repeat|show|output|leak|override|new|updated|your)"
        r"(?: \w+){0,3} system prompt\b|^\W*(?:begin |end |new )?system prompt\W*(?:$|:)",
    ),
    (("as an ai", "as a language", "as a large"), rf"\bas an? {_MODEL}\b[^.\n]{{0,40}}\byou\b"),
    (("if you are", "if you're"), rf"\bif you(?:’re|'re| are) (?:an? |the )?{_MODEL}\b"),
    (
        ("the user",),
        r"\b(?:do not|don[’']t|never|must not) (?:tell|inform|reveal|mention|disclose|show|alert"
        r"|warn)\b[^.\n]{0,60}\bthe user\b",
    ),
    (
        ("respond only", "only respond", "respond with", "reply only", "reply with", "output only"),
        r"(?:^|[.!?:,;] |\bmust |\bshould |\bplease |\bthen )(?:only )?(?:respond|reply|output)"
        r" (?:only )?(?:with|in) (?:only )?(?:the (?:words?|phrase|text|string)\b|json\b|exactly\b"
        r"|[“\"'])",
    ),
    (
        _NAMED,
        rf"\b(?:notes?|messages?|instructions?|attention|notice|important)\b(?: (?:to|for))?"
        rf"(?: (?:the|any|all|every|reading))*:? {_MODEL}\b(?! (?:Act|Office|Inc|Corp|LLC|policy))"
        rf"(?=[^.\n]{{0,60}}(?::|\b(?:you|must|ignore|please|reading|processing|reviewing)\b))",
    ),
    (("<|", "[inst]", "<<sys>>"), r"<\|[a-z_]{3,20}\|>|\[/?INST\]|<</?SYS>>"),
    (("###",), r"^\s{0,8}#{2,4} ?(?:System|Instructions?|Assistant|User|Human|Response) ?:"),
    (("system: you", "system : you"), r"^\W{0,8}system ?: you (?:are|must|will|should)\b"),
    (
        ("ignora", "ignore", "ignorez", "olvida", "esquece", "oubli", "dimentica", "desconsider"),
        r"\b(?:ignor(?:a|e|en|ar|ez|ate|are)|olvid(?:a|e|en)|desconsider[ea]|esqueça|oublie[rz]?"
        r"|dimentica)\b[^.\n]{0,30}\b(?:instru(?:cciones|ções)|instructions|istruzioni|indicaciones"
        r"|consignes|órdenes)\b[^.\n]{0,20}\b(?:anterior(?:es)?|previas?|précédentes|antérieures"
        r"|ci-dessus|precedenti)\b"
        r"|\b(?:ignor(?:a|e|en|ar|ez)|olvid(?:a|e|en)|oublie[rz]?|desconsidere)\b[^.\n]{0,30}"
        r"\b(?:anteriores|previas|précédentes|prévias)\b[^.\n]{0,10}"
        r"\b(?:instru(?:cciones|ções)|instructions|consignes)\b",
    ),
    (
        ("ignorier", "vergiss", "missacht"),
        r"\b(?:ignorier(?:e|en|t)?|vergiss|vergessen|missachte[nt]?)\b[^.\n]{0,30}"
        r"\b(?:vorherige[nr]?|bisherige[nr]?|vorangegangene[nr]?|obige[nr]?|früheren?)\b[^.\n]{0,20}"
        r"\b(?:anweisung(?:en)?|instruktionen|befehle|vorgaben)\b",
    ),
    (
        ("игнорир", "забуд", "проигнорир"),
        r"\b(?:про)?(?:игнорируй(?:те)?|забудь(?:те)?)[^.\n]{0,30}"
        r"(?:предыдущи|прежни|предшествующи)\w*[^.\n]{0,20}(?:инструкци|указани|команд)\w*",
    ),
    (
        ("忽略", "无视", "無視", "忘记", "忘記"),
        r"(?:忽略|无视|無視|忘记|忘記)[^。\n]{0,12}(?:之前|以前|先前|上述|以上|前面|所有)[^。\n]{0,12}"
        r"(?:指令|指示|提示|命令)|(?:以前|上記|これまで)の[^。\n]{0,8}(?:指示|命令)[^。\n]{0,4}無視",
    ),
)
_ORDERS = tuple(
    (signs, re.compile(words.replace(" ?", r"\s{0,4}").replace(" ", r"\s{1,4}"), re.I | re.M))
    for signs, words in _PATTERNS
)
_IGNORE_INSTRUCTIONS = 0
"""The one pattern whose words people also say to each other."""
_BETWEEN_PEOPLE = re.compile(
    r"\b(?:jur(?:y|ies|ors?)|the court|judge|magistrate|counsel|witness(?:es)?|verdict|testimony"
    r"|deliberations?|employees?|officers?|agents|prosecutors?|he|she|they|my|wir(?:e|ing)|payments?"
    r"|bank|shipping|delivery|invoices?)\b",
    re.I,
)
"""In a sentence that tells to ignore instructions: then they are a court's or a customer's."""
_NOT_AN_ORDER = re.compile(r"\b(?:to|not|never)\s+\Z")
_STOP = re.compile(r"[.!?。](?=\s|[\"”’)]|$)|\n\s*\n|。")
_BEFORE_WORDS = " \t\r\n.!?:,;"
LONGEST_SENTENCE = 300
"""Code points on either side of an order within which its sentence is looked for."""
SURROUNDINGS = 200
"""Code points on either side of a sign within which an order's words stand."""
_OUT_OF_THE_TEXT = {
    "unseen": "Words that nobody sees",
    "covered": "Words that are covered",
    "struck": "Words that are struck out",
    "comment": "Comments beside the text",
    "header": "Words at the head of its pages",
    "footer": "Words at the foot of its pages",
}
LONGEST_QUOTE = 120
MOST_FLAGS = 20


def orders_in(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each sentence of `text` that addresses a model, in order, apart."""
    plain = text.replace("İ", "I").lower()  # the one letter that is longer in small
    found = sorted(
        _sentence(text, match.end() - len(match.group().lstrip(_BEFORE_WORDS)), match.end())
        for number, (signs, pattern) in enumerate(_ORDERS)
        for start, end in _around(plain, signs)
        for match in pattern.finditer(text, start, end)
        if number != _IGNORE_INSTRUCTIONS or not _between_people(text, match)
    )
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _around(plain: str, signs: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where a pattern may match: the surroundings of its signs, joined where they meet."""
    found: list[tuple[int, int]] = []
    present = [re.escape(sign) for sign in signs if sign in plain]
    places = [m.start() for sign in present for m in re.finditer(sign, plain)]
    for place in sorted(places):
        start, end = max(0, place - SURROUNDINGS), place + SURROUNDINGS
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return found


def orders_flags(text: str, pages: Sequence[Page], marks: Sequence[Mark]) -> tuple[Flag, ...]:
    """What to tell of the words that address a model: seen ones, then those that nobody sees."""
    starts = [page.start for page in pages]

    def page_at(offset: int) -> int | None:
        return pages[max(bisect_right(starts, offset) - 1, 0)].number if pages else None

    flags = [_flag(text[a:b], page_at(a), "Words on it") for a, b in orders_in(text)]
    for mark in marks:
        if which := _OUT_OF_THE_TEXT.get(mark.kind):
            found = orders_in(mark.value)
            flags += (_flag(mark.value[a:b], page_at(mark.start), which) for a, b in found)
    return tuple(dict.fromkeys(flags))[:MOST_FLAGS]


def _flag(words: str, page: int | None, which: str) -> Flag:
    quoted = textwrap.shorten(words, LONGEST_QUOTE, placeholder=" …")
    return Flag("orders", f"{which} address a language model, not a reader: “{quoted}”.", page)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """From after the stop before an order to the stop after it."""
    floor = max(0, start - LONGEST_SENTENCE)
    before = [match.end() for match in _STOP.finditer(text, floor, start)]
    after = _STOP.search(text, end, end + LONGEST_SENTENCE)
    first = before[-1] if before else floor
    last = after.end() if after else min(len(text), end + LONGEST_SENTENCE)
    sentence = text[first:last]
    first += len(sentence) - len(sentence.lstrip(' \t\r\n"”’)'))
    return first, max(end, first + len(text[first:last].rstrip()))


def _between_people(text: str, match: re.Match[str]) -> bool:
    start, end = _sentence(text, match.start(), match.end())
    if _NOT_AN_ORDER.search(text, max(start, match.start() - 8), match.start()):
        return True
    return _BETWEEN_PEOPLE.search(text, start, end) is not None
