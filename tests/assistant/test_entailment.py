"""An NLI model that the settings name has its say on every claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ModelFailed
from assistant.grounding.entailment import Judge, entails
from assistant.grounding.evidence import check_claim
from tests.embeddings import save_tiny_judge
from tests.passages import hit

SOURCE = "The crate was burned in the yard of the pier."
CLAIM = "The crate was burned in the yard."
LABELS = ("contradiction", "entailment", "neutral")


@pytest.fixture(scope="module")
def judges(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A model for each label, which gives that label whatever it reads."""
    folder = tmp_path_factory.mktemp("judges")
    return {label: save_tiny_judge(folder / label, LABELS, label) for label in LABELS}


def test_without_a_model_the_rules_decide() -> None:
    assert entails("anything", "anything else", None)
    assert check_claim(CLAIM, [hit(SOURCE)]).sources


@pytest.mark.parametrize("label", LABELS)
def test_a_claim_stands_only_if_the_model_says_that_it_follows(
    judges: dict[str, Path], label: str
) -> None:
    checked = check_claim(CLAIM, [hit(SOURCE)], nli=str(judges[label]))
    assert bool(checked.sources) is (label == "entailment")


def test_what_the_rules_strike_out_no_model_brings_back(judges: dict[str, Path]) -> None:
    denied = "The crate was not burned in the yard."
    assert not check_claim(denied, [hit(SOURCE)], nli=str(judges["entailment"])).sources


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelFailed, match=r"CASEBOOK_NLI names, .* cannot be used"):
        Judge(str(tmp_path / "nothing"))


def test_a_model_of_another_trade_is_told(tmp_path: Path) -> None:
    other = save_tiny_judge(tmp_path / "toxic", ("toxic", "insult"), "toxic")
    with pytest.raises(ModelFailed, match="has no label “entailment”"):
        Judge(str(other))
