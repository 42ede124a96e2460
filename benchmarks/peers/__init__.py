"""Programs that answer the same questions over the same files, each with another library.

Each runs in a virtual environment of its own, so that it imports nothing of Casebook but
`exchange`, which needs the standard library only.

    python -m benchmarks.peers.NAME FOLDER QUESTIONS.json
"""
