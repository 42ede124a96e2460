"""Models that are quick to make: embeddings of LangChain's kind and for the real library, and a
judge of what follows from what."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from pathlib import Path

from langchain_core.embeddings import Embeddings

WORDS = (
    "[PAD] [UNK] [CLS] [SEP] [MASK] the a of and crate ledger yard pier lamp burned paid signed "
    "plea judge night . , ?"
).split()


class HashedWords(Embeddings):
    """Counts words in 64 bins: no meaning, but what shares words is near. Lengths differ."""

    model = "64"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        bins = [0.01] * 64
        for word in re.findall(r"\w+", text.lower()):
            bins[zlib.crc32(word.encode()) % 64] += 1.0
        return bins


def save_tiny_model(folder: Path) -> Path:
    """A sentence-transformers model of two small layers with random weights, in `folder`."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    bert = _with_words(folder / "bert")
    BertModel(BertConfig(**SHAPE)).save_pretrained(bert)
    words = Transformer(str(bert), max_seq_length=64)
    pooled = Pooling(words.get_embedding_dimension())
    model = SentenceTransformer(modules=[words, pooled], prompts={"query": "the ledger of "})
    model.save(str(folder / "model"))
    return folder / "model"


SHAPE = {
    "vocab_size": len(WORDS),
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
}


def save_tiny_judge(folder: Path, labels: Sequence[str], always: str) -> Path:
    """A sequence classifier of two small layers in `folder`, which gives one label only."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    model = BertForSequenceClassification(BertConfig(**SHAPE, id2label=dict(enumerate(labels))))
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor([float(label == always) for label in labels]))
    model.save_pretrained(_with_words(folder))
    return folder


def save_tiny_reranker(folder: Path) -> Path:
    """A sentence-transformers CrossEncoder of two small layers with random weights."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(1)
    shape = BertConfig(**SHAPE, initializer_range=1.0, num_labels=1)
    BertForSequenceClassification(shape).save_pretrained(_with_words(folder))
    return folder


def _with_words(folder: Path) -> Path:
    """`folder`, made, with a tokenizer of WORDS in it."""
    from transformers import BertTokenizerFast

    folder.mkdir(parents=True)
    BertTokenizerFast(vocab={word: n for n, word in enumerate(WORDS)}).save_pretrained(folder)
    return folder
