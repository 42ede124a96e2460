"""Which language a text is in (py3langid), and whether the packaged model knows it.

The packaged embedding model was trained on English: a text in another language is found
by its words and hardly by its meaning, and a person should be told.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from corpus.document import Flag

KNOWN = frozenset({"en"})
"""The languages of the packaged model."""
SLICE, SLICES = 1_500, 3
"""Code points of each stretch that is looked at, and how many of them."""
ENGLISH_SHARE = 0.15
"""Share of words from `_ENGLISH` at which a text is English and nothing more is asked: of
prose in case files it is .3 to .45, of other languages under .06."""
FEWEST_WORDS = 8
SURE = 0.95

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in that was for is on with as by at his from it be are this had not were which "
    "but have they an she who has or its been their would there will you your he".split()
)
_ENGLISH_ONLY = _ENGLISH - frozenset(
    "in is was had on at as an of to for his he be will by are have has or but not".split()
)
"""Those that are no common words of another language: Dutch has "of", "is" and "was" too, German
"will", Danish "have"."""
SENTENCE_SURE = 0.55
"""How sure the identifier has to be that a sentence is not in English: of 54 short English ones
without such words it took none for another language at more than .46, and of 19 in other
languages all but one at .59 and more."""
_SCRIPTS = {
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
}
"""Writing without spaces, where words can't be counted."""
NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan",
    "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "gl": "Galician", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "ht": "Haitian Creole", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean",
    "la": "Latin", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "ne": "Nepali",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovene", "so": "Somali", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


def language_of(text: str) -> str | None:
    """The main language of `text` as ISO 639-1; None where there is too little to tell.

    Plain English is known by its commonest words; only for other texts is the identifier
    loaded (half a second, once).
    """
    sample = _sample(text)
    words = [word.lower() for word in _WORD.findall(sample)]
    if not words:
        return None
    if sum(word in _ENGLISH for word in words) >= max(ENGLISH_SHARE * len(words), 2):
        return "en"
    wide = sum(len(pattern.findall(sample)) for pattern in _SCRIPTS.values())
    if len(words) < FEWEST_WORDS and wide < FEWEST_WORDS:
        return None
    return _identified(sample)


def sentence_language(sentence: str, *, within: str | None = None) -> str | None:
    """The language of one sentence as ISO 639-1, however short it is; None where it can't be
    told, as for one of names and figures alone. It has to differ plainly from the language of
    the text that it stands `within`."""
    words = [word.lower() for word in _WORD.findall(sentence)]
    fewest = 1 if within in (None, "en") else 2
    if sum(word in _ENGLISH_ONLY for word in words) >= max(ENGLISH_SHARE * len(words), fewest):
        return "en"
    if all(word.isascii() and word.isupper() for word in _WORD.findall(sentence)):  # "PAID"
        return None
    code, probability = _identifier().classify(sentence)
    needed = SENTENCE_SURE if within is None else SURE
    return str(code) if probability >= needed else None


def likeliest_language(text: str) -> str | None:
    """The language that `text` is likest, however little it says, as ISO 639-1; None where it has
    no words."""
    return str(_identifier().classify(text)[0]) if _WORD.search(text) else None


def language_flag(language: str | None) -> Flag | None:
    """What to tell of a document in `language`, if it is not one that the model knows."""
    if language is None or language in KNOWN:
        return None
    name = NAMES.get(language, f"another language ({language})")
    note = (
        f"It is in {name}, which the packaged model does not know; it is found by its words only."
    )
    return Flag("language", note)


def _sample(text: str) -> str:
    if len(text) <= SLICE * SLICES:
        return text
    step = (len(text) - SLICE) // (SLICES - 1)
    return " ".join(text[start : start + SLICE] for start in range(0, step * SLICES, step))


def _identified(sample: str) -> str | None:
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= SURE or (code == "en" and probability >= 0.5) else None


@cache
def _identifier() -> Any:
    """The identifier, over the languages that can be named only: it also knows creoles and
    dialects, which take short texts from the languages next to them."""
    from py3langid import langid

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if code in NAMES])
    return identifier
