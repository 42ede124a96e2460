"""The parts of the chat window; `ui` puts them together."""
