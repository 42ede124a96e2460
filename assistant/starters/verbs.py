"""The verbs that a starter question may turn: of "searched" it asks "did … search".

A closed list: what tells a sentence's verb from its other words is then no guess, and a verb that
is not in it makes no question.
"""

from __future__ import annotations

from functools import cache

_REGULAR = (
    "accept accuse acquire adopt advance affirm agree amend announce appeal appoint approve "
    "arrange arrest arrive assault assign attack attempt authorize award bill borrow bribe cancel "
    "capture certify charge close collapse collect commit complete confirm contact convert "
    "convict create damage decide declare decline deliver demand deny deport deposit describe "
    "designate destroy detain diagnose die direct discharge discover dismiss download earn email "
    "employ enter escape establish evict examine execute expire export extend extradite fail file "
    "finance fine fire follow forge form found fund grant guarantee hand hire host identify "
    "import impose indict injure inspect install instruct insure interview invest invite invoice "
    "issue join kidnap kill launch launder lease license list locate mail manage manufacture "
    "marry murder move name notify obtain offer open operate oppose order organize own pass "
    "photograph place plan plead point present print prepare process produce promise promote "
    "propose publish purchase raid raise receive recommend record recover recruit reduce refer "
    "refund refuse register reimburse reject release remove rename rent repair replace report "
    "represent request require rescue resign restrain retain retire return review revoke rob rule "
    "schedule seal search secure seize sentence serve settle share ship shoot sign smuggle start "
    "stop submit sue suffer supervise supply surrender suspend terminate test trade transfer "
    "transport travel treat turn unseal call cause clean clear cooperate forfeit hope testify "
    "compose conspire cost cross double help live occur originate owe telephone try urge use "
    "vacate violate visit vote waive warn wire witness work"
).split()
_IRREGULAR = {
    "became": "become", "began": "begin", "bought": "buy", "brought": "bring", "broke": "break",
    "built": "build", "came": "come", "chose": "choose", "died": "die", "drew": "draw",
    "drove": "drive", "fell": "fall", "fled": "flee", "flew": "fly", "found": "find",
    "gave": "give", "held": "hold", "hid": "hide", "hit": "hit", "kept": "keep", "laid": "lay",
    "left": "leave", "lent": "lend", "let": "let", "lost": "lose", "made": "make", "met": "meet",
    "paid": "pay", "pled": "plead", "put": "put", "ran": "run", "sent": "send", "set": "set",
    "shot": "shoot", "sold": "sell", "spent": "spend", "stole": "steal", "struck": "strike",
    "swore": "swear", "taught": "teach", "took": "take", "underwent": "undergo", "went": "go",
    "withdrew": "withdraw", "cost": "cost", "grew": "grow", "won": "win", "wrote": "write",
}  # fmt: skip
_PARTICIPLES = frozenset(
    "begun born bought brought broken built caught chosen cut drawn driven fallen found frozen "
    "given held hidden hit kept known laid left lent lost made met paid put read run sent set shot "
    "sold spent stolen struck sworn taken thrown told withdrawn won written".split()
)
_OTHERS = frozenset(
    "ate bit caught dug felt fought forgot heard hung hurt knelt knew lay led meant rang "
    "rode rose said sang sank sat saw slept spoke split spread stood stuck swam swung "
    "thought threw told woke wore".split()
)
"""Pasts of verbs of which no question is made."""
_DOUBLED = frozenset("commit kidnap plan refer rob stop submit transfer".split())
"""Verbs that double their last letter."""
_IN_PRESENT = (
    "advance begin buy cost cover earn employ end expire face grant hire hold lead live manage owe "
    "own pay provide receive represent run sell serve start work"
).split()
_PRESENT = {**{base + "s": base for base in _IN_PRESENT}, "supplies": "supply"}
"""Verbs as contracts have them, and what they are the present of."""
AUXILIARIES = frozenset("is are was were will shall must may can has have had".split())
OF_PAYING = frozenset(
    "pay owe cost earn receive charge fine bill invoice award reimburse refund spend invest".split()
)
"""Verbs of which one asks "how much" without "money"."""


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + (base[-1] if base in _DOUBLED else "") + "ed"


@cache
def _bases() -> dict[str, str]:
    """The verb of each past; made once a process."""
    return {**{_past(base): base for base in _REGULAR}, **_IRREGULAR}


def base_of(past: str) -> str | None:
    """ "search" of "searched"; None where the word is not the past of a verb that is known."""
    return _bases().get(past)


def is_past(word: str) -> bool:
    """Whether a word is the past of a verb, though no question may be made of it."""
    return word in _bases() or word in _OTHERS


def is_present(word: str) -> bool:
    """Whether a word is a verb as contracts have it: "pays"."""
    return word in _PRESENT


def present_base(word: str) -> str | None:
    """ "pay" of "pays"; None for what is no verb in the present that is known."""
    return _PRESENT.get(word)


def is_base(word: str) -> bool:
    """Whether a word is a verb as it stands behind "did" or "to"."""
    return word in _known_bases()


@cache
def _known_bases() -> frozenset[str]:
    """Every verb that is known; made once a process."""
    return frozenset(_bases().values())


def is_participle(word: str) -> bool:
    """Whether a word may stand behind "was" and say what was done."""
    return word in _PARTICIPLES or (len(word) > 4 and word.endswith("ed"))
