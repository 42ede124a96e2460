"""A LangGraph agent that asks the case: python examples/agent.py MODEL QUESTION"""

import sys
from pathlib import Path

from langchain.agents import create_agent
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage

from assistant import Answer, Assistant
from index import Case


def ask(model: BaseChatModel, question: str) -> tuple[str, list[Answer]]:
    """What the agent says in the end, and the answers that it got from the case."""
    case = Case.open("harbor-light")
    case.add(Path(__file__).parent / "harbor-light")
    agent = create_agent(model, tools=[Assistant(case).as_tool()])
    messages = agent.invoke({"messages": [HumanMessage(question)]})["messages"]
    answers = [message.artifact for message in messages if message.type == "tool"]
    return messages[-1].text, answers


if __name__ == "__main__":
    said, answers = ask(init_chat_model(sys.argv[1]), sys.argv[2])
    print(said)
    for answer in answers:
        for citation in answer.citations:
            print(f"  {citation.pincite}: “{citation.quote}”")
