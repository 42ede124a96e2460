"""The hand-written claims of the benchmark: what is altered is flagged, what is true stands."""

from __future__ import annotations

import pytest

from assistant.grounding.rules import objection
from benchmarks.grounding import by_hand, flagged
from corpus.language.parsed import parse

FLAGGED, WRONGLY = 0.95, 0.05

TABLE = [  # source, claim, whether it stands
    ("He was charged with fraud on May 3.", "He was charged with fraud.", True),
    ("All payments were made in cash.", "Some payments were made in cash.", False),
    ("Most of the crates were empty.", "All of the crates were empty.", False),
    ("The tenant must pay the rent.", "The tenant may pay the rent.", False),
    ("The tenant shall pay the rent.", "The tenant must pay the rent.", True),
    ("The vote was held before the fire.", "The vote was held after the fire.", False),
    ("Count 2 was dismissed.", "Count Two was dismissed.", True),
    ("Paragraph 14 was struck.", "¶ 15 was struck.", False),
    ("He called it “a bad day” for us.", "He called it “a bad day”.", True),
    ("He called it “a bad day” for us.", "He called it “a sad day”.", False),
    ("The larger crate was empty.", "The largest crate was empty.", False),
    ("Kessler paid Vandermeer in May 2012.", "Vandermeer paid Kessler in May 2012.", False),
]


@pytest.mark.parametrize(("source", "claim", "stands"), TABLE)
def test_a_claim_stands_only_as_its_source_says_it(source: str, claim: str, stands: bool) -> None:
    assert (objection(parse(claim), parse(source)) is None) is stands


@pytest.mark.parametrize("half", ["tuned", "held", "fresh"])
def test_altered_claims_are_flagged_and_true_ones_stand(half: str) -> None:
    claims = by_hand(half)
    found = {
        altered: [flagged(claim) for claim in claims if bool(claim.altered) is altered]
        for altered in (True, False)
    }
    assert sum(found[True]) >= FLAGGED * len(found[True])
    assert sum(found[False]) <= WRONGLY * len(found[False])
