"""Why a claim does not stand, with both places."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.grounding.places import Places, Stretch


@dataclass(frozen=True, slots=True)
class Objection:
    """What speaks against a claim.

    `rule` is the name of the rule that objects and `reason` says why in words. `claim` is where
    in the claim, and `source` where in the text that it was held against: start and end in code
    points, the whole text where the rule means no part of it.
    """

    rule: str
    reason: str
    claim: Stretch
    source: Stretch


def objecting(rule: str, reason: str, claim: str, source: str, places: Places) -> Objection:
    """The objection of `rule`, with the whole of a text where `places` names no part of it."""
    here, there = places
    return Objection(rule, reason, here or (0, len(claim)), there or (0, len(source)))
