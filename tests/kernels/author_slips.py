"""Slips of chapter 12 whose cause the check's author has named, as `tests/kernels/test_slips.py` types them."""

from tests.kernels.task_slips import LINE

ASK_ALL = """
async def ask_all(question, tools, limit):
    gate = asyncio.Semaphore(limit)

    async def ask(source):
        async with gate:
            return await source.ainvoke(question)

    return await asyncio.gather(*[ask(source) for source in tools])
"""
DESK = """
def build_desk(model, tools):
    class Desk(TypedDict):
        question: str
        notes: Annotated[dict, operator.or_]
        brief: str
        answer: str

    def branch(source):
        async def ask(state):
            say = get_stream_writer()
            say(f"{source.name}: asking")
            note = await source.ainvoke(state["question"])
            say(f"{source.name}: done")
            return {"notes": {source.name: note}}
        return ask

    async def write(state):
        brief = "\\n".join(f"{each.name}: {state['notes'][each.name]}" for each in tools)
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    graph = StateGraph(Desk).add_node("write", write).add_edge("write", END)
    for source in tools:
        graph.add_node(f"ask_{source.name}", branch(source)).add_edge(START, f"ask_{source.name}")
    graph.add_edge([f"ask_{source.name}" for source in tools], "write")
    return graph.compile(name="desk")
"""
IN_THE_LOOP = """
def build_desk(model, tools):
    class Desk(TypedDict):
        question: str
        notes: Annotated[dict, operator.or_]
        brief: str
        answer: str

    async def write(state):
        brief = "\\n".join(f"{each.name}: {state['notes'].get(each.name, '')}" for each in tools)
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    graph = StateGraph(Desk).add_node("write", write).add_edge("write", END)
    for source in tools:
        async def ask(state):
            return {"notes": {source.name: await source.ainvoke(state["question"])}}

        graph.add_node(f"ask_{source.name}", ask).add_edge(START, f"ask_{source.name}")
    graph.add_edge([f"ask_{source.name}" for source in tools], "write")
    return graph.compile(name="desk")
"""
RELAY = """
async def relay(source, sink, bound):
    belt, done = asyncio.Queue(bound), object()

    async def produce():
        async with aclosing(source):
            async for item in source:
                await belt.put(item)
        await belt.put(done)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        while (item := await belt.get()) is not done:
            await sink(item)
"""
POSTURE = """
async def ask_with_posture(question, tools, attempts):
    async def ask(source):
        for n in range(attempts):
            try:
                return await source.ainvoke(question)
            except (ConnectionError, TimeoutError):
                if n < attempts - 1:
                    await asyncio.sleep(2 ** n)
            except PermissionError as error:
                return f"{source.name}: refused ({error})"
        return f"{source.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask(source)) for source in tools]
    return [task.result() for task in tasks]
"""
FEED = 'newsroom(model).astream({"question": question}, config, stream_mode=["messages", "updates", "custom"])'
SERVE = f"""
async def serve(model, question, reader, send, close):
    config = {{"tags": ["desk"], "metadata": {{"reader": reader}}}}
    try:
        async with aclosing({FEED}) as feed:
            async for mode, part in feed:
                if mode == "custom":
                    await send(f"progress {{part}}")
                elif mode == "updates":
                    for node in part:
                        await send(f"update {{node}}")
                elif part[1]["langgraph_node"] == "write" and part[0].content:
                    await send(f"token {{part[0].content}}")
    finally:
        await close(reader)
"""
CLOSED = f"async with aclosing({FEED}) as feed:\n            async for mode, part in feed:"
DOOR = "    finally:\n        await close(reader)\n"
NO_FINALLY = (
    "    except Exception:\n        await close(reader)\n        raise\n    else:\n        await close(reader)\n"
)
LAST_LINES = POSTURE.partition('attempts"\n\n')[2]

# As `SLIPS` of `tests/kernels/test_slips.py`.
AUTHOR_SLIPS = {
    ("12-boss", "fanout", "fanout-limit", ASK_ALL): [
        ("for source in tools]", "for source in tools[:limit]]", ["Nothing named `web` was called"]),
    ],
    ("12-boss", "desk", "desk-branches", DESK): [
        (DESK, IN_THE_LOOP, ["`ask` reads `source` when it runs", "call `branch(...)` in the loop", LINE]),
    ],
    ("12-boss", "desk", "desk-merge", DESK): [
        ("for each in tools)", "for each in sorted(tools, key=lambda each: each.name))",
         ["their order is not: it is the alphabet's", "make the brief from their list"]),
        ("for each in tools)", "for each in tools if state['notes'][each.name])",
         ["The lines that stand there are right, and one is missing", "A note that is empty has its line as well"]),
        ("await model.ainvoke(brief)", "await model.ainvoke(state['question'])",
         ["`model` was asked ['why?']", "The text that the model is asked is the brief"]),
    ],
    ("12-boss", "desk", "desk-progress", DESK): [
        ("say = get_stream_writer()", "say = print", ["No item came", "`get_stream_writer()`, called in the node"]),
        (": done", ": finished", ["2 items never came", "'archive: finished'", "These should come: 'news: done'"]),
        ('say(f"{source.name}: done")', 'say({"progress": "done"})', ["2 items never came", "{'progress': 'done'}"]),
    ],
    ("12-boss", "relay", "relay-bound", RELAY): [
        ("Queue(bound)", "Queue(2)", ["It may be at most 3 ahead"]),
    ],
    ("12-boss", "posture", "posture-retry", POSTURE): [
        ("after {attempts} attempts", "after {n} attempts", ["`[0]`"]),
        ("after {attempts} attempts", "after 3 attempts", ["gave up after 4 attempts"]),
    ],
    ("12-boss", "posture", "posture-stop", POSTURE): [
        (LAST_LINES, "    return [await ask(source) for source in tools]\n", ["Nothing named `web` was called"]),
    ],
    ("12-boss", "serve", "serve-feed", SERVE): [
        (', "custom"]', "]", ["some of it is missing"]),
        ("{node}", "{part}", ["It goes wrong at `[1]`"]),
    ],
    ("12-boss", "serve", "serve-leave", SERVE): [
        (CLOSED, f"if True:\n            async for mode, part in {FEED}:",
         ["`close starts` (0.25 s) came before `model ends` (0.25 s)", "Close it first", "`async with aclosing(...)`"]),
        (DOOR, NO_FINALLY, ["Nothing named `close` was called", "Put it into one `finally`"]),
        (DOOR, f"        await close(reader)\n{DOOR}", ["`close` was called 2 times", "Put it into one `finally`"]),
    ],
}  # fmt: skip
# What an author says of one slip, and what is seen of another.
NOT_THIS_ONE = [
    ("some of it is missing", "the tokens of one node"),
    ("update {'plan'", "the tokens of one node"),
    ("gave up after 2 attempts", "Each tool has `attempts` calls"),
    ("Nothing named `web` was called", "a `TaskGroup` takes them with it"),
    ("it is the alphabet's", "nothing of another's"),
    ("No item came. These should come: 'archive: asking'", "a `yield`"),
    ("make the brief from their list", "before further calls of"),  # at a line of the given cell
]
