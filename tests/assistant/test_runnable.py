"""The assistant as a LangChain Runnable: composed, streamed, batched, awaited and watched."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.runnables import Runnable, RunnableLambda, RunnableParallel
from langchain_core.tracers.context import collect_runs
from langchain_core.tracers.schemas import Run

from assistant import Answer, Assistant
from assistant.errors import BadQuestion
from assistant.runnable import AnswerChain, Asking
from index import Case
from index.errors import HomeError
from tests.chat_models import Scripted

PRISON = "How many years in prison does Tobias Crane face?"
FIRE = "How long did the fire last?"
FINE = "And what fine does he face?"
HISTORY = [HumanMessage(PRISON), AIMessage("Up to twelve years. [1]")]


class Watcher(BaseCallbackHandler):
    """Keeps what LangChain tells of each run."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, Any]] = []

    def on_chain_start(self, *_: Any, **more: Any) -> None:
        self.runs.append(("start", more.get("name")))

    def on_chain_end(self, outputs: Any, **more: Any) -> None:
        self.runs.append(("end", outputs))

    def on_chain_error(self, error: BaseException, **more: Any) -> None:
        self.runs.append(("error", type(error)))

    def on_chat_model_start(self, *_: Any, **more: Any) -> None:
        self.runs.append(("model", more.get("parent_run_id") is not None))


@pytest.fixture
def chain(crane: Case) -> AnswerChain:
    return Assistant(crane).as_runnable()


def test_it_is_invoked_with_a_question_and_perhaps_a_history(chain: AnswerChain) -> None:
    assert isinstance(chain, Runnable)
    assert chain.invoke({"question": PRISON}) == chain.assistant.ask(PRISON)
    followed = chain.invoke({"question": FINE, "history": HISTORY})
    assert followed == chain.assistant.ask(FINE, HISTORY)
    assert followed.standalone == "What fine does Tobias Crane face?"


def test_it_composes_with_what_stands_before_and_after_it(chain: AnswerChain) -> None:
    def asking(question: str) -> Asking:
        return {"question": question}

    pages = RunnableLambda(asking) | chain | (lambda answer: answer.citations[0].page)
    assert pages.invoke(PRISON) == 2
    both = RunnableParallel(answer=chain, asked=RunnableLambda(lambda asking: asking["question"]))
    assert both.invoke({"question": FIRE}) == {"answer": chain.assistant.ask(FIRE), "asked": FIRE}


def test_it_streams_growing_answers(crane: Case) -> None:
    reply = "Crane faces up to twelve years in prison [{twelve}]. The fire lasted for two hours "
    chain = Assistant(crane, Scripted(reply=reply + "[{two hours}].")).as_runnable()
    answers = list(chain.stream({"question": PRISON}))
    assert answers == list(chain.assistant.stream(PRISON))
    assert [len(answer.citations) for answer in answers] == [1, 2]


def test_it_streams_within_a_composition(chain: AnswerChain) -> None:
    texts = list((chain | (lambda answer: answer.text)).stream({"question": PRISON}))
    assert texts[-1] == chain.assistant.ask(PRISON).text


def test_it_batches_and_keeps_the_order(chain: AnswerChain) -> None:
    asked = [PRISON, FIRE, "Which airline flew the orchestra to Osaka?", PRISON]
    answers = chain.batch([{"question": question} for question in asked])
    assert answers == [chain.assistant.ask(question) for question in asked]
    with pytest.raises(BadQuestion):
        chain.batch([{"question": PRISON}, {"question": ""}])
    results = chain.batch([{"question": PRISON}, {"question": ""}], return_exceptions=True)
    assert [type(result) for result in results] == [Answer, BadQuestion]


def test_it_is_awaited_like_any_other(chain: AnswerChain) -> None:
    async def asked() -> tuple[Answer, list[Answer], list[Answer]]:
        streamed = [answer async for answer in chain.astream({"question": PRISON})]
        several = await chain.abatch([{"question": PRISON}, {"question": FIRE}])
        return await chain.ainvoke({"question": PRISON}), streamed, several

    one, streamed, several = asyncio.run(asked())
    assert one == chain.assistant.ask(PRISON)
    assert streamed == list(chain.assistant.stream(PRISON))
    assert several == [one, chain.assistant.ask(FIRE)]


def test_callbacks_see_the_run_however_it_is_made(chain: AnswerChain) -> None:
    answer = chain.assistant.ask(PRISON)
    seen = [("start", "AnswerChain"), ("end", answer)]
    asking: Asking = {"question": PRISON}

    def watched(watcher: Watcher) -> Any:
        return {"callbacks": [watcher]}

    async def streamed(watcher: Watcher) -> None:
        assert [a async for a in chain.astream(asking, watched(watcher))][-1] == answer

    by_invoke, by_stream, by_astream, by_ainvoke = (Watcher() for _ in range(4))
    chain.invoke(asking, watched(by_invoke))
    assert list(chain.stream(asking, watched(by_stream)))[-1] == answer
    asyncio.run(streamed(by_astream))
    asyncio.run(chain.ainvoke(asking, watched(by_ainvoke)))
    assert by_invoke.runs == by_stream.runs == by_astream.runs == by_ainvoke.runs == seen


@pytest.mark.parametrize("stream", [False, True])
def test_callbacks_see_the_chat_model_as_part_of_the_run(crane: Case, stream: bool) -> None:
    model = Scripted(reply="Crane faces up to twelve years in prison [{twelve}].")
    chain, watcher = Assistant(crane, model).as_runnable(), Watcher()
    if stream:
        list(chain.stream({"question": PRISON}, {"callbacks": [watcher]}))
    else:
        chain.invoke({"question": PRISON}, {"callbacks": [watcher]})
    assert [what for what, _ in watcher.runs] == ["start", "model", "end"]
    assert watcher.runs[1] == ("model", True)


def told(run: Run) -> list[tuple[str, str]]:
    """What is within a run, as kinds and names."""
    return [(child.run_type, child.name) for child in run.child_runs]


@pytest.mark.parametrize("act", ["invoke", "stream", "ainvoke", "astream"])
def test_traces_show_the_passages_and_the_model_with_its_tokens(crane: Case, act: str) -> None:
    model = Scripted(reply="Crane faces up to twelve years in prison [{twelve}].")
    chain, asking = Assistant(crane, model).as_runnable(), Asking(question=PRISON)

    async def asked() -> None:
        if act == "ainvoke":
            await chain.ainvoke(asking)
        else:
            _ = [answer async for answer in chain.astream(asking)]

    with collect_runs() as collected:
        if act.startswith("a"):
            asyncio.run(asked())
        elif act == "invoke":
            chain.invoke(asking)
        else:
            _ = list(chain.stream(asking))
    (run,) = collected.traced_runs
    assert told(run) == [("retriever", "CaseRetriever"), ("llm", "Scripted")]
    searched, written = run.child_runs
    assert searched.inputs == {"query": PRISON}
    found = (searched.outputs or {})["documents"]
    hits = chain.assistant.ask(PRISON).passages
    assert [document.page_content for document in found] == [hit.passage.text for hit in hits]
    assert all(child.end_time and child.end_time >= child.start_time for child in run.child_runs)
    assert written.outputs


def test_a_search_that_fails_is_traced(crane: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise HomeError("The disk is gone.")

    monkeypatch.setattr(Case, "retrieve", fail)
    with collect_runs() as collected, pytest.raises(HomeError):
        Assistant(crane).as_runnable().invoke({"question": PRISON})
    (run,) = collected.traced_runs
    assert "The disk is gone." in str(run.child_runs[0].error)


# As a tool


def test_it_is_a_tool_that_gives_the_answer_with_its_sources(crane: Case) -> None:
    tool = Assistant(crane).as_tool()
    assert tool.args.keys() == {"question"}
    assert "crane" in tool.description
    call = {"name": tool.name, "args": {"question": PRISON}, "id": "1", "type": "tool_call"}
    message = tool.invoke(call)
    answer = Assistant(crane).ask(PRISON)
    assert message.artifact == answer
    assert message.content.startswith(answer.text)
    assert answer.citations[0].quote in message.content
    assert asyncio.run(tool.ainvoke(call)).artifact == answer


def test_a_tool_says_what_comes_nearest_when_the_documents_do_not_say(crane: Case) -> None:
    said = Assistant(crane).as_tool().invoke({"question": "Which airline flew him to Osaka?"})
    assert said.startswith("I found n")
    assert "comes nearest, though it may not answer" in said


@pytest.mark.parametrize("act", ["invoke", "stream"])
def test_callbacks_see_a_failure(chain: AnswerChain, act: str) -> None:
    watcher, asking = Watcher(), {"question": ""}
    with pytest.raises(BadQuestion):
        list(getattr(chain, act)(asking, {"callbacks": [watcher]}))
    assert watcher.runs == [("start", "AnswerChain"), ("error", BadQuestion)]


def test_its_input_and_output_are_described(chain: AnswerChain) -> None:
    assert (chain.InputType, chain.OutputType) == (Asking, Answer)
    asking = chain.get_input_jsonschema()["$defs"]["Asking"]
    assert asking["properties"].keys() == {"question", "history", "where"}
    assert asking["required"] == ["question"]
    answer = chain.get_output_jsonschema()["$defs"]["Answer"]
    assert {"text", "citations", "standing", "nearest"} <= answer["properties"].keys()


def test_events_tell_of_every_growing_answer(chain: AnswerChain) -> None:
    async def events() -> list[str]:
        asking: Asking = {"question": PRISON}
        return [event["event"] async for event in chain.astream_events(asking, version="v2")]

    seen = asyncio.run(events())
    assert (seen[0], seen[-1]) == ("on_chain_start", "on_chain_end")
    assert "on_chain_stream" in seen
