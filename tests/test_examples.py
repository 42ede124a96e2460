"""The programs in examples/ are short, and run as they stand."""

from __future__ import annotations

import ast
import csv
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable

from index.home import Home
from tests.conftest import EXAMPLES


def run(program: str, *arguments: str, home: Path) -> str:
    """What an example prints; it must end well and say nothing on stderr but progress."""
    ended = subprocess.run(
        [sys.executable, EXAMPLES / program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
        env={**os.environ, "CASEBOOK_HOME": str(home), "PYTHONPATH": str(EXAMPLES.parent)},
    )
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def example_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("examples")


@pytest.mark.parametrize("program", ["agent.py", "app.py", "batch.py", "embed.py", "evaluate.py"])
def test_an_example_is_under_30_lines_of_code(program: str) -> None:
    source = (EXAMPLES / program).read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(source), clean=False)
    assert docstring
    code = [line for line in source.replace(docstring, "").splitlines() if line.strip('" #')]
    assert len(code) < 30


def test_embedding_casebook_answers_follows_up_and_composes(example_home: Path) -> None:
    answer, *places, age, titles = run("embed.py", home=example_home).splitlines()
    assert "Vesely" in answer.title()
    assert places[0].startswith("  [1] ")
    assert "52" in age
    assert titles.startswith("{'")


def test_evaluating_prints_each_measure(example_home: Path) -> None:
    printed = run("evaluate.py", home=example_home)
    measures = dict(line.split() for line in printed.splitlines())
    assert (measures["questions"], measures["answerable"]) == ("40", "30")
    assert float(measures["hit@10"]) >= 0.9
    assert float(measures["all_quotes"]) >= 0.5
    assert float(measures["unanswerable_declined"]) >= 0.6


def test_evaluating_takes_another_case_and_file(example_home: Path) -> None:
    one = example_home / "one.jsonl"
    one.write_text('{"question": "Which airline flew the orchestra to Osaka?"}\n')
    printed = run("evaluate.py", "harbor-light", str(one), home=example_home)
    measures = dict(line.split() for line in printed.splitlines())
    assert (measures["questions"], measures["unanswerable_declined"]) == ("1", "1.000")


def test_a_web_app_of_your_own(example_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOOK_HOME", str(example_home))
    with served("examples.app:app", example_home) as url:
        asked = {"question": "Who is the founder of Harbor Light Trading?"}
        said = httpx.post(url, json=asked, trust_env=False, timeout=60).json()
    assert said["answered"] is True
    assert "Vesely" in said["answer"].title()
    assert " ".join(said["sources"][0]["quote"].split()) in said["answer"]


@contextmanager
def served(app: str, home: Path) -> Iterator[str]:
    """The address of an app while uvicorn serves it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with subprocess.Popen(
        [sys.executable, "-m", "uvicorn", app, "--port", port, "--log-level", "error"],
        env={**os.environ, "CASEBOOK_HOME": str(home), "PYTHONPATH": str(EXAMPLES.parent)},
    ) as process:
        url = f"http://127.0.0.1:{port}/"
        for _ in range(600):
            with suppress(httpx.HTTPError):
                httpx.get(url, trust_env=False)
                break
            time.sleep(0.1)
        try:
            yield url
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


class CallsOnce(BaseChatModel):
    """Calls the tool it is given with a question, then says what the tool said."""

    @property
    def _llm_type(self) -> str:
        return "calls-once"

    def bind_tools(self, tools: Sequence[Any], **_: Any) -> Runnable[Any, AIMessage]:
        return self.bind(tool=tools[0].name)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        last = messages[-1]
        if isinstance(last, ToolMessage):
            said = AIMessage(f"It says: {last.text}")
        else:
            call = {"name": kwargs["tool"], "args": {"question": last.text}, "id": "1"}
            said = AIMessage("", tool_calls=[call])
        return ChatResult(generations=[ChatGeneration(message=said)])


def test_an_agent_asks_the_case(example_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from examples.agent import ask

    monkeypatch.setenv("CASEBOOK_HOME", str(example_home))
    said, (answer,) = ask(CallsOnce(), "Who is the founder of Harbor Light Trading?")
    Home.open().close()
    assert answer.citations[0].quote in said
    assert said.startswith(f"It says: {answer.text}")


def test_a_batch_of_questions_becomes_a_table(example_home: Path) -> None:
    asked = ["Who is the founder of Harbor Light Trading?", "", "Which airline flew to Osaka?"]
    questions, answers = example_home / "questions.csv", example_home / "answers.csv"
    with questions.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([["number", "question"], *enumerate(asked, start=1)])
    run("batch.py", str(questions), str(answers), home=example_home)
    with answers.open(newline="", encoding="utf-8") as file:
        first, empty, unanswered = csv.DictReader(file)
    assert " ".join(first["quote"].split()) in first["answer"]
    assert first["place"]
    assert "The question is empty" in empty["refused"]
    assert (unanswered["quote"], unanswered["refused"]) == ("", "")
    assert unanswered["answer"].startswith("I found no")
