"""Casebook in a web app of your own: uvicorn examples.app:app, then POST {"question": "…"} to /."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from pydantic import BaseModel

from assistant import Assistant
from index import Case


class Question(BaseModel):
    question: str


@asynccontextmanager
async def opened(app: FastAPI) -> AsyncIterator[None]:
    case = Case.open("harbor-light")
    case.add(Path(__file__).parent / "harbor-light")
    app.state.chain = Assistant(case).as_runnable()
    yield
    case.home.close()


app = FastAPI(lifespan=opened)


@app.post("/")
async def ask(request: Request, asked: Question) -> dict[str, object]:
    answer = await request.app.state.chain.ainvoke({"question": asked.question})
    return {
        "answer": answer.text,
        "answered": not answer.abstained,
        "sources": [{"place": c.pincite, "quote": c.quote} for c in answer.citations],
    }
