"""The service of a process that does not own the home: it asks the window that does.

Everything goes to the loopback service (`assistant.api.app`) with the token from
service.json, and never through a proxy.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter

from assistant import replies
from assistant.errors import WindowError
from assistant.service.connection import Connection
from assistant.service.protocol import Addition, OnProgress
from corpus.errors import CasebookError
from index.filters import Filter
from index.records import Correction

if TYPE_CHECKING:
    from assistant.chronology import Chronology, Wanted
    from assistant.conflicts import Conflicts
    from assistant.evaluation.outcome import Outcome, Setting
    from assistant.evaluation.questions import Problem, Question
    from assistant.listing import Listing

_GREETING = httpx.Timeout(5.0, connect=1.0)
_PATIENT = httpx.Timeout(None, connect=5.0)
"""A chat model, or a folder of documents, takes as long as it takes."""

AT_A_TIME = 100
"""Questions of a set that are sent in one request, so that none is too large to be taken."""

JSON_LINES = "application/x-ndjson"

R = TypeVar("R")


def reach(announced: Connection) -> RemoteService | None:
    """The service behind what was `announced`, or None if nobody answers there."""
    client = httpx.Client(
        base_url=announced.url,
        headers={"Authorization": f"Bearer {announced.token}"},
        timeout=_PATIENT,
        trust_env=False,
    )
    try:
        client.get("/api/service", timeout=_GREETING).raise_for_status()
    except httpx.HTTPError:
        client.close()
        return None
    return RemoteService(announced.url, client)


class RemoteService:
    """Asks a window. An error comes back as the sentence that the window gave."""

    def __init__(self, url: str, client: httpx.Client) -> None:
        self.url = url
        self._client = client

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def window_link(self) -> str:
        """A link that opens the window, or where the service is when it is open alone."""
        try:
            return self._ask(replies.Link, "POST", "/api/window").link
        except CasebookError:
            return self.url

    def cases(self) -> replies.CaseList:
        return self._ask(replies.CaseList, "GET", "/api/cases")

    def documents(self, case: str) -> replies.DocumentList:
        return self._ask(replies.DocumentList, "GET", f"{_at(case)}/documents")

    def add(self, case: str, addition: Addition, on_progress: OnProgress) -> replies.Added:
        body = {**asdict(addition), "paths": [str(path) for path in addition.paths]}
        reply = self._follow(f"{_at(case)}/documents", body, on_progress)
        return TypeAdapter(replies.Added).validate_python(reply)

    def correct(self, case: str, document: str, correction: Correction) -> replies.Corrected:
        facts = TypeAdapter(Correction).dump_python(correction, mode="json")
        request: dict[str, Any] = {"params": {"document": document}, "json": facts}
        return self._ask(replies.Corrected, "PATCH", f"{_at(case)}/documents", **request)

    def remove(self, case: str, document: str) -> replies.Removed:
        params = {"document": document}
        return self._ask(replies.Removed, "DELETE", f"{_at(case)}/documents", params=params)

    def delete(self, case: str) -> replies.Deleted:
        return self._ask(replies.Deleted, "DELETE", _at(case))

    def reindex(self, case: str, model: str, on_progress: OnProgress) -> replies.Reindexed:
        reply = self._follow(f"{_at(case)}/reindex", {"model": model}, on_progress)
        return replies.Reindexed(**reply)

    def search(self, case: str, query: str, k: int, where: Filter) -> replies.Found:
        body = {"query": query, "k": k, **_filter(where)}
        return self._ask(replies.Found, "POST", f"{_at(case)}/search", json=body)

    def ask(
        self, case: str, question: str, model: str | None, *, where: Filter | None = None
    ) -> replies.Answered:
        body = {"question": question, "model": model, **_filter(where or Filter())}
        return self._ask(replies.Answered, "POST", f"{_at(case)}/ask", json=body)

    def questions(self, case: str) -> replies.Questions:
        return self._ask(replies.Questions, "GET", f"{_at(case)}/questions")

    def verify(self, case: str, saved: Mapping[str, Any]) -> replies.Verified:
        return self._ask(replies.Verified, "POST", f"{_at(case)}/verify", json=dict(saved))

    def text(self, case: str, document: str) -> replies.DocumentText:
        params = {"document": document}
        return self._ask(replies.DocumentText, "GET", f"{_at(case)}/text", params=params)

    def chronology(self, case: str, wanted: Wanted) -> Chronology:
        from assistant.chronology import Chronology

        body = TypeAdapter(type(wanted)).dump_python(wanted, mode="json")
        return self._ask(Chronology, "POST", f"{_at(case)}/chronology", json=body)

    def listing(self, case: str, question: str, where: Filter) -> Listing:
        from assistant.listing import Listing

        body = {"question": question, **_filter(where)}
        return self._ask(Listing, "POST", f"{_at(case)}/list", json=body)

    def conflicts(self, case: str, where: Filter) -> Conflicts:
        from assistant.conflicts import Conflicts

        return self._ask(Conflicts, "POST", f"{_at(case)}/conflicts", json=_filter(where))

    def setting(self, case: str, model: str | None) -> Setting:
        from assistant.evaluation.outcome import Setting

        params = {} if model is None else {"model": model}
        return self._ask(Setting, "GET", f"{_at(case)}/eval", params=params)

    def evaluate(
        self, case: str, questions: Sequence[Question], model: str | None
    ) -> Iterator[Outcome | Problem]:
        for start in range(0, len(questions), AT_A_TIME):
            yield from self._outcomes(case, questions[start : start + AT_A_TIME], model)

    def check(
        self, case: str, name: str, data: bytes, on_progress: OnProgress
    ) -> replies.DraftChecked:
        body = {"name": name, "file": b64encode(data).decode("ascii")}
        reply = self._follow(f"{_at(case)}/check", body, on_progress, accept=JSON_LINES)
        return TypeAdapter(replies.DraftChecked).validate_python(reply)

    def _outcomes(
        self, case: str, questions: Sequence[Question], model: str | None
    ) -> Iterator[Outcome | Problem]:
        from assistant.evaluation.outcome import Outcome
        from assistant.evaluation.questions import Problem

        outcome, problem = TypeAdapter(Outcome), TypeAdapter(Problem)
        asked = [question.model_dump(mode="json") for question in questions]
        for event in self._events(f"{_at(case)}/eval", {"questions": asked, "model": model}):
            if "outcome" in event:
                yield outcome.validate_python(event["outcome"])
            elif "problem" in event:
                yield problem.validate_python(event["problem"])
            else:
                return

    def _ask(self, kind: type[R], method: str, url: str, **request: Any) -> R:
        try:
            response = self._client.request(method, url, **request)
        except httpx.HTTPError as error:
            raise _gone(self.url) from error
        _raise_error(response)
        return TypeAdapter(kind).validate_json(response.content)

    def _follow(
        self, url: str, body: Mapping[str, Any], on_progress: OnProgress, accept: str = "*/*"
    ) -> Any:
        """Work that takes a while: reports progress as it comes, and gives the reply."""
        for event in self._events(url, body, accept):
            if "reply" in event:
                return event["reply"]
            on_progress(event["stage"], event["done"], event["total"])
        raise _gone(self.url)

    def _events(
        self, url: str, body: Mapping[str, Any], accept: str = "*/*"
    ) -> Iterator[dict[str, Any]]:
        """JSON lines as they come; whoever asks knows which is the last."""
        try:
            with self._client.stream(
                "POST", url, json=body, headers={"Accept": accept}
            ) as response:
                if response.is_error:
                    response.read()
                    _raise_error(response)
                for line in response.iter_lines():
                    event = json.loads(line)
                    if "error" in event:
                        raise CasebookError(event["error"])
                    yield event
        except httpx.HTTPError as error:
            raise _gone(self.url) from error
        raise _gone(self.url)


def _at(case: str) -> str:
    # Dots too, or a client would take ".." for the folder above.
    return "/api/cases/" + quote(case, safe="").replace(".", "%2E")


def _raise_error(response: httpx.Response) -> None:
    if not response.is_error:
        return
    try:
        sentence = str(response.json()["error"])
    except (ValueError, KeyError, TypeError):
        sentence = f"The window answered with status {response.status_code}; its terminal says why."
    raise CasebookError(sentence)


def _gone(url: str) -> WindowError:
    return WindowError(f"The window at {url} closed before it had answered; ask again.")


def _filter(where: Filter) -> dict[str, Any]:
    return {
        "documents": where.documents,
        "kinds": where.kinds,
        "since": where.since and where.since.isoformat(),
        "until": where.until and where.until.isoformat(),
    }
