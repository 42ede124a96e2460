"""Holding a written claim against its source: what is struck out, what stands, and on which
sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.evidence import check_claim
from assistant.grounding.rules import objection
from corpus.language.amounts import numbers_in
from corpus.language.dates import dates_in
from corpus.language.parsed import parse
from tests.passages import hit

CHARGED = (
    "Mr. Vesely is charged with bribery of a public official, which carries a maximum of 15 years "
    "in prison."
)
ALLEGED = (
    "From January 2021 to September 2023 the company allegedly brought in at least 61 containers "
    "in this way."
)
BOND = (
    "Ms. Brandvold was released on April 11, 2024, on an unsecured bond of $75,000, and Mr. Pell "
    "on a bond of $200,000 secured by his residence."
)


def reason(claim: str, source: str, *, alleged: bool = False) -> str | None:
    found = objection(parse(claim), parse(source), alleged=alleged)
    return found.reason if found else None


LOSS = "The conspirators deprived the United States of approximately $4.7 million in duties."
LISBON = (
    "Mr. Vesely holds an account in Lisbon with a balance of approximately $1.1 million, which he "
    "did not disclose to Pretrial Services."
)
NONE_YET = (
    "None of the four defendants has been convicted of any of the charges, and no trial date has "
    "been set."
)
PLEA = (
    "The customs broker Tobias Kellner pleaded guilty to conspiracy on February 6 and is expected "
    "to testify."
)
NOT_GUILTY = "All three pleaded not guilty before Magistrate Judge Samuel R. Lindqvist."
ARREST = "The supervisor, Raymond Pell, 49, was arrested at his home on Thursday morning."
CASH = "Agents took away $418,000 in cash, according to two officials briefed on the search."

ALTERED = [
    # A number
    (LOSS, "The United States lost about $7.4 million in duties."),
    (LOSS, "The United States lost about $4.7 billion in duties."),
    (BOND, "Ms. Brandvold was released on a bond of $57,000."),
    (CHARGED, "Mr. Vesely is charged with bribery, which carries up to fifty years in prison."),
    (ALLEGED, "The company allegedly brought in at least sixteen containers."),
    (ARREST, "Raymond Pell, 94, was arrested at his home."),
    # A date
    (BOND, "Ms. Brandvold was released on April 12, 2024, on a bond of $75,000."),
    (BOND, "Ms. Brandvold was released on 11 May 2024."),
    (BOND, "Ms. Brandvold was released on April 11, 2023."),
    (ALLEGED, "From June 2021 the company allegedly brought in containers."),
    (ARREST, "Raymond Pell was arrested at his home on Tuesday."),
    # A name
    (BOND, "Ms. Achterberg was released on an unsecured bond of $75,000."),
    (CHARGED, "Mr. Pell is charged with bribery of a public official."),
    (CHARGED, "Pell is charged with bribery of a public official."),
    (PLEA, "The customs broker Walter Kellner pleaded guilty to conspiracy."),
    (ARREST, "Raymond Pell was arrested at his home in Lisbon."),
    # What is denied
    (LISBON, "Mr. Vesely disclosed to Pretrial Services his account in Lisbon."),
    (NONE_YET, "The four defendants have been convicted of the charges."),
    (NONE_YET, "A trial date has been set."),
    (PLEA, "Tobias Kellner did not plead guilty to conspiracy."),
    (ARREST, "Raymond Pell was never arrested."),
    (NOT_GUILTY, "All three pleaded guilty before Magistrate Judge Samuel R. Lindqvist."),
    # What is only alleged
    (ALLEGED, "The company brought in at least 61 containers in this way."),
    (CHARGED, "Mr. Vesely bribed a public official."),
    (
        "According to the indictment, Harbor Light avoided duties.",
        "Harbor Light avoided duties.",
    ),
    # What was not decided
    (CHARGED, "Mr. Vesely was convicted of bribery of a public official."),
    (CHARGED, "Mr. Vesely was sentenced to 15 years in prison for bribery of a public official."),
    (CHARGED, "Mr. Vesely admitted bribery of a public official."),
    (CHARGED, "The charge of bribery against Mr. Vesely was dismissed."),
    (PLEA, "Tobias Kellner was sentenced for conspiracy."),
]

REWORDED = [
    (LOSS, "The United States lost about $4,700,000 in duties."),
    (LOSS, "The loss in duties was roughly $4.7 million."),
    (BOND, "Brandvold was released on an unsecured $75,000 bond."),
    (BOND, "In April 2024 Ms. Brandvold was released on bond."),
    (BOND, "Mr. Pell’s bond of $200,000 was secured by his residence."),
    (CHARGED, "Mr. Vesely faces up to fifteen years in prison for bribery of a public official."),
    (CHARGED, "Bribery of a public official carries a maximum of 15 years in prison."),
    (CHARGED, "Vesely is accused of bribery of a public official."),
    (ALLEGED, "The company is said to have brought in at least sixty-one containers."),
    (LISBON, "Vesely holds about $1.1 million in an account in Lisbon."),
    (LISBON, "Mr. Vesely never disclosed his account in Lisbon to Pretrial Services."),
    (NONE_YET, "No defendant has been convicted of the charges."),
    (NONE_YET, "No date for the trial has been set."),
    (PLEA, "Kellner pleaded guilty to conspiracy on February 6."),
    (NOT_GUILTY, "They pleaded not guilty before Judge Lindqvist."),
    (ARREST, "Raymond Pell, who is 49, was arrested on Thursday."),
    (CASH, "Officials say that agents took $418,000 in cash."),
    ("It is not clear whether Mr. Pell has a lawyer.", "It is unclear whether Pell has a lawyer."),
    ("The search took place on 2023-09-14.", "The search took place on September 14, 2023."),
]

FAR_FROM_ITS_WORDS = [
    (BOND, "On 11 April 2024 Ms. Brandvold was let go on bond."),
    (ALLEGED, "Prosecutors allege that at least 61 containers came in this way."),
    (PLEA, "He pled guilty to conspiracy."),
]

ADDED = [
    (BOND, "Ms. Brandvold was released on an unsecured bond of $75,000 paid to charity."),
    (LISBON, "Vesely holds an account in Lisbon for his daughter."),
    (LISBON, "Vesely holds an account in Lisbon with about $1.1 million from gambling."),
    (CASH, "Officials say that agents took $418,000 in cash from his boat."),
    (CASH, "Officials say that agents took $418,000 in gold."),
    (ARREST, "Raymond Pell, 49, was arrested at the airport on Thursday."),
    (ARREST, "Raymond Pell, 49, was beaten at his home on Thursday morning."),
    (PLEA, "Tobias Kellner pleaded guilty to conspiracy in exchange for immunity."),
    (ALLEGED, "The company allegedly brought in at least 61 containers of cocaine."),
    (CHARGED, "Mr. Vesely is charged with bribery of a public official and with tax fraud."),
    (LOSS, "The conspirators deprived the United States of approximately $4.7 million in rent."),
    (NONE_YET, "None of the four defendants has been convicted, and the judge has resigned."),
]

KILLED = "Smith killed Jones."
SOFTENED = [
    "Police suspect that Smith killed Jones.",
    "Prosecutors said that Smith killed Jones.",
    "Prosecutors said that on that night, Smith killed Jones.",
    "Smith may have killed Jones, his lawyer argued.",
    "Smith killed Jones, officials announced Wednesday.",
    "Smith, the police believe, killed Jones.",
    "Smith is suspected of having killed Jones.",
    "Smith might have killed Jones.",
    "Reportedly, Smith killed Jones.",
    "“Smith killed Jones,” the agent said.",
    "Prosecutors accuse Smith of having killed Jones.",
]
FACES = "Smith faces up to 15 years in prison."
PAID_IN_MAY = "The indictment alleges that Vesely paid Pell in May 2022."
SPLIT = "Vesely was convicted on 3 counts and Quill was acquitted."
PAID = "Vesely paid Pell $286,000."

FLATTENED = [
    *((source, KILLED) for source in SOFTENED),
    (FACES, "Smith will serve 15 years in prison."),
    ("Prosecutors said that Smith may have killed Jones.", "Prosecutors said Smith killed Jones."),
    # A hedge on something else
    (PAID_IN_MAY, "Vesely paid Pell in May 2022."),
    ("Prosecutors said that Vesely paid Pell on 3 counts.", "Vesely paid Pell on 3 counts."),
    (
        "Vesely is charged with fraud. Prosecutors said that he paid Pell.",
        "Vesely, who is charged with fraud, paid Pell.",
    ),
    # Another's outcome
    (SPLIT, "Vesely and Quill were convicted on 3 counts."),
    (SPLIT, "Quill was convicted on 3 counts."),
    (SPLIT, "Vesely was acquitted."),
    # The other way around
    ("The fee was more than $500.", "The fee was less than $500."),
    ("The fee was over $500.", "The fee was under $500."),
    ("The fee was at most $500.", "The fee was at least $500."),
    ("The ship left after March 3.", "The ship left before March 3."),
    ("The fee went up by $500.", "The fee went down by $500."),
    ("Losses increased to $500.", "Losses decreased to $500."),
    (PAID, "Pell paid Vesely $286,000."),
    (PAID, "Vesely was paid $286,000 by Pell."),
    ("Pell was paid $286,000 by Vesely.", "Pell paid Vesely $286,000."),
]

KEPT = [
    *((source, source) for source in SOFTENED),
    ("Prosecutors said that Smith killed Jones.", "According to prosecutors, Smith killed Jones."),
    ("Police suspect that Smith killed Jones.", "Smith is suspected of having killed Jones."),
    ("Smith may have killed Jones, his lawyer argued.", "Smith might have killed Jones."),
    (FACES, "Smith could serve up to 15 years in prison."),
    (PAID_IN_MAY, "In May 2022, Vesely allegedly paid Pell."),
    ("Vesely paid Pell in May 2022.", "Vesely paid Pell in May 2022."),
    ("Smith was convicted on Monday and said he would appeal.", "Smith was convicted on Monday."),
    ("Pell, who allegedly took cash, was arrested at home.", "Pell was arrested at home."),
    ("Vesely was convicted on charges of fraud.", "Vesely was convicted of fraud."),
    (SPLIT, SPLIT),
    (PAID, "Pell was paid $286,000 by Vesely."),
    ("Vesely met Pell.", "Pell met Vesely."),
    ("The fee was no more than $500.", "The fee was at most $500."),
    ("The fee was over $500.", "The fee was more than $500."),
]


@pytest.mark.parametrize(("source", "claim"), FLATTENED)
def test_a_claim_that_is_surer_than_its_source_or_turns_it_around_rests_on_nothing(
    source: str, claim: str
) -> None:
    assert objection(parse(claim), parse(source)) is not None
    assert check_claim(claim, [hit(source)]).sources == ()


@pytest.mark.parametrize(("source", "claim"), KEPT)
def test_a_claim_that_keeps_what_its_source_leaves_open_meets_no_objection(
    source: str, claim: str
) -> None:
    assert objection(parse(claim), parse(source)) is None


@pytest.mark.parametrize(("source", "claim"), ALTERED)
def test_an_altered_claim_meets_an_objection(source: str, claim: str) -> None:
    assert objection(parse(claim), parse(source)) is not None


@pytest.mark.parametrize(("source", "claim"), [*REWORDED, *FAR_FROM_ITS_WORDS])
def test_a_true_claim_in_other_words_meets_none(source: str, claim: str) -> None:
    assert objection(parse(claim), parse(source)) is None


@pytest.mark.parametrize(("source", "claim"), REWORDED)
def test_a_true_claim_in_other_words_rests_on_its_sentence(source: str, claim: str) -> None:
    assert [found.text for found in check_claim(claim, [hit(source)]).sources] == [source]


@pytest.mark.parametrize(("source", "claim"), [*ALTERED, *ADDED])
def test_a_claim_that_says_other_or_more_rests_on_nothing(source: str, claim: str) -> None:
    assert check_claim(claim, [hit(source)]).sources == ()


@pytest.mark.parametrize(
    "source", [CHARGED, ALLEGED, BOND, LOSS, LISBON, NONE_YET, PLEA, NOT_GUILTY, ARREST, CASH]
)
def test_a_sentence_bears_itself_out(source: str) -> None:
    assert objection(parse(source), parse(source)) is None


def test_an_objection_says_what_is_wrong() -> None:
    assert reason("The loss was $9 and $3.", LOSS) == "the source does not say $3, $9"
    assert reason("The loss fell on Quill.", LOSS) == "the source does not name Quill"


def test_the_surroundings_may_complete_a_name_but_not_change_it() -> None:
    claim, around = "Conrad Vesely faces up to 15 years.", "Conrad Vesely owns the company."
    assert objection(parse(claim), parse(CHARGED)) is not None
    assert objection(parse(claim), parse(CHARGED), parse(around)) is None
    assert (
        objection(parse("Petra Vesely faces up to 15 years."), parse(CHARGED), parse(around))
        is not None
    )
    assert objection(parse("Conrad Vesely was arrested."), parse(ARREST), parse(around)) is not None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("fifteen years, 15 years", {"15"}),
        ("$4.7 million or 4,700,000.", {"4700000"}),
        ("twenty-two of the hundred", {"22"}),
        ("a hundred, one thousand", {"100", "1000"}),
        ("one of them, a man", set()),
        ("the 3rd of 61, in 2023.", {"3", "61", "2023"}),
        ("someone threw ten-pin balls", {"10"}),
    ],
)
def test_a_number_is_the_same_however_it_is_written(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers


@given(st.integers(0, 10**12))
def test_thousands_may_be_set_apart(number: int) -> None:
    assert numbers_in(f"about {number:,} of them") == numbers_in(f"({number})") == {str(number)}


@pytest.mark.parametrize(
    "text", ["April 9, 2024", "Apr. 9, 2024", "9 April 2024", "the 9th of April 2024", "2024-04-09"]
)
def test_a_date_is_the_same_however_it_is_written(text: str) -> None:
    wanted = max(dates_in("On April 9, 2024, it rained."), key=lambda date: date.day or 0)
    assert any(wanted.fits(date) and date.fits(wanted) for date in dates_in(f"On {text} it rained"))


def test_may_is_a_month_only_in_a_date() -> None:
    assert dates_in("May I ask?") == []
    assert [date.month for date in dates_in("on May 3")] == [5]


PASSAGE = hit(
    "Harbor Light paid its broker, Tobias Kellner, $3,500 for each container. He surrendered his "
    "license in February. The warehouse on Quarry Wharf Road has been shut since last winter."
)
OTHER = hit("Agents searched the warehouse on September 14, 2023.", document="other")


def found(claim: str) -> list[str]:
    return [source.text for source in check_claim(claim, [PASSAGE, OTHER]).sources]


def test_the_source_is_the_sentence_that_says_it() -> None:
    assert found("The broker was paid $3,500 for each container.") == [
        "Harbor Light paid its broker, Tobias Kellner, $3,500 for each container."
    ]
    assert found("The search of the warehouse took place on September 14, 2023.") == [
        OTHER.passage.text
    ]


def test_every_source_stands_at_its_span() -> None:
    for claim in ("The warehouse has been shut since last winter.", "Agents searched it in 2023."):
        for source in check_claim(claim, [PASSAGE, OTHER]).sources:
            (here,) = [h for h in (PASSAGE, OTHER) if h.passage.span.contains(source.span)]
            start = here.passage.span.start
            assert here.passage.text[source.span.start - start : source.span.end - start] == (
                source.text
            )


def test_a_claim_may_rest_on_two_sentences_next_to_each_other() -> None:
    assert set(found("Tobias Kellner, the broker, surrendered his license in February.")) == {
        "Harbor Light paid its broker, Tobias Kellner, $3,500 for each container.",
        "He surrendered his license in February.",
    }


def test_a_claim_does_not_rest_on_sentences_far_apart() -> None:
    assert found("Agents searched the warehouse of Tobias Kellner on September 14, 2023.") == []


@pytest.mark.parametrize(
    "claim",
    [
        "The broker was paid $5,300 for each container.",
        "The orchestra played in Osaka.",
        "The warehouse has not been shut since last winter.",
        "",
    ],
)
def test_a_claim_that_nothing_says_has_no_source(claim: str) -> None:
    assert found(claim) == []


def test_without_passages_there_is_no_source() -> None:
    assert check_claim("The warehouse has been shut.", []).sources == ()


def test_what_an_indictment_says_is_an_allegation_throughout() -> None:
    source = "Pell received $14,000 in cash at the diner."
    claim = "Pell received $14,000 in cash."
    assert objection(parse(claim), parse(source)) is None
    assert reason(claim, source, alleged=True) == "the source only alleges it"
    assert (
        objection(parse("Pell allegedly received $14,000 in cash."), parse(source), alleged=True)
        is None
    )
