import json
from pathlib import Path

import helpers

words = json.loads(Path("data/words.json").read_text())
Path("notes.txt").write_text(" ".join(words))
assert Path("notes.txt").read_text() == "Queues are patience"


async def ask_all(question, tools, limit):
    gate = asyncio.Semaphore(limit)
    return list(await asyncio.gather(*(helpers.ask(gate, source, question) for source in tools)))
