"""Train the finder's encoder: question to passage, and to the answering sentence within it.

    python -m training.encoder --minutes 60 --out FOLDER

Begins from all-MiniLM-L6-v2, or from the weights in FOLDER/trained of an earlier run (`--start`).
A step takes some papers whole, with all their questions: every
other passage and sentence of the same papers stands against the right one (InfoNCE: van den Oord
et al., "Representation Learning with Contrastive Predictive Coding", 2018). The vector of a
sentence is the mean of its tokens as seen within its passage, as `index.sentences` has it. Goes
on from FOLDER/checkpoint.pt where there is one.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from index.encoder import LONGEST
from index.sentences import parts
from training import bases
from training.open_sets import asked_texts, contract_texts
from training.papers import papers, questions

TEMPERATURE = 0.05
TRAINED_SHARE = 0.7
"""Of the weights that are kept; the rest are the packaged model's."""
RATE = 6e-5
PASSAGES = 26
"""A step's passages; more would only take longer."""
QUESTIONS = 60
SAVED_EVERY = 120
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with where its answer stands: a passage by number, and a place in it."""

    text: str
    passage: int
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """The passages of a paper and what is asked of them."""

    passages: list[str]
    asked: list[Asked]


def case_texts(left_out: frozenset[str]) -> list[Text]:
    """The case papers but those of writers `left_out`."""
    known = papers()
    asked: dict[str, list[Asked]] = {}
    for question in questions(known):
        if not question.evidence or question.writer in left_out:
            continue
        start, end = question.evidence[0]
        for number, (a, b) in enumerate(known[question.paper].passages):
            if a <= start < b:
                asked.setdefault(question.paper, []).append(
                    Asked(question.text, number, (start - a, min(end, b) - a))
                )
    return [
        Text([known[name].text[a:b] for a, b in known[name].passages], found)
        for name, found in asked.items()
    ]


def steps(case: list[Text], opened: list[Text], rng: random.Random) -> Iterator[list[Text]]:
    """Texts of a step for ever, each round in another order: open ones are a quarter."""
    while True:
        every = list(case)
        every += rng.sample(opened, min(len(opened), len(case) // 3))
        rng.shuffle(every)
        step: list[Text] = []
        for text in every:
            if step and sum(len(t.passages) for t in step) + len(text.passages) > PASSAGES:
                yield step
                step = []
            step.append(text)


class Encoder:
    """The model with its tokenizer; embeddings of words stay as they are."""

    def __init__(self, start: Path | None = None) -> None:
        folder = str(start or bases.encoder_folder())
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        for module in self.model.modules():
            if isinstance(module, torch.nn.Dropout):
                module.p = 0.0
        for parameter in self.model.embeddings.parameters():
            parameter.requires_grad_(False)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model.to(self.device)

    def hidden(self, texts: list[str]) -> tuple[torch.Tensor, Any]:
        batch = self.tokenizer(
            texts,
            padding=True,
            truncation=True,
            max_length=LONGEST,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = batch.pop("offset_mapping").numpy()
        batch = batch.to(self.device)
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            states = self.model(**batch).last_hidden_state.float()
        return states * batch["attention_mask"][..., None], (
            batch["attention_mask"].cpu().numpy(),
            offsets,
        )

    def whole(self, texts: list[str]) -> torch.Tensor:
        """The vector of each text, of length 1."""
        return functional.normalize(self.hidden(texts)[0].sum(1), dim=-1)

    def with_sentences(self, texts: list[str]) -> tuple[torch.Tensor, torch.Tensor, list[Any]]:
        """The vectors of the texts, of all their sentences, and (text, start, end) of these."""
        states, (mask, offsets) = self.hidden(texts)
        pool, places = [], []
        for number, text in enumerate(texts):
            for start, end in parts(text):
                starts = offsets[number, :, 0]
                inside = (starts >= start) & (starts < end) & (mask[number] > 0)
                inside &= offsets[number, :, 1] > 0
                if inside.any():
                    pool.append((number, inside))
                    places.append((number, start, end))
        rows = torch.tensor([number for number, _ in pool], device=self.device)
        weights = torch.tensor(np.stack([i for _, i in pool]), device=self.device).float()
        sentences = torch.einsum("st,std->sd", weights, states[rows])
        return (
            functional.normalize(states.sum(1), dim=-1),
            functional.normalize(sentences, dim=-1),
            places,
        )


def loss_of(encoder: Encoder, step: list[Text], rng: random.Random) -> torch.Tensor:
    """Of the right passage among the step's, and of the right sentence among all of theirs."""
    passages: list[str] = []
    asked: list[Asked] = []
    for text in step:
        chosen = rng.sample(text.asked, min(len(text.asked), QUESTIONS // len(step)))
        asked += [Asked(a.text, a.passage + len(passages), a.place) for a in chosen]
        passages += text.passages
    wholes, sentences, places = encoder.with_sentences(passages)
    questions_ = encoder.whole([one.text for one in asked])
    right = []
    for one in asked:
        met = [
            max(0, min(end, one.place[1]) - max(start, one.place[0])) if n == one.passage else -1
            for n, start, end in places
        ]
        right.append(int(np.argmax(met)))
    by_sentence = functional.cross_entropy(
        questions_ @ sentences.T / TEMPERATURE, torch.tensor(right, device=encoder.device)
    )
    by_passage = functional.cross_entropy(
        questions_ @ wholes.T / TEMPERATURE,
        torch.tensor([one.passage for one in asked], device=encoder.device),
    )
    return by_sentence + by_passage


def train(
    out: Path, minutes: float, start: Path | None, left_out: frozenset[str], threads: int
) -> None:
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    rng = random.Random(1)
    out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(start)
    parameters = [p for p in encoder.model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.01)
    spent = 0.0
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        kept = torch.load(checkpoint)
        encoder.model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        spent = kept["spent"]
        rng.seed(int(spent))
    case, opened = [*case_texts(left_out), *contract_texts()], asked_texts()
    print(len(case), "papers", len(opened), "open texts", flush=True)
    started = saved = time.monotonic()
    mean = 0.0
    encoder.model.train()
    for count, step in enumerate(steps(case, opened, rng), start=1):
        gone = (spent + time.monotonic() - started) / (60 * minutes)
        if gone >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, gone / 0.05 + 0.02) * min(1, 1.03 * (1 - gone) + 0.01)
        loss = loss_of(encoder, step, rng)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        mean = float(loss.detach()) if count == 1 else 0.97 * mean + 0.03 * float(loss.detach())
        if count % 20 == 0:
            print(count, f"{gone:.3f} loss {mean:.3f}", flush=True)
        if time.monotonic() - saved > SAVED_EVERY:
            saved = time.monotonic()
            torch.save(
                {
                    "model": encoder.model.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "spent": spent + saved - started,
                },
                checkpoint,
            )
    encoder.model.save_pretrained(out / "trained")
    encoder.tokenizer.save_pretrained(out / "trained")
    save(encoder, out)


def save(encoder: Encoder, out: Path) -> None:
    """Keep the mean of the trained and the packaged weights, so that what the packaged model
    knows of general text is not lost (Wortsman et al., "Robust fine-tuning of zero-shot models",
    2022)."""
    packaged = Encoder().model.state_dict()
    mixed = {
        name: TRAINED_SHARE * tensor + (1 - TRAINED_SHARE) * packaged[name]
        if tensor.is_floating_point()
        else tensor
        for name, tensor in encoder.model.state_dict().items()
    }
    encoder.model.load_state_dict(mixed)
    encoder.model.eval().save_pretrained(out / "model")
    encoder.tokenizer.save_pretrained(out / "model")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="folder of trained weights to begin from")
    parser.add_argument("--without", default="", help="letters of writers that are left out")
    parser.add_argument("--threads", type=int, default=2)
    told = parser.parse_args()
    train(told.out, told.minutes, told.start, frozenset(told.without), told.threads)
