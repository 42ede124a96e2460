"""A claim that falls says which rule objects, why, and by which words of the document."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.answered import answered
from assistant.grounding.evidence import MODEL_RULES, check_claim, rules_against
from assistant.grounding.rules import RULES, objections
from corpus.language.parsed import parse
from index import Case
from tests.chat_models import Scripted
from tests.passages import hit

FALLEN = [
    ("amount", "Quill paid $4,200 to Marsh.", "$4,200", "Quill paid $4,300 to Marsh.", "$4,300"),
    ("amount", "Pell got 9 years.", "9 years", "Pell got seven years and a fine.", "seven years"),
    ("date", "The ship sank on May 4, 2021.", "May 4, 2021",
     "The ship sank on May 3, 2021.", "May 3, 2021"),
    ("date", "The call came at 9:15 p.m.", "9:15 p.m.", "The call came at 8 p.m.", "8 p.m."),
    ("date", "They met on Friday.", "Friday", "They met on Tuesday.", "Tuesday"),
    ("name", "The agent arrested Ada Quill.", "Ada Quill",
     "The agent arrested Ruth Quill.", "Ruth Quill"),
    ("name", "The clerk wrote that Ángel Ruiz signed.", "Ángel Ruiz",
     "The clerk wrote that Óscar Ruiz signed.", "Óscar Ruiz"),
    ("quotation", "He wrote “burn the books”.", "burn the books",
     "He wrote that she should burn the letters.",
     "He wrote that she should burn the letters."),
    ("denial", "Marsh signed the ledger.", "signed", "Marsh never signed the ledger.", "never"),
    ("denial", "Marsh did not sign it.", "not", "Marsh did sign it.", "sign"),
    ("bound", "He faces 20 years.", "20 years", "He faces up to 20 years.", "up to 20 years"),
    ("hedge", "Pell took the money.", "Pell took the money.",
     "Pell allegedly took the money.", "allegedly"),
    ("outcome", "Pell was convicted of fraud.", "was convicted",
     "Pell was charged with fraud.", "charged"),
    ("duty", "Kellner may file a reply.", "may", "Kellner must file a reply.", "must"),
    ("opposite", "The court granted the motion.", "granted",
     "The court denied the motion.", "denied"),
    ("quantity", "All of the crates were searched.", "All",
     "Most of the crates were searched.", "Most"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "claim", "here", "source", "there"), FALLEN)
def test_each_rule_shows_both_places(
    rule: str, claim: str, here: str, source: str, there: str
) -> None:
    found = {one.rule: one for one in objections(parse(claim), parse(source))}
    assert rule in found
    one = found[rule]
    assert claim[slice(*one.claim)] == here
    assert source[slice(*one.source)] == there
    assert one.reason


def test_a_hedge_reaches_to_the_end_of_a_long_clause() -> None:
    stolen = " and ".join(f"a crate of brass lamps from pier {n}" for n in range(2, 20))
    source = f"Tom Marsh was charged with stealing {stolen} and burning the barn in Harbor Street."
    assert len(source) > 600
    found = {one.rule for one in objections(
        parse("Tom Marsh burned the barn in Harbor Street."), parse(source)
    )}  # fmt: skip
    assert "hedge" in found


def test_who_did_it_to_whom_is_shown_from_the_first_to_the_last_name() -> None:
    claim, source = "Pell accused Marsh of fraud.", "On May 3 Marsh accused Pell of fraud."
    found = {one.rule: one for one in objections(parse(claim), parse(source))}["role"]
    assert claim[slice(*found.claim)] == "Pell accused Marsh"
    assert source[slice(*found.source)] == "Marsh accused Pell"


def test_the_words_stand_in_the_document_where_it_says() -> None:
    text = "The yard was dark. Quill paid $4,300 to Marsh on May 3, 2021. Nobody saw it."
    checked = check_claim("Quill paid $4,200 to Marsh on May 3, 2021.", [hit(text, start=100)])
    objected = checked.objected
    assert objected is not None
    assert (objected.objection.rule, objected.quote) == ("amount", "$4,300")
    start = text.index("$4,300") + 100
    assert (objected.span.start, objected.span.end) == (start, start + len("$4,300"))


def test_a_quotation_holds_whole_words() -> None:
    claim, source = "Pell said “he paid the bill”.", "Pell said she paid the bill in full."
    assert "quotation" in {one.rule for one in objections(parse(claim), parse(source))}
    for true in ("Pell said “she paid the bill”.", "Pell said “she … the bill …”."):
        assert "quotation" not in {one.rule for one in objections(parse(true), parse(source))}


def test_the_place_of_a_part_that_falls_ends_with_the_part() -> None:
    text = "The rent was paid on May 3, 2021. The lease was signed by Marsh. The sky was blue."
    claim = "The rent was paid on May 3, 2021, and the choir sang in Osaka at night; it was blue"
    objected = check_claim(claim, [hit(text)]).objected
    assert objected is not None
    start, end = objected.objection.claim
    assert 0 <= start < end <= len(claim)


def test_of_a_claim_of_two_statements_the_false_one_is_shown() -> None:
    text = "Quill was arrested on May 3, 2021. Marsh paid a fine of $4,300 to the court."
    claim = "Quill was arrested on May 3, 2021, and Marsh paid a fine of $4,200 to the court."
    objected = check_claim(claim, [hit(text)]).objected
    assert objected is not None
    assert claim[slice(*objected.objection.claim)] == "$4,200"
    assert objected.quote == "$4,300"


def test_what_nothing_comes_near_is_shown_beside_the_nearest_sentence() -> None:
    objected = check_claim("The choir sang in Osaka.", [hit("The ledger was burned.")]).objected
    assert objected is not None
    assert (objected.objection.rule, objected.quote) == ("similarity", "The ledger was burned.")


def test_a_claim_that_stands_has_no_objection() -> None:
    assert check_claim("The ledger was burned.", [hit("The ledger was burned.")]).objected is None


def test_rules_have_names_of_their_own_and_all_that_object_are_told() -> None:
    names = [*(name for name, _ in RULES), *MODEL_RULES]
    assert len(set(names)) == len(names)
    source = [hit("Quill paid $4,300 to Marsh on May 3, 2021.")]
    (against,) = rules_against("Quill paid $4,200 to Marsh on May 4, 2021.", source)
    assert against == {"amount", "date"}


def test_an_answer_and_its_json_carry_the_objection(crane: Case) -> None:
    model = Scripted(reply="Crane faces up to twenty years in prison [{twelve}].")
    answer = Assistant(crane, model).ask("How many years in prison does Tobias Crane face?")
    fallen = next(claim for claim in answer.claims if claim.verdict == "unsupported")
    assert fallen.objection is not None
    source = fallen.objection.source
    text = crane.document(source.span.document_id).text
    assert text[source.span.start : source.span.end] == source.quote == "twelve years"
    assert fallen.text[slice(*fallen.objection.claim_span)] == "twenty years"
    stated = next(s for s in answered(crane, answer).claims if s.verdict == "unsupported")
    assert stated.objection is not None
    assert (stated.objection.rule, stated.objection.quote) == ("amount", "twelve years")
    assert stated.objection.pincite == source.pincite
    start, end = stated.objection.claim_start, stated.objection.claim_end
    assert stated.text[start:end] == "twenty years"
