"""Slips in the tasks of chapter 12, as `tests/kernels/test_slips.py` types them. Of some, what a student reads who does
what was read first."""

from tests.kernels.task_slips import LINE

ALL = """
async def ask_all(question: str, tools: list, limit: int) -> list[str]:
    gate = asyncio.Semaphore(limit)

    async def one(tool):
        async with gate:
            return await tool.ainvoke(question)

    return await asyncio.gather(*[one(t) for t in tools])
"""
TOKENS = """
async def stream_answer(model, question: str, config: dict | None = None):
    async with aclosing(model.astream(question, config)) as chunks:
        async for chunk in chunks:
            if chunk.content:
                yield chunk.content
"""
DESK = """
def build_desk(model, tools: list):
    class Desk(TypedDict):
        question: str
        notes: Annotated[dict, operator.or_]
        brief: str
        answer: str

    def branch(t):
        async def ask(state):
            say = get_stream_writer()
            say(f"{t.name}: asking")
            note = await t.ainvoke(state["question"])
            say(f"{t.name}: done")
            return {"notes": {t.name: note}}
        return ask

    async def write(state):
        brief = "\n".join(f"{t.name}: {state['notes'][t.name]}" for t in tools)
        reply_ = await model.ainvoke(brief)
        return {"brief": brief, "answer": reply_.content}

    graph = StateGraph(Desk)
    graph.add_node("write", write)
    for t in tools:
        graph.add_node(f"ask_{t.name}", branch(t))
        graph.add_edge(START, f"ask_{t.name}")
    graph.add_edge([f"ask_{t.name}" for t in tools], "write")
    graph.add_edge("write", END)
    return graph.compile(name="desk")
"""
RELAY = """
async def relay(source, sink, bound: int) -> None:
    queue = asyncio.Queue(bound)
    done = object()

    async def produce():
        async with aclosing(source):
            async for item_ in source:
                await queue.put(item_)
        await queue.put(done)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        while (item_ := await queue.get()) is not done:
            await sink(item_)
"""
POSTURE = """
async def ask_with_posture(question: str, tools: list, attempts: int) -> list[str]:
    async def ask(t):
        for n in range(attempts):
            try:
                return await t.ainvoke(question)
            except (ConnectionError, TimeoutError):
                if n < attempts - 1:
                    await asyncio.sleep(2 ** n)
            except PermissionError as error:
                return f"{t.name}: refused ({error})"
        return f"{t.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask(t)) for t in tools]
    return [t.result() for t in tasks]
"""
SERVE = """
async def serve(model, question: str, reader: str, send, close) -> None:
    config = {"tags": ["desk"], "metadata": {"reader": reader}}
    try:
        async with aclosing(
            newsroom(model).astream(
                {"question": question}, config, stream_mode=["messages", "updates", "custom"]
            )
        ) as feed:
            async for mode, part in feed:
                if mode == "custom":
                    await send(f"progress {part}")
                elif mode == "updates":
                    for node in part:
                        await send(f"update {node}")
                else:
                    chunk, about = part
                    if about["langgraph_node"] == "write" and chunk.content:
                        await send(f"token {chunk.content}")
    finally:
        await close(reader)
"""

GROUPED = RELAY.rstrip()[RELAY.index("    async with asyncio.TaskGroup") :]
CHUNKS = TOKENS.rstrip()[TOKENS.index("    async with") :]
CONSUME = """    async def consume():
        while (item_ := await queue.get()) is not done:
            await sink(item_)

"""
BY_HAND = """    producer = asyncio.create_task(produce())
    try:
        while (item_ := await queue.get()) is not done:
            await sink(item_)
    finally:
"""

# As in `tests/kernels/test_slips.py`.
BOSS_SLIPS = {
    ("12-boss", "fanout", "fanout-order", ALL): [
        ("return await asyncio.gather(*[one(t) for t in tools])",
         "answers = await asyncio.gather(*[one(t) for t in tools])\n    return [a for a in answers if a]",
         ["some of it is missing", "Texts that are empty were left out", LINE + "9, in ask_all"]),
    ],
    ("12-boss", "fanout", "fanout-limit", ALL): [
        ("    gate = asyncio.Semaphore(limit)\n\n    async def one(tool):\n",
         "    async def one(tool):\n        gate = asyncio.Semaphore(limit)\n",
         ["Each call of `one` makes one of its own", LINE + "3, in one"]),
        ("return await tool.ainvoke(question)",
         "job = asyncio.create_task(tool.ainvoke(question))\n        return await job",
         ["The slot is given back where its block ends", LINE + "6, in one"]),
        (ALL.partition("    gate")[2], " = asyncio.Semaphore(limit)\n    async with gate:\n        return await "
         "asyncio.gather(*(t.ainvoke(question) for t in tools))", ["This block holds one slot", LINE + "3, in ask"]),
    ],
    ("12-boss", "fanout", "fanout-overlap", ALL): [
        ("Semaphore(limit)", "Semaphore(limit - 1)", ["`web` began when `news` had ended", "what lets them in"]),
    ],
    ("12-boss", "tokens", "tokens-live", TOKENS): [
        ("async with aclosing(model", "with __import__('contextlib').closing(model",
         ["closed by its `aclose()`", "in place of `with closing(...)`", LINE + "2, in stream_answer"]),
        ("question, config)", "question), config", ["`aclosing` takes one thing", LINE + "2, in stream"]),
        ("question, config)", "question, **config)", ["without the stars", LINE + "2, in stream_answer"]),
        ("if chunk.content:", "if chunk.content.strip():",
         ["Texts of nothing but white space were left out", "as it is, `if text:`", LINE + "4, in stream_answer"]),
        ("if chunk.content:", "if chunk.content and not chunk.content.isspace():",
         ["Texts of nothing but white space were left out", LINE + "4, in stream_answer"]),
        ("if chunk.content:\n", "if True:\n", ["Empty texts were handed on as well"]),
    ],
    ("12-boss", "tokens", "tokens-leave", TOKENS): [
        (CHUNKS, "    answer = await model.ainvoke(question, config)\n    for word in answer.content.split():\n"
         "        yield word", ["`ainvoke`, line 2, is waited for until the answer is whole", LINE + "2, in stream"]),
        (CHUNKS, "    chunks = await asyncio.to_thread(lambda: list(model.stream(question, config)))\n"
         "    for chunk in chunks:\n        yield chunk.content",
         ["`stream`, line 2, is waited for", "A thread was still at work", LINE + "2, in"]),
    ],
    ("12-boss", "relay", "relay-pace", RELAY): [
        (RELAY.partition("    queue")[2],
         " = None\n    async with aclosing(source):\n        async for item_ in source:\n"
         "            await sink(item_)", ["They took turns: while `sink` used an item", "in a task of its own"]),
    ],
    ("12-boss", "serve", "serve-feed", SERVE): [
        ("await close(reader)", "await close()", ["Give it one thing: what the task says", LINE + "20, in serve"]),
        ('about["langgraph_node"]', 'about["node"]', ["Perhaps `langgraph_node` is meant", LINE + "17, in serve"]),
        ("chunk, about = part", "chunk, about = part, {'langgraph_node': 'write'}",
         ["A tuple stands there", LINE + "17, in serve"]),
        ("newsroom(model).astream(\n                {\"question\": question}, config",
         "newsroom(model, config).astream(\n                {\"question\": question}",
         ["may belong to another call in that line", LINE + "5, in serve"]),
    ],
    ("12-boss", "relay", "relay-close", RELAY): [
        (GROUPED, f"{CONSUME}    await asyncio.gather(produce(), consume())",
         ["`gather` ends with the first that fails", "Take an `asyncio.TaskGroup` in its place", LINE + "15, in relay",
          "The task `produce`, which was reading it, had not ended either"]),
        (GROUPED, f"{CONSUME}    producer = asyncio.create_task(produce())\n    try:\n        await asyncio.gather("
         "producer, consume())\n    finally:\n        producer.cancel()\n        await asyncio.gather(producer, "
         "return_exceptions=True)",
         ["`gather`, line 17, had cancelled it when its caller left", "in place of both", LINE + "19, in relay"]),
        (GROUPED, f"{CONSUME}    await asyncio.wait([asyncio.create_task(produce()), asyncio.create_task(consume())])",
         ["`asyncio.wait` cancels nothing"]),
        (GROUPED, f"{BY_HAND}        producer.cancel()", ["nobody was waiting for it then", "Start it in an"]),
        (GROUPED, f"{BY_HAND}        producer.cancel()\n        await producer",
         ["`producer` was cancelled in line 16", "gather(producer, return_exceptions=True)", LINE + "17, in relay"]),
        (GROUPED, f"{BY_HAND}        producer.cancel()\n        await asyncio.gather(producer, return_exceptions=True)",
         ["`source` failed with that, and nobody told those who wait", "it cancels the others"]),
        (GROUPED, f"{BY_HAND}        await source.aclose()\n        producer.cancel()",
         ["closed while somebody still reads it", "Cancel the task that reads it", LINE + "16, in relay"]),
    ],
    ("12-boss", "relay", "relay-bound", RELAY): [
        ("await queue.put(item_)", "queue.put_nowait(item_)", ["waits until there is room", LINE + "8, in produce"]),
        ("is not done", "", ["took item 1, 0, for the end", "ask `is not done`"]),
        ("Queue(bound)", "Queue(bound + 2)", ["line 2, in `relay`", "has room for 4, and was full"]),
        ("            await sink(item_)", "            if item_:\n                await sink(item_)",
         ["What is empty, zero or None was left out", LINE + "14, in relay"]),
        ("            await sink(item_)", "            group.create_task(sink(item_))",
         ["8 calls of `sink` were in flight at once"]),
        ("await queue.get()", "queue.get_nowait()", ["waits until there is one", LINE + "13, in relay"]),
    ],
    ("12-boss", "posture", "posture-named", POSTURE): [
        ("(ConnectionError, TimeoutError)", "Exception",
         ["Line 6, `except Exception`, takes `PermissionError` as well: line 9", "above it", LINE + "6: except Exc"]),
        ("(ConnectionError, TimeoutError)", "OSError", ["takes `PermissionError` as well", LINE + "6: except OSError"]),
        ("            except PermissionError", "            except Exception:\n                raise\n"
         "            except PermissionError", ["Put what `except PermissionError` does above it", LINE + "9: except"]),
    ],
    ("12-boss", "posture", "posture-stop", POSTURE): [
        ("    async with asyncio.TaskGroup() as group:\n        tasks = [group.create_task(ask(t)) for t in tools]\n"
         "    return [t.result() for t in tasks]",
         "    return await asyncio.gather(*(ask(t) for t in tools), return_exceptions=True)",
         ["gives an error back among the results", "Leave it out", LINE + "13: return"]),
    ],
    ("12-boss", "posture", "posture-retry", POSTURE): [
        ("2 ** n", "1", ["In between it waited 1 and 1 s"]),
        ("await t.ainvoke(question)", "await t.with_retry(stop_after_attempt=attempts).ainvoke(question)",
         ["`with_retry` chooses its waits itself", LINE + "5, in ask"]),
        ("                if n < attempts - 1:\n                    await", "                await",
         ["had failed for the last time at 6 s", "waited 4 s more, and nothing came of it", "line 7"]),
        ("(ConnectionError, TimeoutError)", "ConnectionError or TimeoutError",
         ["catches `ConnectionError` alone", LINE + "6: except ConnectionError or"]),
    ],
}  # fmt: skip
