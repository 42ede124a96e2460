"""An answer as a reply: what scripts read, the service sends and files keep."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from importlib.metadata import version

from assistant import replies
from assistant.answer import Answer, Citation, Objection
from index.case import Case
from index.retrieval import ScoredPassage


def answered(case: Case, answer: Answer) -> replies.Answered:
    """`answer` in plain words and figures, with how it was made; its day is today."""
    return replies.Answered(
        question=answer.question,
        answer=answer.text,
        abstained=answer.abstained,
        standing=answer.standing,
        scope=answer.scope,
        citations=sources(answer.citations),
        passages=tuple(_place(case, hit) for hit in answer.passages),
        nearest=sources(answer.nearest),
        mode=answer.mode,
        notice=answer.notice,
        made=replies.Making(
            case=case.name,
            model=answer.model,
            embedding=case.embedding.name,
            casebook=version("casebook"),
            day=datetime.datetime.now().astimezone().date().isoformat(),
        ),
        claims=tuple(
            replies.Stated(
                claim.text,
                claim.verdict,
                tuple(cited.number for cited in claim.citations),
                _objection(claim.objection) if claim.objection else None,
                claim.language,
            )
            for claim in answer.claims
        ),
        standalone=answer.standalone,
        probability=round(answer.probability, 4),
        broken_off=answer.broken_off,
    )


def _place(case: Case, hit: ScoredPassage) -> replies.Place:
    span = hit.passage.span
    return replies.Place(case.document(span.document_id).name, span.start, span.end, hit.score)


def _objection(objection: Objection) -> replies.Objection:
    source = objection.source
    return replies.Objection(
        rule=objection.rule,
        reason=objection.reason,
        claim_start=objection.claim_span[0],
        claim_end=objection.claim_span[1],
        document=source.document,
        title=source.title,
        page=source.page,
        pincite=source.pincite,
        start=source.span.start,
        end=source.span.end,
        quote=source.quote,
        sha256=source.span.document_id,
    )


def _exact(citation: Citation) -> replies.Exact | None:
    if citation.exact is None:
        return None
    start, end = citation.exact.start, citation.exact.end
    begins = citation.span.start
    return replies.Exact(start, end, citation.quote[start - begins : end - begins])


def sources(citations: Iterable[Citation]) -> tuple[replies.Source, ...]:
    """Citations as replies give them."""
    return tuple(
        replies.Source(
            number=citation.number,
            document=citation.document,
            title=citation.title,
            page=citation.page,
            pincite=citation.pincite,
            start=citation.span.start,
            end=citation.span.end,
            quote=citation.quote,
            sha256=citation.span.document_id,
            kind=citation.kind,
            date=citation.date.isoformat() if citation.date else None,
            meaning=citation.meaning,
            superseded_by=citation.superseded_by,
            exact=_exact(citation),
            writer=citation.writer,
        )
        for citation in citations
    )
