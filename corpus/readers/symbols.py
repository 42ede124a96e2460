"""Letters of symbol fonts (Wingdings, Symbol, Webdings) as the characters that they draw.

A ticked box of whatever look becomes ☒ and an empty one ☐, here and in every form, so that
one sign always means the same.
"""

from __future__ import annotations

TICKED, EMPTY = "☒", "☐"
UNKNOWN = "\ufffd"
"""A drawing for which there is no character here."""
_BOXES = {
    "wingdings": ({0xFE: TICKED, 0xFD: TICKED, 0x78: TICKED}
                  | dict.fromkeys((0x6F, 0x70, 0x71, 0x72, 0xA8), EMPTY)),
    "wingdings 2": (dict.fromkeys((0x51, 0x52, 0x53, 0x54, 0x56), TICKED)
                    | dict.fromkeys((0x2A, 0x30, 0x35, 0xA3), EMPTY)),
    "webdings": {0x63: EMPTY},
}  # fmt: skip
_SIGNS = {
    "wingdings": {
        0x20: " ", 0x21: "✎", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹",
        0x6C: "●", 0x6D: "○", 0x6E: "■", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆",
        0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xAB: "★",
        0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨",
        0xF3: "⇔", 0xFB: "✗", 0xFC: "✓",
    } | {0x80 + n: sign for n, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
    "wingdings 2": {0x20: " ", 0x4F: "✗", 0x50: "✓", 0x97: "●", 0x98: "●", 0x9A: "○"},
    "webdings": {0x20: " ", 0x3D: "®", 0x61: "✓", 0x67: "■", 0x6E: "●", 0x72: "✗"},
    "symbol": {
        0x22: "∀", 0x24: "∃", 0x27: "∍", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥",
        0x7E: "∼", 0xA0: "€", 0xA1: "ϒ", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA6: "ƒ",
        0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
        0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂",
        0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC6: "∅", 0xC7: "∩",
        0xC8: "∪", 0xCC: "⊂", 0xCE: "∈", 0xD0: "∠", 0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™",
        0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐",
        0xDE: "⇒", 0xE0: "◊", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑", 0xF2: "∫",
    }
    | {code: chr(code) for code in (*range(0x20, 0x40), 0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D)
       if code not in (0x22, 0x24, 0x27, 0x2A, 0x2D)}
    | {0x41 + n: sign for n, sign in enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")}
    | {0x61 + n: sign for n, sign in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")},
}  # fmt: skip
_PRIVATE = 0xF000
"""Where such fonts are put in Unicode: 0xFE is written as 0xF0FE."""


def is_symbol_font(name: str | None) -> bool:
    """Whether letters in a font of this name are drawings."""
    return _known(name) in _SIGNS or _known(name).startswith(("wingdings", "webdings"))


def symbol(font: str | None, code: int) -> str:
    """The character that a code draws in a font; `UNKNOWN` for a drawing that has none.

    In a font that is no symbol font it is the code point itself.
    """
    if not is_symbol_font(font):
        return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else UNKNOWN
    name = _known(font)
    within = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    found = _BOXES.get(name, {}).get(within) or _SIGNS.get(name, {}).get(within)
    return found or (UNKNOWN if within <= 0xFF else chr(code))


def drawn_as(font: str | None, text: str) -> str:
    """What a text in a font looks like: in Wingdings "þ" is a ticked box."""
    if not is_symbol_font(font):
        return text
    return "".join(symbol(font, _byte(letter)) for letter in text)


def box(ticked: bool) -> str:
    """The sign for a box to tick."""
    return TICKED if ticked else EMPTY


def _known(name: str | None) -> str:
    plain = (name or "").partition("+")[2] or (name or "")  # a part of a font: ABCDEF+Wingdings
    plain = plain.lower().replace("-regular", "").replace("itc zapf ", "").strip()
    return {"wingdings2": "wingdings 2", "symbolmt": "symbol"}.get(plain, plain)


def _byte(letter: str) -> int:
    """The code of a letter in a font of 256, as it was before a program made it Unicode."""
    code = ord(letter)
    if code > 0xFF and not _PRIVATE <= code <= _PRIVATE + 0xFF:
        encoded = letter.encode("cp1252", "ignore")
        return encoded[0] if encoded else code
    return code
