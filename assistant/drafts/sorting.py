"""What of a draft is not checked: headings, questions, requests, law, argument; and why.

The record can bear out what happened, who said or did it, and when; what a writer thinks of it,
asks for, or says the law is, it cannot. A sentence that cites the record is always checked.
"""

from __future__ import annotations

import re

from assistant.drafts.statements import Statement
from assistant.grounding.languages import called, is_read_but_for_names, unread
from corpus.language.amounts import amounts_in
from corpus.language.names import names_in
from corpus.language.statements import is_fragment, is_heading

HEADING = "a heading or a line that is no sentence"
QUESTION = "a question"
REQUEST = "a request to the court"
LAW = "law, not record"
REFERENCE = "a reference to something else"
OPINION = "argument or opinion"
NOTHING_TO_CHECK = "nothing in it that a record could bear out: no name, day, number or cite"

_REQUEST = re.compile(
    r"\b(?:submits?|files?|offers?|moves?) (?:this|its|his|her|their) (?:\w+ )?(?:memorandum|brief"
    r"|motion|response|opposition|reply|letter)\b"
    r"|\brespectfully\b|\bwherefore\b|\bprays?\b(?! in)"
    r"|\b(?:asks?|requests?|urges?|moves?|invites?)\b[^.;]{0,60}\b(?:this|the) (?:Honorable"
    r" )?Court\b"
    r"|\b(?:requests?|asks?|moves?) that\b"
    r"|\b(?:motion|petition|application|relief|request|objections?"
    r"|appeal)\b[^.;]{0,80}\b(?:should|must) be"
    r" (?:granted|denied|dismissed|sustained|overruled|affirmed|reversed)\b"
    r"|\b(?:this|the) (?:Honorable )?Court should\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:should(?! have)|ought)\b|\b(?:clearly|plainly|obviously|undoubtedly|simply|surely|merely"
    r"|manifestly|utterly|wholly|hardly|scarcely|at best|at most speculative|of course|in truth"
    r"|tellingly|remarkably|conspicuously|inexplicably|unsurprisingly)\b"
    r"|\b(?:we|counsel|the defense|the government|the undersigned) (?:submits?|contends?|maintains?"
    r"|argues?|believes?)\b"
    r"|\bit is (?:submitted|respectfully|no (?:surprise|wonder|answer)|hard|difficult|clear"
    r"|plain|evident|telling)\b"
    r"|\b(?:thin|weak|speculat\w+|conjecture|baseless|meritless|unfounded|unfair\w*|unjust\w*|outweigh\w*"
    r"|compelling|unpersuasive|persuasive|overwhelming\w*|favors?|weighs? (?:in favor|against"
    r"|heavily)"
    r"|unreasonable|draconian|harsh|excessive|woefully|flawed|misplaced|unavailing|disproportionate"
    r"|proves? nothing|no more than|nothing more than|nothing less than|speaks? volumes"
    r"|strains? credulity"
    r"|cannot (?:bear|carry|support|justify|be squared|explain)|(?:is|are|was) (?:not|no)"
    r" (?:evidence|proof)"
    r"|(?:does|do|did) not (?:prove|establish|show|suggest|mean|follow|justify|support)"
    r"|falls? short|fails? to (?:show|prove|establish|explain|account|demonstrate|carry)"
    r"|in our view|this case is about|the (?:point|question|issue|upshot|truth|answer) is)\b",
    re.IGNORECASE,
)
_FINDS = re.compile(
    r"\b(?:found|finds|held|ruled|concluded|stated|said|testified|wrote|noted|alleges?|charges?)\b",
    re.IGNORECASE,
)
"""A sentence that says what somebody found or said is checked, whatever it was."""
_LAW = re.compile(
    r"\b(?:the (?:Bail Reform|Sentencing Reform|Speedy Trial|[A-Z]\w+(?: [A-Z]\w+){0,3}) Act"
    r"|the statute"
    r"|the Constitution|the (?:First|Fourth|Fifth|Sixth|Eighth|Fourteenth) Amendment|Congress"
    r"|the Rule"
    r"|due process|the (?:Supreme|Circuit) Court|the (?:\w+"
    r" )?Circuit)\b[^.]{0,60}\b(?:requires?|provides?"
    r"|permits?|prohibits?|forbids?|guarantees?|mandates?|holds?|held|directs?|allows?|bars?|protects?|has)\b"
    r"|\b(?:[Aa]|[Ee]very|[Aa]ny|[Tt]he) (?:court|judge|party|defendant|movant|plaintiff|person"
    r" accused|sentencing court)"
    r" (?:must|may|shall|should|is required|bears?|has the burden)\b"
    r"|\b(?:burden of proof|standard of review|the legal standard|as a matter of law)\b"
)
_BURDEN = re.compile(r"\b(?:bears?|carr(?:y|ies)|has|have) the burden\b")
_REFERS = re.compile(
    r"(?:[Ss]ee|[Cc]f\.|[Aa]ccord|[Cc]ompare)\b(?: also| generally)?[ ,](?!that\b)"
)
_HOW_CITED = re.compile(
    r"\b(?:record|transcripts?|exhibits?|papers?|documents?|pleadings?|materials?)\b[^.;:]{0,40}\b(?:is|are"
    r"|will be) (?:cited|referred to)\b|\b(?:cited|referred to) (?:herein )?as [“\"]"
)
"""How the draft itself says what its cites mean."""
_BODIES = frozenset({"Court", "Government", "Congress", "Constitution", "State", "Act", "Rule"})
_CAPTION = re.compile(
    r"[A-Z][^.;:]{1,80}? vs?\. [^;:]{1,120}?(?:,? (?:et al\.)?,?)? "
    r"(?:(?:Case|Civil|Criminal|Crim\.|Civ\.|Docket) ?(?:Action )?)?Nos?\. ?[\w:.-]+\W*"
)
"""The parties and the number of a case, alone on a line."""
_PARTIES = re.compile(
    r"[^;:.]{2,200}(?:\.,?\s[^;:.]{0,60})?\b(?:Plaintiff|Petitioner|Claimant|Appellant|Applicant|Complainant)s?,?\s+"
    r"(?:v|vs|versus|against)\b\.?\s",
    re.IGNORECASE,
)
"""How the parties stand above a paper: "ROE, INC., Plaintiff, v. DOE, Defendant."."""
_HEADS_OF_TABLE = re.compile(r"\|?[^|.\d]{1,40}(?:\|[^|.\d]{1,40})+\|?")
"""The heads of the columns of a table: "Date | Payment | Source"."""
_NUMBERED_HEADING = re.compile(r"(?:[IVXL]{1,5}|[A-Z]|\d{1,2})\.\s+\S")
_SIGNATURE = re.compile(
    r"(?:/s/|_{4,}|Dated?:|By:|Tel(?:ephone)?[.:]|Counsel for|Attorneys? for|Respectfully"
    r" submitted)"
)


def why_unchecked(
    statement: Statement, line: str, foreign: str | None = None
) -> tuple[str, str | None] | None:
    """Why a sentence is not checked, with its language (ISO 639-1) where that is the reason; None
    for one that is checked. `line` is the line of the draft that it begins on, and `foreign` the
    language of the draft as a whole where the check does not know that one."""
    claim = statement.claim.text
    bare = claim.rstrip("\"”’')] ")
    if not re.search(r"[^\W\d_]", claim):
        return HEADING, None
    if bare.endswith("?"):
        return QUESTION, None
    if _is_heading(claim, line, bool(statement.cites)):
        return HEADING, None
    language = unread(claim, foreign)
    if language and (language == foreign or not is_read_but_for_names(claim)):
        return f"the check does not know {called(language)}", language
    if statement.cites:
        return None
    if _REFERS.match(claim) or _HOW_CITED.search(claim):
        return REFERENCE, None
    if _REQUEST.search(claim):
        return REQUEST, None
    if statement.decisions:
        return LAW, None
    if _OPINION.search(claim) and not _FINDS.search(claim):
        return OPINION, None
    if _LAW.search(claim) or (_BURDEN.search(claim) and not amounts_in(claim)):
        return LAW, None
    if statement.law and not _names_somebody(claim):
        return LAW, None
    return None


def has_a_fact(claim: str) -> bool:
    """Whether a claim names somebody or something, or gives a figure: else nothing can be held
    against the record that does not simply say the same."""
    behind = claim.partition(" ")[2]  # the first word has its capital anyway
    named = [name for name in names_in(behind) if name not in _BODIES]
    return bool(amounts_in(claim) or named) or any(sign.isdigit() for sign in claim)


def _is_heading(claim: str, line: str, is_cited: bool) -> bool:
    if line.lstrip().startswith("#") or _SIGNATURE.match(claim):
        return True
    if _HEADS_OF_TABLE.fullmatch(claim) and all(len(c.split()) <= 3 for c in claim.split("|")):
        return True
    if _PARTIES.match(claim):
        return True
    letters = [letter for letter in claim if letter.isalpha()]
    if _CAPTION.fullmatch(claim) and claim.endswith(line.strip("*_ \t")[-8:]):
        return True
    if len(letters) > 3 and sum(letter.isupper() for letter in letters) > 0.8 * len(letters):
        return True
    if is_cited:
        return False
    is_row = " = " in line and any(sign.isdigit() for sign in claim)  # of a table of Word
    if is_fragment(claim) and not is_row and not claim.endswith((",", ";", ":")):
        words = claim.split()
        capital = sum(word[:1].isupper() or not word[:1].isalpha() for word in words)
        return (
            len(words) <= 12 or capital > 0.6 * len(words) or bool(_NUMBERED_HEADING.match(claim))
        )
    return is_heading(claim) and len(claim.split()) <= 3


def _names_somebody(claim: str) -> bool:
    return any(
        not re.search(r"\b(?:Act|Code|Rule|Court|Congress|Amendment|Circuit|Section)\b", name)
        for name in names_in(claim)
    )
