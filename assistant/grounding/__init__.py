"""Holding what a chat model wrote against the document sentences that it cites."""
