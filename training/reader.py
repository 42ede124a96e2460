"""Train the reader: which of some sentences answers a question, or none.

    python -m training.reader --minutes 240 --out FOLDER

Begins from ms-marco-MiniLM-L-12-v2 or from the weights of `--start`. Every sentence of a group
has a score, "none" has 0, and the loss is the cross-entropy of the right one; a second head is
taught where the exact answer begins and ends. Goes on from FOLDER/checkpoint.pt where there is
one.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional
from transformers import BertConfig, BertModel

from assistant.quoting.window import Window
from training import bases
from training.groups import Group, stream

RATE = 4e-5
GROUPS = 8
"""A step's groups."""
EXACT_SHARE = 0.25
"""What the place of the exact answer counts beside the sentence."""
TOGETHER = 8
"""Windows that run together."""
SAVED_EVERY = 120
"""Seconds."""


class Reader(torch.nn.Module):
    """A BERT of `layers` layers with a score for the sentence and two for each token."""

    def __init__(self, layers: int = 12) -> None:
        super().__init__()
        self.bert = BertModel(
            BertConfig(
                hidden_size=384,
                num_hidden_layers=layers,
                num_attention_heads=12,
                intermediate_size=1536,
                hidden_dropout_prob=0.0,
                attention_probs_dropout_prob=0.0,
                max_position_embeddings=512,
            )
        )
        self.classifier = torch.nn.Linear(384, 1)
        self.exact = torch.nn.Linear(384, 2)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Of every window its score, and of every token as begin and end of an answer:
        (windows,) and (windows, tokens, 2)."""
        hidden = self.bert(
            input_ids=ids, attention_mask=mask, token_type_ids=types
        ).last_hidden_state
        pooled = torch.tanh(self.bert.pooler.dense(hidden[:, 0]))
        return self.classifier(pooled)[:, 0], self.exact(hidden)


def begin(start: Path | None) -> Reader:
    """The untrained reader; `start` has trained weights that go before the base's."""
    weights = {name: torch.tensor(array) for name, array in bases.cross_encoder().items()}
    reader = Reader()
    if start:
        weights |= {
            name.removeprefix("bert."): tensor.float() for name, tensor in torch.load(start).items()
        }
    kept = {
        name if name.startswith(("classifier", "exact")) else f"bert.{name}": tensor
        for name, tensor in weights.items()
    }
    kept["classifier.weight"] = kept["classifier.weight"].reshape(1, 384)
    kept["classifier.bias"] = kept["classifier.bias"].reshape(1)
    if not start:  # its scores run from -11 to 11, and "none" has 0
        kept["classifier.weight"] *= 0.5
        kept["classifier.bias"] *= 0.5
    known = reader.state_dict()
    missing = known.keys() - kept.keys()
    if missing - {"exact.weight", "exact.bias"}:
        raise ValueError(f"the weights lack {sorted(missing)}")
    reader.load_state_dict({n: t for n, t in kept.items() if n in known}, strict=False)
    return reader


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as tensors, (windows, tokens). `groups` has for each group its first window, how
    many it has and the right one's number; `exact` the (window, first, last) tokens of exact
    answers."""

    ids: torch.Tensor
    mask: torch.Tensor
    types: torch.Tensor
    groups: list[tuple[int, int, int | None]]
    exact: list[tuple[int, int, int]]


def batch_of(groups: Sequence[Group], device: torch.device) -> Batch:
    windows: list[Window] = []
    places, exact = [], []
    for group in groups:
        first = len(windows)
        places.append((first, len(group.windows), group.right))
        windows += group.windows
        if group.exact and group.exact[1] < group.windows[0].length:
            start = group.windows[0].start
            exact.append((first, start + group.exact[0], start + group.exact[1]))
    width = max(len(window.ids) for window in windows)
    ids = np.zeros((len(windows), width), dtype=np.int64)
    mask, types = np.zeros_like(ids), np.zeros_like(ids)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = window.ids
        types[row, : len(window.ids)] = window.types
        mask[row, : len(window.ids)] = 1
    ids_, mask_, types_ = (torch.tensor(array, device=device) for array in (ids, mask, types))
    return Batch(ids_, mask_, types_, places, exact)


def _read(reader: Reader, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """What the reader gives for every window; those of like length run together, since half of a
    batch that is as wide as its longest window would be empty."""
    lengths = batch.mask.sum(1)
    order = lengths.argsort()
    scores, exact = [], []
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        for some in order.split(TOGETHER):
            wide = int(lengths[some].max())
            part = [array[some, :wide] for array in (batch.ids, batch.mask, batch.types)]
            score, places = reader(*part)
            scores.append(score.float())
            missing = batch.ids.shape[1] - wide
            exact.append(functional.pad(places.float(), (0, 0, 0, missing)))
    back = order.argsort()
    return torch.cat(scores)[back], torch.cat(exact)[back]


def loss_of(reader: Reader, batch: Batch) -> tuple[torch.Tensor, float]:
    """The loss of the groups, and the share of them that are chosen right."""
    scores, exact = _read(reader, batch)
    losses, chosen = [], 0.0
    for first, count, right in batch.groups:
        logits = torch.cat([scores[first : first + count], scores.new_zeros(1)])
        wanted = count if right is None else right
        losses.append(torch.logsumexp(logits, 0) - logits[wanted])
        chosen += float(int(logits.argmax()) == wanted)
    loss = torch.stack(losses).mean()
    if batch.exact:
        row, begin, end = (
            torch.tensor(side, device=scores.device) for side in zip(*batch.exact, strict=True)
        )
        told = exact[row].masked_fill((batch.mask[row] == 0)[..., None], -1e4)
        loss = loss + EXACT_SHARE * (
            functional.cross_entropy(told[..., 0], begin)
            + functional.cross_entropy(told[..., 1], end)
        )
    return loss, chosen / len(batch.groups)


@dataclass(frozen=True, slots=True)
class Part:
    """What came of some groups of a step: the slope of their mean loss for each weight that is
    learned (None where it has no say in it), that loss, the share of groups that are chosen right,
    and how many tokens and groups they are."""

    slopes: Sequence[torch.Tensor | None]
    loss: float
    right: float
    tokens: int
    groups: int


class Pace:
    """Takes a step's groups apart by core: many small products leave a core idle that shares each
    of them with another."""

    def __init__(self, reader: Reader, device: torch.device, threads: int) -> None:
        self._reader = reader
        self._device = device
        self._at_once = threads if device.type == "cpu" else 1
        self._cores = ThreadPoolExecutor(
            self._at_once, initializer=torch.set_num_threads, initargs=(threads // self._at_once,)
        )
        self._learned = [p for p in reader.parameters() if p.requires_grad]

    def step(self, groups: Sequence[Group]) -> tuple[float, float, int]:
        """Put the slope of the groups' mean loss into the weights' `grad`; returns the loss, the
        share of groups that are chosen right, and how many tokens were read."""
        shares = [groups[n :: self._at_once] for n in range(self._at_once)]
        parts = list(self._cores.map(self._part, filter(None, shares)))
        for number, parameter in enumerate(self._learned):
            parameter.grad = None
            for part in parts:
                slope = part.slopes[number]
                if slope is not None:  # no group of the part may have an exact answer
                    slope *= part.groups / len(groups)
                    parameter.grad = slope if parameter.grad is None else parameter.grad + slope
        return (
            sum(part.loss * part.groups for part in parts) / len(groups),
            sum(part.right * part.groups for part in parts) / len(groups),
            sum(part.tokens for part in parts),
        )

    def _part(self, groups: Sequence[Group]) -> Part:
        batch = batch_of(groups, self._device)
        loss, right = loss_of(self._reader, batch)
        slopes = torch.autograd.grad(loss, self._learned, allow_unused=True)
        return Part(slopes, float(loss.detach()), right, int(batch.mask.sum()), len(groups))


def train(
    out: Path,
    minutes: float,
    start: Path | None,
    left_out: frozenset[str],
    threads: int,
    frozen: int,
) -> None:
    torch.manual_seed(1)
    rng = random.Random(1)
    out.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    checkpoint = out / "checkpoint.pt"
    kept = torch.load(checkpoint, map_location=device) if checkpoint.exists() else None
    reader = begin(start).to(device) if kept is None else Reader().to(device)
    below = ("bert.embeddings", *(f"bert.encoder.layer.{n}." for n in range(frozen)))
    for name, parameter in reader.named_parameters():
        parameter.requires_grad_(not name.startswith(below))
    heads = [*reader.classifier.parameters(), *reader.exact.parameters()]
    body = [p for p in reader.bert.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "share": 1.0}, {"params": heads, "share": 3.0}],
        lr=RATE,
        weight_decay=0.01,
    )
    spent = 0.0
    if kept is not None:
        reader.load_state_dict(kept["reader"])
        optimizer.load_state_dict(kept["optimizer"])
        spent = kept["spent"]
        rng.seed(int(spent))
    pace = Pace(reader, device, threads)
    groups = stream(left_out, out, rng)
    first = next(groups)
    began = saved = time.monotonic()
    seen = tokens = 0
    mean, right = 0.0, 0.0
    reader.train()
    for step in itertools.count(1):
        gone = (spent + time.monotonic() - began) / (60 * minutes)
        if gone >= 1:
            break
        for part in optimizer.param_groups:
            part["lr"] = (
                RATE * part["share"] * min(1, gone / 0.04 + 0.02) * min(1, 1.03 * (1 - gone) + 0.01)
            )
        some = [first, *itertools.islice(groups, GROUPS - 1)]
        first = next(groups)
        loss, share, read = pace.step(some)
        torch.nn.utils.clip_grad_norm_(body, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        seen += len(some)
        tokens += read
        fade = 0.97 if step > 1 else 0.0
        mean = fade * mean + (1 - fade) * loss
        right = fade * right + (1 - fade) * share
        if step % 50 == 0:
            rate = tokens / (time.monotonic() - began)
            print(
                f"{step} seen {seen} {gone:.3f} loss {mean:.3f} right {right:.3f}",
                f"{rate:.0f} tokens/s",
                flush=True,
            )
        if time.monotonic() - saved > SAVED_EVERY:
            saved = time.monotonic()
            state = {"reader": reader.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save({**state, "spent": spent + saved - began}, out / "checkpoint.tmp")
            (out / "checkpoint.tmp").replace(checkpoint)
    torch.save(
        {name: tensor.half() for name, tensor in reader.state_dict().items()}, out / "reader.pt"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=240)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="trained weights to begin from")
    parser.add_argument("--without", default="", help="letters of writers that are left out")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--frozen", type=int, default=6, help="lowest layers that stay as they are")
    told = parser.parse_args()
    train(told.out, told.minutes, told.start, frozenset(told.without), told.threads, told.frozen)
