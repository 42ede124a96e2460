"""Embed Casebook in a program of your own: add documents, ask, follow up, compose."""

from pathlib import Path

from langchain_core.messages import AIMessage, HumanMessage

from assistant import Assistant
from index import Case

case = Case.open("harbor-light")
case.add(Path(__file__).parent / "harbor-light")
assistant = Assistant(case)

question = "Who is the founder of Harbor Light Trading?"
answer = assistant.ask(question)
print(answer.text)
for citation in answer.citations:
    print(f"  [{citation.number}] {citation.pincite}: “{citation.quote}”")

history = [HumanMessage(question), AIMessage(answer.text)]
print(assistant.ask("How old is he?", history).text)

titles = assistant.as_runnable() | (lambda answer: {c.title for c in answer.citations})
print(titles.invoke({"question": "When were the warehouse and offices searched?"}))
