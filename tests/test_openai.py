"""A case as a model, for any client of OpenAI's protocol; here the official one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import openai
import pytest

from tests.terminal import Window, casebook_here, window

PRISON = "How many years in prison does Tobias Crane face?"
FINE = "And what fine does he face?"
UNANSWERED = "Which airline flew the orchestra to Osaka?"
CHARGE = (
    "Tobias Crane faces up to twelve years in prison if he is convicted of burning the ledger of "
    "the Osprey Company. He also faces a fine of up to $75,000."
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("documents")
    (folder / "charge.md").write_text(f"# The Charge\n\n{CHARGE}\n", encoding="utf-8")
    assert casebook_here(home, "add", "--case", "crane/2020", folder).status == 1
    assert casebook_here(home, "add", "--case", "crane 2020", folder).status == 0
    with window(home, command="serve") as opened:
        yield opened


@pytest.fixture(scope="module")
def client(served: Window) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(
        base_url=f"{served.url}/v1",
        api_key="none is needed",
        max_retries=0,
        http_client=openai.DefaultHttpxClient(trust_env=False),
    ) as made:
        yield made


def asked(client: openai.OpenAI, *messages: tuple[str, str], **more: Any) -> Any:
    said = [{"role": role, "content": content} for role, content in messages]
    return client.chat.completions.create(model="crane 2020", messages=said, **more)  # type: ignore[arg-type]


def test_each_case_is_a_model(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["crane 2020"]
    assert client.models.retrieve("crane 2020").owned_by == "casebook"


def test_the_last_message_is_answered_with_its_citations(
    client: openai.OpenAI, served: Window
) -> None:
    reply = asked(client, ("system", "Rhyme."), ("user", PRISON), temperature=1.5)
    (choice,) = reply.choices
    content = choice.message.content
    assert "twelve years" in content
    assert (choice.finish_reason, reply.model) == ("stop", "crane 2020")
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens > 0
    said = casebook_here(served.home, "ask", "--case", "crane 2020", "--json", PRISON).json
    assert (content, reply.casebook) == (said["answer"], said)
    for annotation, source in zip(choice.message.annotations, said["citations"], strict=True):
        cited = annotation.url_citation
        assert content[cited.start_index : cited.end_index] == f"[{source['number']}]"
        assert cited.title == source["pincite"]
        assert (cited.document, cited.quote) == (source["document"], source["quote"])


def test_a_citation_leads_to_the_words_in_the_document(client: openai.OpenAI) -> None:
    (annotation, *_) = asked(client, ("user", PRISON)).choices[0].message.annotations
    url, _, fragment = annotation.url_citation.url.partition("#:~:text=")
    shown = httpx.get(url, trust_env=False).text
    first, _, last = fragment.partition(",")
    assert unquote(first) in shown
    assert unquote(last) in shown
    quote = annotation.url_citation.quote
    assert quote.startswith(unquote(first))
    assert quote.endswith(unquote(last))


def test_a_stream_grows_into_the_same_answer(client: openai.OpenAI) -> None:
    whole = asked(client, ("user", PRISON))
    *pieces, usage = asked(
        client, ("user", PRISON), stream=True, stream_options={"include_usage": True}
    )
    text = "".join(piece.choices[0].delta.content or "" for piece in pieces)
    last = pieces[-1]
    assert text == whole.choices[0].message.content
    assert last.choices[0].finish_reason == "stop"
    marked = [a.model_dump() for a in whole.choices[0].message.annotations]
    assert last.choices[0].delta.annotations == marked
    assert last.casebook == whole.casebook
    assert usage.usage == whole.usage


def test_the_messages_before_are_the_history(client: openai.OpenAI) -> None:
    chat = (("user", PRISON), ("assistant", "Up to twelve years. [1]"), ("user", FINE))
    assert "$75,000" in asked(client, *chat).choices[0].message.content


def test_a_message_may_come_in_parts(client: openai.OpenAI) -> None:
    parts: Any = [{"type": "text", "text": PRISON}, {"type": "image_url", "image_url": {"url": ""}}]
    assert "twelve" in asked(client, ("user", parts)).choices[0].message.content


def test_what_the_documents_do_not_say_is_declined(client: openai.OpenAI) -> None:
    reply = asked(client, ("user", UNANSWERED))
    assert reply.choices[0].message.content.startswith("I found no")
    assert reply.choices[0].message.annotations == []
    assert reply.casebook["abstained"] is True


def test_a_case_that_is_not_there_is_a_model_not_found(client: openai.OpenAI) -> None:
    for stream in (False, True):
        with pytest.raises(openai.NotFoundError) as refused:
            client.chat.completions.create(
                model="gone", messages=[{"role": "user", "content": PRISON}], stream=stream
            )
        assert refused.value.code == "model_not_found"
        assert "There is no case 'gone'" in refused.value.message


@pytest.mark.parametrize(
    ("messages", "kind"),
    [
        ([], openai.UnprocessableEntityError),
        ([{"role": "user", "content": ""}], openai.BadRequestError),
        ([{"role": "system", "content": "Rhyme."}], openai.BadRequestError),
        ([{"role": "assistant", "content": "Yes."}], openai.BadRequestError),
        ([{"role": "user", "content": "x" * 8_001}], openai.BadRequestError),
        ([{"role": "user", "content": "x" * 9_000_000}], openai.APIStatusError),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    client: openai.OpenAI, messages: Any, kind: type[openai.APIStatusError]
) -> None:
    with pytest.raises(kind) as refused:
        client.chat.completions.create(model="crane 2020", messages=messages)
    assert 400 <= refused.value.status_code < 500
    assert isinstance(refused.value.body, dict)
    assert refused.value.body["message"]


def test_with_a_token_it_is_the_key(tmp_path: Path) -> None:
    with (
        window(tmp_path / "home", command="serve", CASEBOOK_TOKEN="agreed") as opened,
        openai.DefaultHttpxClient(trust_env=False) as through,
    ):

        def client(key: str) -> openai.OpenAI:
            return openai.OpenAI(base_url=f"{opened.url}/v1", api_key=key, http_client=through)

        with pytest.raises(openai.AuthenticationError):
            client("wrong").models.list()
        assert client("agreed").models.list().data == []
