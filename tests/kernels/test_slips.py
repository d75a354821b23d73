"""Slips of the pen, typed into released chapters in a kernel as JupyterLab would run them: what a student then reads
names a line of their own, says what to do, and nothing of ours."""

import re
from textwrap import indent

import pytest

from tests.kernels.author_slips import AUTHOR_SLIPS, NOT_THIS_ONE
from tests.kernels.boss_slips import BOSS_SLIPS
from tests.kernels.kernel import Kernel, of_chapter
from tests.kernels.task_slips import LINE, TASK_SLIPS

pytestmark = pytest.mark.slow  # a kernel each chapter

KITCHEN = """
def build_kitchen(stove, garnish):
    class Ticket(TypedDict):
        order: list
        cooked: list
        plate: str

    async def cook(ticket: Ticket) -> dict:
        say, cooked = get_stream_writer(), []
        for n, dish in enumerate(ticket["order"], 1):
            say({"dish": dish, "number": n, "of": len(ticket["order"])})
            cooked.append(await stove.ainvoke(dish))
        return {"cooked": cooked}

    async def dress(ticket: Ticket) -> dict:
        get_stream_writer()("to the pass")
        return {"plate": await garnish.ainvoke(", ".join(ticket["cooked"]))}

    graph = StateGraph(Ticket).add_node("cook", cook).add_node("dress", dress)
    graph.add_edge(START, "cook").add_edge("cook", "dress").add_edge("dress", END)
    return graph.compile(name="kitchen")
"""
TABLE = """
async def at_the_table(house, order, speakers, config=None):
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            if about["langgraph_node"] in speakers and "aside" not in (about.get("tags") or []) and chunk.content:
                yield about["langgraph_node"], chunk.content
"""
DEADLINE = '''
def with_deadline(source, seconds):
    async def timed(query: str) -> str:
        """Ask the source, with a deadline."""
        try:
            async with asyncio.timeout(seconds) as deadline:
                return await source.ainvoke(query)
        except TimeoutError:
            if deadline.expired():
                raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from None
            raise

    return StructuredTool.from_function(coroutine=timed, name=f"timed_{source.name}")
'''
LEGACY = '''
def wrap_sdk(search, limit):
    pool = ThreadPoolExecutor(limit)

    async def ask(query: str) -> str:
        """Search."""
        return await asyncio.get_running_loop().run_in_executor(pool, search, query)

    return StructuredTool.from_function(coroutine=ask, name="search")
'''
ANSWERS = """
async def answer_calls(tools, calls):
    by_name = {each.name: each for each in tools}

    async def one(asked_for):
        try:
            return await by_name[asked_for["name"]].ainvoke(asked_for)
        except Exception as error:
            return ToolMessage(f"{type(error).__name__}: {error}", tool_call_id=asked_for["id"], status="error")

    return await asyncio.gather(*(one(each) for each in calls))
"""
WATCH = """
async def keep_watch(errand, what, flash, every: float):
    clock = asyncio.get_running_loop().time

    async def shine():
        lit, number = clock(), 0
        while True:
            number += 1
            await flash(number)
            await asyncio.sleep(lit + number * every - clock())

    light = asyncio.create_task(shine())
    try:
        return await asyncio.to_thread(errand, what)
    finally:
        light.cancel()
"""
TIDES = """
async def tabulate(tide, days, table, seconds):
    began = time.perf_counter()
    for day in days:
        if day in table:
            continue
        if time.perf_counter() - began >= seconds:
            break
        try:
            table[day] = await asyncio.to_thread(tide, day)
        except NoTide as gap:
            table[day] = f"no tide ({gap})"
    return [day for day in days if day not in table]
"""
FRONT = """
async def front_of_house(play, scene: str, desk, config: dict | None = None):
    said, open_, end, error = [], {}, "left", None
    try:
        async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
            async for event in feed:
                kind = event["event"]
                if kind == "on_chat_model_stream" and "spoken" in event["tags"]:
                    if text := event["data"]["chunk"].content:
                        said.append(text)
                        yield text
                elif kind in ("on_tool_start", "on_chat_model_start"):
                    open_[event["run_id"]] = event["name"]
                elif kind in ("on_tool_end", "on_chat_model_end"):
                    open_.pop(event["run_id"], None)
        end = "done"
    except ConnectionError as e:
        end, error = "cut", str(e)
    except Exception as e:
        end, error = "failed", str(e)
        raise
    finally:
        await desk({"end": end, "error": error, "said": "".join(said), "open": list(open_.values())})
    yield {"end": end}
"""
RADIO = """
async def radio(mast, message, attempts, seconds):
    begun, calls, pause, last = time.perf_counter(), 0, 1, None
    while True:
        calls += 1
        try:
            left = begun + seconds - time.perf_counter()
            return await asyncio.wait_for(mast.ainvoke(message), left)
        except (ConnectionError, TimeoutError) as error:
            last = error
        if calls >= attempts or time.perf_counter() - begun + pause >= seconds:
            raise Silence(f"no answer to {message!r}, calls: {calls}, last: {last!r}") from last
        await asyncio.sleep(pause)
        pause *= 2
"""
DOSSIER = """
def build_dossier(checks: list):
    def merge(old, new):
        return {t: sorted({*old.get(t, []), *new.get(t, [])}) for t in {**old, **new}}

    class Dossier(TypedDict):
        plot: str
        dossier: Annotated[dict, merge]

    def branch(check):
        async def ask(state: Dossier) -> dict:
            answer = await check.ainvoke(state["plot"], {"tags": [f"branch:{check.name}"]})
            topic, remark = answer.split(": ", 1)
            return {"dossier": {topic: [remark]}}
        return ask

    graph = StateGraph(Dossier)
    for check in checks:
        graph.add_node(check.name, branch(check)).add_edge(START, check.name)
    return graph.compile(name="dossier")
"""
INSPECTION = """
def build_inspection(plan, inspectors: list, limit: int):
    class House(TypedDict):
        address: str
        rooms: list
        seen: Annotated[list, operator.add]
        report: list

    by_name = {each.name: each for each in inspectors}

    async def look(house: House) -> dict:
        return {"rooms": [room.strip() for room in (await plan.ainvoke(house["address"])).split(",")]}

    def fan(house: House):
        return [Send("visit", {"at": n, "room": r, "address": house["address"]}) for n, r in enumerate(house["rooms"])]

    async def visit(sent: dict) -> dict:
        room = sent["room"]
        try:
            said = await by_name[room].ainvoke(sent["address"])
        except Locked as error:
            return {"seen": [(sent["at"], f"{room}: not seen ({error})", False)]}
        return {"seen": [(sent["at"], f"{room}: {said}", True)]}

    async def write(house: House) -> dict:
        if not any(was_seen for _, _, was_seen in house["seen"]):
            raise NothingSeen("nothing")
        return {"report": [line for _, line, _ in sorted(house["seen"])]}

    graph = StateGraph(House).add_node("look", look).add_node("visit", visit).add_node("write", write)
    graph.add_edge(START, "look").add_edge("visit", "write")
    graph.add_conditional_edges("look", fan, ["visit"])
    return graph.compile(name="inspection").with_config(max_concurrency=limit)
"""
SENDS = INSPECTION.partition("fan(house: House):\n        ")[2].partition("\n")[0]
BUREAU = """
def build_bureau(translator):
    def give(said) -> Translation:
        return {"text": said.content, "words": len(said.content.split())}

    return RunnableLambda(order) | translator | RunnableLambda(give)
"""
REGISTER = """
async def register(letter, translator, proofreader, config=None):
    into, config = letter["into"], config or {}
    about = {**config, "run_name": "registry", "metadata": {**(config.get("metadata") or {}), "into": into}}

    async def work(letter, config: RunnableConfig):
        tags = list(config.get("tags") or [])
        first = {**config, "run_name": f"translate into {into}", "tags": [*tags, "step:translate"]}
        draft = await translator.ainvoke(order(letter), first)
        second = {**config, "run_name": f"proofread {into}", "tags": [*tags, "step:proofread"]}
        final = await proofreader.ainvoke(draft.content, second)
        return final.content

    return await RunnableLambda(work).ainvoke(letter, about)
"""
BROADCAST = """
async def broadcast(play, scene: str, house, desk, config=None):
    begun, final = {}, None
    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async for event in feed:
            kind, now = event["event"], time.perf_counter()
            note = {"who": event["name"], "where": event["metadata"].get("langgraph_node")}
            if kind == "on_chat_model_stream" and "spoken" in event["tags"]:
                if text := text_of(event["data"]["chunk"]):
                    await house(text)
            elif kind in ("on_tool_start", "on_chat_model_start"):
                begun[event["run_id"]] = now
                await desk({**note, "does": "enters"})
            elif kind in ("on_tool_end", "on_chat_model_end"):
                await desk({**note, "does": "exits", "took": round(now - begun[event["run_id"]], 3)})
            if kind == "on_chain_end" and not event["parent_ids"]:
                final = event["data"]["output"]
    return final
"""
SURVEY = """
kept = {}
async def survey(address, locate, checks):
    found, kept = [], {}
    kept[address] = await locate.ainvoke(address)
    found.extend(await asyncio.gather(*[check.ainvoke(kept[address]) for check in checks]))
    return found
"""
COUNTER = """
def build_counter(office, languages: list[str], limit: int):
    def look(letter):
        if not isinstance(letter, dict):
            raise NotAccepted(f"This is a {type(letter).__name__}.", "We take letters.", "Bring a dict.")
        for key in ("text", "into"):
            if not isinstance(letter.get(key), str):
                raise NotAccepted(f"`{key}` is no text.", "We need it.", "Fill it in.")
        if not letter["text"].split():
            raise NotAccepted("`text` is empty.", "Nothing to do.", "Write something.")
        if len(letter["text"].split()) > limit:
            raise NotAccepted(f"It has {len(letter['text'].split())} words.", f"At most {limit}.", "Shorten it.")
        if letter["into"] not in languages:
            raise NotAccepted(f"No {letter['into']} here.", f"We have {', '.join(languages)}.", "Choose one.")
        return letter
    return (RunnableLambda(look) | office).with_config(run_name="counter")
"""
MISSION = """
def mission(forecast, helicopter, diary, saver):
    async def ask_forecast(m: Mission) -> dict:
        return {"weather": await forecast.ainvoke(m["place"])}

    async def ask_vreni(m: Mission) -> dict:
        return {"word": interrupt({"place": m["place"], "weather": m["weather"]})}

    async def fly(m: Mission) -> dict:
        return {"report": await helicopter.ainvoke(m["place"])}

    async def refuse(m: Mission) -> dict:
        return {"report": f"refused: {m['word']}"}

    async def enter(m: Mission) -> dict:
        await diary.ainvoke(m["report"])
        return {}

    graph = StateGraph(Mission)
    for node in (ask_forecast, ask_vreni, fly, refuse, enter):
        graph.add_node(node)
    graph.add_edge(START, "ask_forecast").add_edge("ask_forecast", "ask_vreni")
    graph.add_conditional_edges("ask_vreni", lambda m: "fly" if m["word"] == "go" else "refuse", ["fly", "refuse"])
    graph.add_edge("fly", "enter").add_edge("refuse", "enter").add_edge("enter", END)
    return graph.compile(checkpointer=saver)
"""
ACT = """
async def act(singer, extras, scene: str):
    job = asyncio.create_task(extras.ainvoke(scene))
    try:
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if word.content:
                    yield word.content
        yield await job
    finally:
        job.cancel()
        await asyncio.wait([job])
"""
SHOW = """
async def show(model, question, write, config=None):
    said = []
    async with aclosing(model.astream(question, config)) as chunks:
        async for chunk in chunks:
            if chunk.content:
                said.append(chunk.content)
                await write(chunk.content)
"""
BODY = SHOW.partition("config=None):\n")[2]
RECEIPT = """
async def show(model, question, write, config=None):
    said, first, began = [], None, time.perf_counter()
    async with aclosing(model.astream(question, config)) as chunks:
        async for chunk in chunks:
            if chunk.content:
                first = time.perf_counter() - began if first is None else first
                said.append(chunk.content)
                await write(chunk.content)
    return {"answer": "".join(said), "first": first, "total": time.perf_counter() - began}
"""
SENTENCES = """
async def sentences(tokens):
    sentence = ""
    async with aclosing(tokens):
        async for text in tokens:
            for character in text:
                sentence += character
                if character in ".!?":
                    yield sentence.strip()
                    sentence = ""
        if rest := sentence.strip():
            yield rest
"""
PURSE = """
async def dictate(purse, clerk, prompt):
    async with aclosing(clerk.astream(prompt)) as pieces:
        while True:
            if purse.left < purse.dearest:
                raise PurseEmpty(f"A piece may cost {purse.dearest}, and {purse.left} is left.")
            purse.left -= purse.dearest
            spent = 0
            try:
                piece = await anext(pieces)
                spent = piece.usage_metadata["output_tokens"] if piece.usage_metadata else len(piece.content and "1")
            except StopAsyncIteration:
                return
            finally:
                purse.left += purse.dearest - spent
            if piece.content:
                yield piece.content
"""
FANOUT = """
async def ask_all(question, tools, limit):
    gate = asyncio.Semaphore(limit)

    async def ask(source):
        async with gate:
            return await source.ainvoke(question)

    tasks = [asyncio.create_task(ask(source)) for source in tools]
    await asyncio.gather(*tasks)
    return [task.result() for task in tasks]
"""
FANNED = FANOUT.partition("question)\n\n    ")[2].rstrip()
TRIAGE_TOLD = """
def build_triage(catalogue, limit: int):
    permits, in_flight = asyncio.Semaphore(limit), 0

    async def look_up(place, name):
        nonlocal in_flight
        async with permits:
            in_flight += 1
            try:
                evidence = {"place": place, "in_flight": in_flight}
                return await catalogue.ainvoke(name, {"tags": [f"alert:{name}"], "metadata": evidence})
            finally:
                in_flight -= 1

    async def triage(names: list) -> list:
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(look_up(place, name)) for place, name in enumerate(names)]
        return [one.result() for one in asked]

    return RunnableLambda(triage).with_config(run_name="triage")
"""
TRIAGE = """
def build_triage(catalogue, limit: int):
    permits = asyncio.Semaphore(limit)

    async def look_up(name):
        async with permits:
            return await catalogue.ainvoke(name)

    async def triage(names: list) -> list:
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(look_up(name)) for name in names]
        return [one.result() for one in asked]

    return RunnableLambda(triage).with_config(run_name="triage")
"""
ANSWERED = 'return RunnableLambda(triage).with_config(run_name="triage")'
GATHERED = TRIAGE.split("-> list:\n        ")[1].partition("\n\n")[0]
TESTS = """
async def test_relay(relay, scripted):
    said = ["no", "", " ", "Smith", "smith"]
    heard = [word async for word in relay(scripted.source(said, every=1.0), ["Smith"])]
    assert heard == ["no", "", " ", "smith"]
"""
DROPS = """
    async def go():
        assert [word async for word in relay(scripted.source(said))] == said

    asyncio.run(go())
"""
DROPPED = """
async def go():
    pass

holder = [go()]
holder.append(holder)
del holder
"""
HEAD = "(tide, days, table, seconds):\n"
TABULATE, TIDED = f"async def tabulate{HEAD}", "await asyncio.to_thread(tide, day)"
POOLED = "await asyncio.get_running_loop().run_in_executor(pool, search, query)"
NODE = 'return await ToolNode(tools).ainvoke([AIMessage("", tool_calls=calls)])'
HOUSE = TABLE.partition("    ")[2].partition("\n")[0]
COOKS = KITCHEN.partition("say, ")[2].partition("    async def dress")[0]
SAY, STOVE, MADE = "get_stream_writer(), []", "await stove.ainvoke(dish)", 'return graph.compile(name="kitchen")'
EDGE = '"fly" if m["word"] == "go" else "refuse", ["fly", "refuse"]'
NOWHERE = "no node of the graph is called so"
DISHES = KITCHEN.partition("[]\n        ")[2].partition("\n        return")[0]
SHOUTS = DISHES.partition("\n            cooked")[0]

# chapter, task, its check, the right answer; and for each slip what stands there, what is written instead, and words
# that have to be read.
SLIPS = {
    ("02-event-loop", "watch", "watch-beat", WATCH): [
        ("await flash(number)", "await flsh(number)", ["The task `shine` ended with `NameError`", "'flsh'", LINE]),
        ("await flash(number)", "await flash(number, every)", ["The task `shine` ended with `TypeError`", LINE]),
        ("await flash(number)", "raise ValueError('no')", ["The task `shine` ended with `ValueError`: no.", LINE]),
        ("await flash(number)", "await flash(number, number)", ["Your line calls `flash` itself", LINE]),
        ("await flash(number)", "await flash(n=number)", ["under the name that its first line has for it", LINE]),
        ("(errand, what)", "(errand, what, 1)", ["Your line has `cellar` called", LINE]),
        ("await flash(number)", "input('?')", ["came to its end there: A question at the keyboard", LINE]),
        ("await flash(number)", "await asyncio.to_thread(input)", ["Use an argument for what it asks", LINE]),
        ("await flash(number)", "breakpoint()", ["Take it out, and `print` what you want to see", LINE]),
        ("errand, what, flash, every: float", "flash, every, errand, what", ["stand in another order", LINE]),
        ("        light.cancel()\n", "        light.cancel()\n\nkeep_watch = keep_watch(1, 2, 3, 4)\n",
         ["Did a later line give the name away?", "Take that line away", LINE + "17: keep_watch = keep_watch"]),
        ("light.cancel()", "(await asyncio.wait([light], timeout=0))[1].cancel()", ["is a set", "in a loop", LINE]),
        ("light.cancel()", "(await asyncio.wait([light], timeout=0))[1][0]", ["no first and no last", LINE]),
        ("- clock())", "- clok())", ["Did you mean: 'clock'?", LINE]),
        ("await asyncio.sleep(", "await time.sleep(", ["Write `await asyncio.sleep(...)`", LINE]),
        ("number += 1", 'number = {}["n"]', ["The task `shine` ended with `KeyError`", "no key 'n'", LINE]),
    ],
    ("02-event-loop", "watch", "watch-stop", WATCH): [
        ("async def keep", "time = 0\nasync def keep", ["`time` is not what cell", LINE + "1: time = 0"]),
    ],
    ("02-event-loop", "tides", "tides-loop", TIDES): [
        ("time.perf_counter()", "time.perf_countr()", ["Did you mean: 'perf_counter'?", LINE]),
        (TIDED, f"{TIDED}.text", ["has no attribute 'text'", LINE]),
        ("began = time", "while True: await asyncio.sleep(1)\n    began = time", ["Likely an endless loop", LINE]),
        ("tide, days, table, seconds", "days, tide, table, seconds", ["stand in another order than the task's", LINE]),
        ("tide, days, table, seconds", "tide, days, table", ["Keep its first line as the task has it", LINE]),
        ("    return [day", "    yield [day", ["Take the `yield` out of it", LINE]),
        (TABULATE, f"def tabulate{HEAD}    return [1]\n\nasync def other{HEAD}", ["gave a `list`", LINE]),
        (TIDED, "tide(day)", ["to_thread", LINE]),
        ("for day in days:", "while days:\n        day = days.pop(0)", ["The list `days`", LINE + "4, in tabulate"]),
        ("began = time", "days.reverse(); began = time", ["The list `days`", "in another order", LINE + "2, in"]),
        ("began = time", "assert not days, 'none'; began = time", ["`AssertionError`: none", LINE]),
    ],
    ("05-node-streaming", "kitchen", "kitchen-progress", KITCHEN): [
        (DISHES, f"{SHOUTS}\n        cooked = await asyncio.gather(*map(stove.ainvoke, ticket['order']))",
         ["Item 2 came too early, at 0 s", "await that before the next shout"]),
        (STOVE, "stove.ainvoke(dish)", ["Put `await` before the call", LINE + "11, in cook: cooked.append"]),
        (STOVE, "await (await stove.ainvoke(dish))", ["Take the `await` away", LINE]),
        (STOVE, "await stove.ainvoke(dish).content", ["(await model.ainvoke(x)).content", LINE]),
        (STOVE, "(await stove.ainvoke(dish)).content", ["bare answer", LINE]),
        (STOVE, "stove.invoke(dish)", ["in an `async def`", LINE]),
        (STOVE, "await stove(dish)", ["tool.ainvoke(...)", LINE]),
        (STOVE, "stove.ainvok(dish)", ["Did you mean: 'ainvoke'?", LINE]),
        (STOVE, "await stovee.ainvoke(dish)", ["Look how it is spelt", LINE]),
        (STOVE, "asyncio.create_task(stove.ainvoke(dish))", ["as if it were its result", LINE]),
        (STOVE, "asyncio.gather(stove.ainvoke(dish))", ["as if it were its result", LINE]),
        (STOVE, "await asyncio.gather([stove.ainvoke(dish)])", ["Put a star before it", LINE]),
        (STOVE, "asyncio.run(stove.ainvoke(dish))", ["In a plain `def` nothing can be awaited", LINE]),
        ('ticket["order"], 1', 'ticket["ordr"], 1', ["no key `ordr`", "Perhaps `order` is meant", LINE]),
        ('ticket["order"], 1', "ticket.order, 1", ["in brackets", LINE]),
        (MADE, "graph", ["ends without `return`", LINE]),
        (MADE, "return graph", ["not compiled yet", LINE]),
        (MADE, "return graph.compile", ["with brackets, as in `compile(...)`", LINE]),
        (MADE, "yield graph.compile()", ["a `yield` in it", LINE]),
        ("def build_kitchen", "async def build_kitchen", ["begin it with `def`", LINE]),
        ("(stove, garnish):", "(garnish, stove):", ["another order", "`build_kitchen(garnish, stove)`", LINE]),
        ("(stove, garnish):", "(stove):", ["Keep the function's first line", LINE]),
        ('return {"cooked": cooked}', "return cooked", ["LangGraph takes a dict there", "the node `cook`", LINE]),
        ('return {"cooked": cooked}', "pass", ["`cook` returned None", "let it `return` that", LINE]),
        (COOKS, COOKS.replace("say({", "yield ({").partition("        return")[0], ["has a `yield`", LINE + "10, in"]),
        ('return {"cooked"', 'return {"cokked"', ["returned `cokked`", "Perhaps `cooked` is meant", LINE + "12, in"]),
        ('te(ticket["order"], 1)', 'te([ticket["order"].pop()], 1)', ["The list `order`", LINE + "9, in cook"]),
        ('return {"cooked"', 'return {"dishes"', ["returned `dishes`", "looks for `cooked`", LINE + "12, in cook"]),
        ("cooked: list", "cokked: list", ["returned `cooked`", "how it is spelt in these classes", LINE]),
        ('ticket["cooked"]', 'ticket.get("coked")', ["no key `coked`", "Perhaps `cooked` is meant", LINE]),
        ("cook(ticket: Ticket)", "cook()", ["other arguments than its first line takes", LINE]),
        ('.add_edge("dress", END)', '.add_edge("dress", "cook")', ["in a circle, `cook`, `dress` and `cook` again"]),
        ('.add_edge("cook", "dress")', '.add_edge("cook", "cook")', ["runs `cook` again and again", "`END`"]),
        ('.add_edge("cook", "dress")', '.add_edge("cook", "dres")', ["as `add_node` has it", LINE]),
        ('.add_edge("dress", END)', '.add_edge("dress", "END")', ["without quotation marks", LINE]),
        ('.add_edge(START, "cook")', "", ["entrypoint", LINE]),
        ('.add_node("dress"', '.add_nodes("dress"', ["Did you mean: 'add_node'?", LINE]),
        (SAY, "get_stream_writer, []", ["Call it first", LINE]),
        (SAY, f"{SAY}\n        import time; time.sleep(1)", ["await asyncio.sleep", LINE]),
        (SAY, f"{SAY}\n        while True: pass", ["endless loop", LINE]),
        (SAY, f"{SAY}\n        sum(n for n in range(10**11))", ["may well come to an end", LINE]),
        (SAY, f"{SAY}\n        while True: await asyncio.sleep(1)", ["endless loop", LINE]),
        (SAY, f"{SAY}\n        while True:\n            say(1); await asyncio.sleep(1)", ["not come to its end", LINE]),
        (SAY, f"{SAY}\n        await asyncio.Event().wait()", ["an event that nobody sets", "line "]),
        (SAY, f"{SAY}\n        return await cook(ticket)", ["calls itself", LINE]),
        (SAY, f"{SAY}; breakpoint()", ["Take it out", LINE]),
        (SAY, f"{SAY}; input()", ["Use an argument", LINE]),
        (SAY, f"{SAY}; exit()", ["Take it out", LINE]),
    ],
    ("05-node-streaming", "kitchen", "kitchen-updates", KITCHEN): [
        (DISHES, "cooked = await asyncio.gather(*map(stove.ainvoke, ticket['order']))",
         ["`await` each call before you make the next one, in a plain loop"]),
        (STOVE, "await stove.arun(dish)", ["No `config` came to `stove`", "Ask it with `ainvoke`", LINE]),
        (STOVE, 'await stove.ainvoke(dish, {"callbacks": []})', ["take the place of the request's"]),
    ],
    ("05-node-streaming", "table", "table-live", TABLE): [
        ('stream_mode="messages"', 'stream_mode="mesages"', ["Perhaps `messages`", LINE + "2: async"]),
        ('stream_mode="messages"', 'stream_mode=["mesages"]', ["no stream mode `mesages`", LINE + "2: async"]),
        ('stream_mode="messages"', 'mode="messages"', ["no argument `mode`", LINE + "2: async"]),
        ("house, order, sp", "order, house, sp", ["stand in another order", LINE]),
        ("(house.astream", "(await house.astream", ["Take the `await` away", LINE]),
        ("async with", "with", ["Write `async with`", LINE]),
        ('yield about["langgraph_node"], chunk.content', "return", ["`at_the_table` is a coroutine", LINE]),
        ("    yield", "    while True: yield", ["`at_the_table` gave more than 10,000 items", LINE]),
        ("chunk, about in", "one, chunk, about in", ["as many names as there are parts", LINE]),
        ('about["langgraph_node"] in', 'about["langgraf_node"] in', ["no key 'langgraf_node'", LINE]),
    ],
    ("04-astream-events", "front_of_house", "front_of_house-leave", FRONT): [
        ('    yield {"end": end}', '        yield {"end": end}', ["ignored GeneratorExit", "Do not yield there", LINE]),
        ("async def", "from contextlib import *\n@asynccontextmanager\nasync def", ["entered and not read", LINE]),
    ],
    ("05-node-streaming", "table", "table-leave", TABLE): [
        (HOUSE, "feed = house.astream({'order': order}, config, stream_mode='messages')\n    if True:",
         ["was let go of before its end", LINE + "4, in at_the_table: async for chunk, about in feed"]),
    ],
    ("04-astream-events", "front_of_house", "front_of_house-end", FRONT): [
        ('"on_chat_model_stream"', '"on_chat_model_steam"', ["Perhaps `on_chat_model_stream`", LINE + "7: if"]),
        ('"on_tool_end", ', '"on_tools_end", ', ["called `on_tools_end`", "Perhaps `on_tool_end`", LINE + "13: elif"]),
        ('version="v2"', 'version="v4"', ["no such version", 'as a text: `version="v2"`', LINE]),
        ('version="v2"', 'version="v2", include_types=["tols"]', ["Perhaps `tool` is meant", LINE + "4: async"]),
    ],
    ("07-parallel-branches", "survey", "survey-order", SURVEY): [
        ("kept = {}\nasync def survey(address, locate, checks):\n    found, kept = [], {}",
         "found = []\nasync def survey(address, locate, checks):\n    kept = {}",
         ["`found` stands outside of the function", "Make it inside", LINE + "1: found = []"]),
        ("    found, kept", "    a, b = checks\n    found, kept", ["taken apart there has more parts", LINE + "3, in"]),
    ],
    ("07-parallel-branches", "survey", "survey-makespan", SURVEY): [
        ("found, kept = [], {}\n    kept[address] =", "found = []\n    if address not in kept: kept[address] =",
         ["`kept` stands outside of the function", "Make it inside", LINE + "1: kept = {}"]),
    ],
    ("07-parallel-branches", "dossier", "dossier-merge", DOSSIER): [
        ('return {"dossier": {topic: [remark]}}', "return remark", ["takes a dict there", LINE]),
        ('return {"dossier": {topic: [remark]}}', "return [remark]", ["takes a dict there", LINE]),
        ('return {"dossier": {', 'return {"dosier": {', ["returned `dosier`", "has `dossier` and `plot`", LINE]),
        ('return {"dossier": {topic: [remark]}}', "pass", ["returned None", "written nothing", LINE]),
        ("ask(state: Dossier)", "ask()", ["other arguments than its first line takes", LINE]),
        ("ask(state: Dossier)", "ask(state, more)", ["other arguments than its first line takes", LINE]),
        ("        return {t:", "        {t:", ["has no `return`", "what the two make", LINE + "2, in merge: def"]),
        ("{t: sorted({*old.get(t, []), *new.get(t, [])}) for t in {**old, **new}}", "[*old.items(), *new.items()]",
         ["`merge` is a reducer: it is given what is there", LINE + "3, in merge"]),
        ("def merge", "async def merge", ["an `async def`: LangGraph calls it, and awaits nothing", LINE + "2, in"]),
        ("Annotated[dict, merge]", "dict", ["nothing says how to merge them", LINE + "7, in Dossier: dossier: dict"]),
        ('{"tags": [f"branch:{check.name}"]}', '[f"branch:{check.name}"]', ["in its place is a list", LINE]),
        ('{"tags": [f"branch:{check.name}"]}', 'tags=[f"branch:{check.name}"]', ["in its config, and not by", LINE]),
        ("branch(check))", "branch)", ["gave a function", "call it there, with brackets", LINE + "18, in build"]),
        ("        return ask\n", "", ["a name and no function", "let that one `return` it", LINE + "17, in build"]),
        (", branch(check))", ")", ["a name and no function", "Give it the function", LINE + "18, in build"]),
        ("Annotated[dict, merge]", "Annotated[merge, dict]", ["there it is a type", "the type first", LINE]),
        ("Annotated[dict, merge]", "Annotated[dict, list]", ["This one takes others", LINE]),
        ("Annotated[dict, merge]", "Annotated[dict, merge()]", ["Take its brackets away", LINE + "7, in Dossier"]),
        ("merge(old, new)", "merge(old, new, more)", ["called with two values", LINE]),
        ('compile(name', 'compile(checkpointer=__import__("langgraph.checkpoint.memory").checkpoint.memory.'
         'MemorySaver(), name', ["take `checkpointer=...` out of `compile(...)`", LINE]),
    ],
    ("07-parallel-branches", "inspection", "inspection-gap", INSPECTION): [
        ('Send("visit", {"at": n, "room": r, "address": house["address"]})', 'Send("visit", r)',
         ["is a text, and no dict", "what this `Send` hands over", LINE + '17, in visit: room = sent["room"]']),
        ('Send("visit", {"at": n, "room": r, "address": house["address"]})', 'Send("visit", [r])',
         ["is a list", LINE + '17, in visit: room = sent["room"]']),
        ('Send("visit", {"at": n, "room": r, "address": house["address"]})', '{"at": n, "room": r}',
         ["behind `look` gave that, and it names no node", "a list of these and of `Send`", LINE + "31, in build"]),
        ('Send("visit"', 'Send("vsit"', ["A `Send` went to `vsit`", "as `add_node` has it", LINE + "14, in fan"]),
        ('Send("visit"', "Send(visit", ["went to the function `visit`", 'as in "visit"', LINE + "14, in fan"]),
        ("except Locked", 'except "Locked"', ["takes a class of errors", LINE + "20, in visit"]),
        ("({error})", "({error.message})", ["no such attribute", "are `str(error)`", LINE + "21, in visit"]),
        ('.split(",")', ".split", ["was not called", "Call it", LINE + "11, in look"]),
        ("by_name[room]", "by_name.get(room.title())", ["as `get` of a dict gives one", LINE + "19, in visit"]),
        ("=limit)", "=str(limit))", ["`max_concurrency` of a config is a text there", LINE]),
        (SENDS, "pass", ["Let it return a node's name, `END`, or a list of `Send`", LINE + "31, in build"]),
        (SENDS, 'return ["vsit"]', ["none of the targets", LINE + "31, in build"]),
        ('"room": r, ', '"rom": r, ', ["`visit` was given", "Perhaps `rom` is meant", "a `Send`", LINE + "17, in vis"]),
    ],
    ("04-astream-events", "broadcast", "broadcast-desk", BROADCAST): [
        ('round(now - begun[event["run_id"]], 3)', 'now - begun[event["run_id"]]', ["is right there, and not rounded"]),
        (', "took": round(now - begun[event["run_id"]], 3)', "", ["All else in it is right: that key stands nowhere"]),
        ('"does": "enters"', '"do": "enters"', ["`[0]` it has the key 'do'", "the key 'does' in its place"]),
        ('event["parent_ids"]', 'event["parent_id"]', ["Perhaps `parent_ids` is meant", LINE + "15, in broadcast"]),
        ('["chunk"]', '["chunks"]', ["Perhaps `chunk` is meant", LINE + "8, in broadcast"]),
    ],
    ("04-astream-events", "broadcast", "broadcast-run", BROADCAST): [
        ("await house(text)", "asyncio.create_task(house(text))", ["what you were given may wait as well"]),
    ],
    ("01-contracts", "counter", "counter-through", COUNTER): [
        ("        return letter\n", "", ["`look` is a step of a chain, and has no `return`", LINE + "2, in look: def"]),
    ],
    ("01-contracts", "bureau", "bureau-ways", BUREAU): [
        ("len(said.content.split())", "len(said.split())", ["is a message", "`message.content`", LINE + "3, in give"]),
        ("said.content.split())", "said.content.split)", ["was not called", "Call it", LINE + "3, in give"]),
        ("| translator |", "| translator() |", ["A model is no function", "without brackets", LINE + "5, in build"]),
        ("return RunnableLambda(order) | translator | RunnableLambda(give)", "return give",
         ["If it is the step itself, make a runnable of it: `RunnableLambda(give)`", LINE + "5, in build"]),
    ],
    ("01-contracts", "bureau", "bureau-notice", BUREAU): [
        ("return RunnableLambda(order) | translator | RunnableLambda(give)", "return give",
         ["Something was a `function` there", "If it is the step itself", LINE + "5, in build_bureau: return give"]),
        ("return RunnableLambda(order) | translator | RunnableLambda(give)", "return {}",
         ["Something was a `dict` there", "Return a runnable", LINE + "5, in build_bureau: return {}"]),
    ],
    ("01-contracts", "register", "register-tree", REGISTER): [
        ("config or {}", "config", ["config or {}", LINE + "3, in register: about"]),
        ("(draft.content, ", "(draft, ", ["a message by itself", "the message in a list", LINE + "10, in work"]),
        ("final.content", "final.strip()", ["is a message", LINE + "11, in work"]),
        ('letter["into"]', 'letter.get("in").strip()', ["as `get` of a dict gives one", LINE + "2, in regis"]),
    ],
    ("07-parallel-branches", "inspection", "inspection-map", INSPECTION): [
        ("(max_concurrency=limit)", '(configurable={"max_concurrency": limit})', ["inside of `configurable`", LINE]),
    ],
    ("10-failure", "mission", "mission-word", MISSION): [
        ('{"report": f', '{"reports": f', ["`refuse` returned `reports`", "looks for `report`", LINE + "12, in"]),
        ('{"report": await', '{"reports": await', ["`fly` returned `reports`", "`report` is meant", LINE + "9, in"]),
        ('{"weather": await', '{"wether": await', ["returned `wether`", "Perhaps `weather` is meant", LINE + "3, in"]),
        ('{"word": interr', '{"wrod": interr', ["returned `wrod`", "edge behind it looks for `word`", LINE + "6, in"]),
        ('["fly", "refuse"])', '["fly"])', ["behind `ask_vreni` gave", "none of the targets", LINE + "22, in mission"]),
        (EDGE, 'm["word"] == "go"', ["was `True`", NOWHERE, "what a comparison gives", LINE + "22, in mission"]),
        (EDGE, '"flyy"', ["was `flyy`", NOWHERE, "as `add_node` has it", LINE + "22, in mission"]),
        (EDGE, "fly", ["was the function `fly`", 'as in "fly"', LINE + "22, in mission"]),
        (EDGE, "None", ["its function gave None", LINE + "22, in mission"]),
        (EDGE, 'm["word"] == "go", {"go": "fly"}', ["`KeyError`: True", "none of the targets", LINE + "22, in"]),
        (EDGE, '"flyy", ["flyy"]', ["unknown target 'flyy'", "Write the name as `add_node` has it", LINE]),
    ],
    ("09-cancellation", "act", "act-words", ACT): [
        ("yield await job", "raise StopAsyncIteration", ["Write `return` in its place", LINE]),
        ("extras.ainvoke(scene)", "extras.ainvoke", ["got <bound method StructuredTool.ainvoke>", LINE]),
        ("async def act(", "async def other(s, e, c):\n    yield 1\n\ndef act(singer, extras, scene):\n    yield 1\n\n"
         "async def more(", ["`act` is a plain generator", LINE]),
        ("yield word.content", "while True: print(word)", ["endless loop"]),
    ],
    ("10-failure", "radio", "radio-pauses", RADIO): [
        ("calls, pause, last = time.perf_counter(), 0, 1", "calls, pause, last = time.perf_counter(), 0, 2",
         ["at 31.25 s, and this error carries that along", "Your own line raised it", LINE]),
        ("await asyncio.sleep(pause)", "while time.perf_counter() - begun < 1.5: await asyncio.sleep(0)",
         ["in which no virtual time passes", "For a time: `await asyncio.sleep(...)`", LINE]),
        ("(ConnectionError, TimeoutError)", "ConnectionError or TimeoutError",
         ["catches `ConnectionError` alone", "Line 8 of cell In["]),
        ("(ConnectionError, TimeoutError)", "ConnectionError | TimeoutError", ["no `|` between them", LINE]),
        ("last = error", "await asyncio.current_task()", ["the task that this line runs in", "name='radio'>", LINE]),
        ("last = error", "await asyncio.gather(asyncio.current_task())", ["or one that waits for itself", "line 10, "]),
        ("last = error", "await asyncio.wait_for(asyncio.current_task(), 1)", ["Look for a `cancel()`", LINE]),
        ("last = error", "int('x')", ["Look at your line: it may be wrong by itself", LINE]),
    ],
    ("06-async-tools", "deadline", "deadline-exact", DEADLINE): [
        ("coroutine=timed", "func=timed", ["`coroutine=`"]),
        ("coroutine=timed", "timed", ["`coroutine=`"]),
        ("coroutine=timed", "coroutine=timed()", ["without brackets", LINE]),
        ("return await", "return", ["`await`"]),
        ("source.ainvoke(", "asyncio.to_thread(source.func, ", ["Ask the tool itself, without a thread", LINE]),
        ("async with", "with", ["Write `async with`", LINE]),
        ('        """Ask the source, with a deadline."""\n', "", ["description=", LINE]),
        ("return StructuredTool", "StructuredTool", ["ends without `return`", LINE]),
        ("except TimeoutError", "except TimeOutError", ["Did you mean", LINE]),
        ("query: str", "q: str", ["`query` came, and it wants `q`", LINE + "2, in timed"]),
        ("query: str", "query: int", ["annotate it as the task does", LINE + "2, in timed"]),
        ("(query)", "({'q': query})", ["`q` came, and it wants `query`", "give it `query`", LINE]),
        ("(query)", "(query, query)", ["taken for its `config`", LINE]),
    ],
    ("03-astream", "show", "show-live", SHOW): [
        (BODY, "    time.sleep(3600)\n", ["`time.sleep` (", "blocked the event loop for 3600 s", LINE]),
        (BODY, "    __import__('subprocess').run(['true'])\n", ["blocked the event loop", LINE]),
        (BODY, "    [len(each) for each in open(__import__('os').__file__)]\n", ["`open` (", "blocked the", LINE]),
        ("async def", "from functools import cache\n@cache\nasync def", ["is behind a cache", LINE]),
        ("    said", "    kept = {model: 1}\n    said", ["unhashable type: 'ChatModel'", "its `name`", LINE]),
        ("async def show(", "class show:\n    def __init__(self, model): pass\n\nasync def more(",
         ["is a class, and should be a function", LINE]),
        ("await write(chunk.content)", "asyncio.create_task(write(chunk.content))", ["was still open", LINE]),
        ("await write(chunk.content)", "asyncio.ensure_future(write(chunk.content))", ["was still open", LINE]),
        ("write, config=None", "*write, config=None", ["a star before its parameter `write`", LINE]),
        ("await write(", "await asyncio.Lock()\n            await write(", ["Write `async with` it", LINE]),
        ("await write(", "await asyncio.Queue()\n            await write(", ["await queue.get()", LINE]),
        ("await write(", "await asyncio.Event()\n            await write(", ["await event.wait()", LINE]),
        ("await write(", "await asyncio.TaskGroup()\n            await write(", ["Write `async with`, as in", LINE]),
        ("await write(", "await model\n            await write(", ["Ask it: `await tool.ainvoke(...)`", LINE]),
        ("async with aclosing(model.astream(question, config)) as chunks:",
         "chunks = model.astream(question, config)\n    if True:\n        print(anext(chunks).content)",
         ["Put `await` before that call", LINE]),
        ("await write(chunk.content)", "write(chunk.content)", ["`write(...)` was called 3 times", LINE]),
        ("await write(chunk.content)", "await asyncio.to_thread(write, chunk.content)", ["without a thread", LINE]),
        ("await write(chunk.content)", "await write(chunk.content)\n                await asyncio.sleep(0.5)",
         ["had slept for 1 s until then", LINE, "model 1.5 + waiting 0.5"]),
        ("await write(chunk.content)",
         "try: await writ(chunk.content)\n                except Exception: pass",
         ["There is no `writ`", "Is `write` meant?", LINE]),
    ],
    ("03-astream", "show", "show-receipt", RECEIPT): [
        ("(question, config)", "(question)", ["there: `model.astream(question, config)`", LINE]),
        ("(question, config)", "(question, {'tags': ['mine']})", ["the request's `config` as it is.", LINE]),
    ],
    ("03-astream", "sentences", "sentences-live", SENTENCES): [
        ("yield sentence.strip()", "pass", ["none of them was handed on"]),
        ("async with aclosing(tokens):", "await aclosing(tokens)\n    if True:", ["async with aclosing(stream)", LINE]),
        (SENTENCES.partition("tokens):\n")[2], "    return [each async for each in tokens]\n",
         ["with a `yield` in it the function is handed the pieces", LINE]),
        (SENTENCES.partition("tokens):\n")[2], "    async with aclosing(tokens): return ''\n",
         ["with a `yield` in it the function is handed the pieces", LINE]),
        (SENTENCES.partition("tokens):\n")[2], "    return await anext(tokens)\n",
         ["with a `yield` in it the function is handed the pieces", LINE]),
    ],
    ("03-astream", "sentences", "sentences-close", SENTENCES): [
        ("        async for text in tokens:\n", "        for text in [each async for each in tokens]:\n",
         ["Nothing was handed on before `source` had made its last item", LINE]),
        ("async with aclosing(tokens):", "if True:", ["was still open", LINE]),
        (SENTENCES.partition("tokens):\n")[2],
         "    async for text in tokens:\n        yield text\n    await tokens.aclose()\n",
         ["Perhaps that line is not come to", LINE]),
        (SENTENCES.partition("tokens):\n")[2],
         "    try:\n        async for text in tokens:\n            yield text\n    finally:\n        yield ''\n",
         ["ignored GeneratorExit", LINE]),
        ("def sentences", "def split_up", ["It defines `split_up` now", "Give it the name `sentences`"]),
        ("in tokens:", "in tokens():", ["before the brackets there is no function", LINE]),
    ],
    ("11-evidence", "purse", "purse-cap", PURSE): [
        ('["output_tokens"]', '["output_token"]', ["no key 'output_token'", "Perhaps `output_tokens` is meant", LINE]),
    ],
    ("11-evidence", "purse", "purse-shared", PURSE): [
        (" return\n", " raise StopAsyncIteration\n", ["Write `return` in its place", LINE]),
        ("piece = await anext(pieces)", "piece = anext(pieces)", ["Put `await` before that call", LINE]),
    ],
    ("12-boss", "fanout", "fanout-order", FANOUT): [
        ("question, tools", "question, *tools", ["a star before its parameter `tools`", LINE]),
        ("[task.result() for task in tasks]", "[task.result() for task in (await asyncio.wait(tasks))[0]]",
         ["it is reversed", "have no order"]),
        ("[task.result() for task in tasks]", "tasks", ["holds 3 tasks in place of results", LINE]),
        (FANNED, "return asyncio.gather(*[ask(t) for t in tools])", ["holds 1 `gather` future", LINE]),
        (FANNED, "async with asyncio.TaskGroup() as group:\n        return [group.create_task(ask(t)) for t in tools]",
         ["holds 3 tasks", LINE]),
        (FANNED, "loop = asyncio.get_running_loop()\n    return [loop.run_in_executor(None, t, 1) for t in tools]",
         ["holds 3 futures", LINE]),
        ("return [task.result", "return [tsk.result", ["'tsk'", LINE]),
        ("source.ainvoke(question)", "source.ainvoke(qestion)", ["'qestion'", LINE]),
    ],
    ("12-boss", "fanout", "fanout-loop", FANOUT): [
        (FANNED, "return asyncio.gather(*[ask(t) for t in tools])", ["holds 1 `gather` future", LINE]),
        (FANNED.partition("\n")[2], "    return [1, 2]", ["`legacy` was still open", LINE]),
    ],
    ("08-backpressure", "triage", "triage-cap", TRIAGE): [
        ("def build", "async def build", ["Begin it with `def` where the task does", LINE + "1: async def build"]),
        (ANSWERED, "return triage", ["make a runnable of it: `RunnableLambda(...)`", LINE]),
        ("async with permits", "with permits", ["Write `async with`", LINE]),
        ("await catalogue.ainvoke", "catalogue.invoke", ["Call it with `await ... .ainvoke(...)`", LINE]),
        ("await catalogue", "catalogue", ["Put `await` before the call", LINE]),
        ("async with permits", '{}["tag"]\n        async with permits', ["no key 'tag'", LINE]),
        ("async with permits", "[][1]\n        async with permits", ["list index out of range", LINE]),
        ("async with permits", "async with permitts", ["Look how it is spelt", LINE]),
        (GATHERED, "return await asyncio.gather(*[look_up(nme) for name in names], return_exceptions=True)",
         ["Did you mean: 'name'?", LINE]),
        (GATHERED, "return await asyncio.gather(*[look_up(name, 1) for name in names], return_exceptions=True)",
         ["takes 1 positional argument but 2 were given", LINE]),
    ],
    ("08-backpressure", "triage", "triage-evidence", TRIAGE_TOLD): [
        ("def build", "async def build", ["begin it with `def`", LINE + "1: async def build"]),
        (ANSWERED, "return triage", ["as in `RunnableLambda(triage)`", LINE]),
        ("async with permits", '{}["tag"]\n        async with permits', ["no key 'tag'", LINE]),
    ],
    ("11-evidence", "relay", "relay-words", TESTS): [
        ("scripted.source", "scripted.sorce", ["Did you mean: 'source'?", "how it is spelt, what it calls", LINE]),
        ("(relay, scripted)", "(scripted)", ["Ask for it by a parameter: `async def test_relay(relay, ...)`", LINE]),
        ("(relay, scripted)", "(relay, words, scripted)", ["asks for `words`, and no fixture is called so", LINE]),
        ("assert heard", "await asyncio.Event().wait()\n    assert heard", ["not ended after 3,600 s", LINE]),
        ("assert heard", "while True: await asyncio.sleep(1)\n    assert heard", ["a loop around it has no end", LINE]),
        ("assert heard", "while True: pass\n    assert heard", ["What is tested may read all", LINE]),
        ("assert heard", "yield heard\n    assert heard", ["has `yield` in it", LINE]),
        ("assert heard", "with raises('ConnectionError'): pass\n    assert heard", ["It catches none", LINE]),
        ("assert heard", "await tool('web').ainvoke('x')\n    assert heard", ["import live`", LINE]),
        ("assert heard", "tool('web')('x')\n    assert heard", ["Ask it with its method", LINE]),
        ("assert heard", "[word for word in tool('web')]\n    assert heard", ["Make it live", LINE]),
        ("assert heard", "await asyncio.sleeep(1)\n    assert heard", ["Did you mean: 'sleep'?", LINE]),
        ("assert heard", "async with asyncio.TaskGroup() as g:\n        g.create_task(asyncio.sleeep(1))",
         ["Did you mean: 'sleep'?", "how it is spelt, what it calls", LINE]),
        ("assert heard", "asyncio.run(asyncio.sleep(1))", ["In an `async def`, `await` the call", LINE]),
        ("assert heard", "{}['n']\n    assert heard", ["no key 'n'", LINE]),
        ("assert heard", "raise TimeoutError('mine')\n    assert heard", ["A test asks for what was promised", LINE]),
        ("assert heard", "assert not heard, 'silence'\n    assert heard", ["`AssertionError`: silence", LINE]),
        ('== ["no", "", " ", "smith"]', '== ["no"]', ["assert ['no', '', ' ', 'smith'] == ['no']", LINE]),
        ("assert heard", "await asyncio.sleep(1)\n    assert now() == 1.0 and heard", ["assert 6.0 == 1.0", LINE]),
        ('heard == ["no", "", " ", "smith"]', '(heard == ["no"], "words")', ["holds whatever happens", LINE]),
        ("async def test_relay", "async def relay_test", ["Is `relay_test` one?", LINE + "1: async def relay_test"]),
        ("word in relay", "word in await relay", ["Take the `await` away", LINE]),
        ("word async for", "word for", ["Write `async for`", LINE]),
        ('scripted.source(said, every=1.0)', "said", ["what it hands over", LINE]),
    ],
    ("06-async-tools", "legacy", "legacy-loop", LEGACY): [
        (POOLED, "pool.submit(search, query)", ["asyncio.wrap_future(future)"]),
        (POOLED, "await pool.submit(search, query)", ["asyncio.wrap_future(future)", LINE]),
        (POOLED, "pool.submit(search, query) > 'x'", ["asyncio.wrap_future(future)", LINE]),
        ("(pool, search, query)", "(pool, search(query))", ["Hand over the function itself", LINE]),
        ("(pool, search, query)", "(pool, ask, query)", ["await it, without a thread"]),
        (POOLED, "search(query)", ["to_thread", LINE]),
        ("ThreadPoolExecutor", "__import__('concurrent.futures').futures.ProcessPoolExecutor", ["of threads", LINE]),
    ],
    ("06-async-tools", "answers", "answers-siblings", ANSWERS): [
        (ANSWERS.rpartition("\n    ")[2], NODE, ["it stands in none", "Make it a node of", LINE]),
        ("gather(*(", "gather((", ["Put a star before it", LINE]),
        ("return await asyncio", "return asyncio", ["Put `await` before it", LINE + "10, in answer_calls: return"]),
        ("return await by_name", "return by_name", ["Put `await` before that call", LINE + "6, in one: return"]),
        ("await asyncio.gather(*(one(each) for each in calls))", "[one(each) for each in calls]",
         ["Put `await` before that call, or give several", LINE + "10"]),
        ("return await asyncio", "await asyncio", ["ends without does return None", LINE]),
        ("async def answer", "def answer", []),
        ("tools, calls", "calls, tools", ["stand in another order", LINE]),
        ('ainvoke(asked_for)', 'ainvoke(asked_for["args"])', ["Something was a `str` there", LINE]),
        ("tool_call_id=", "toolcall_id=", ["Give it the call's `id`", LINE]),
        ('tool_call_id=asked_for["id"], ', "", ["Give it the call's `id`", LINE]),
    ],
}  # fmt: skip
SLIPS |= TASK_SLIPS | BOSS_SLIPS | AUTHOR_SLIPS
CONTRADICTIONS = [
    *NOT_THIS_ONE,
    ("Put `await`", "Take the `await` away"),
    ("It raised", "did not come out of the answer"),
    ("async def` where it is defined", "Return a runnable or a graph"),
    ("no key", "catch it inside the task"),
    ("'undefined' is not defined", "never awaited"),
    ("It should run to its end", "Cancel it in a `finally`"),
    ("`write(...)` was called", "Nothing named `write` was called"),
    ("had made its last item", "closes what it read"),
    ("the request's `config` as it is", "what is your own, set with `.with_config(...)`"),
]
OURS = re.compile(r"/asynclab/|\bRefused\b|RealTimeLimit|<locals>|(?<!from )asynclab\.(lab|scenario|course|observe)")
NOISE = re.compile(r"Exception ignored|RuntimeWarning|Traceback \(most recent")


@pytest.mark.parametrize("asked", SLIPS, ids=lambda asked: asked[2])
def test_a_slip_is_told_with_the_students_line_and_what_to_do(
    asked: tuple[str, str, str, str], kernels: dict[str, Kernel]
) -> None:
    """Of each slip: its words, a line of the cell that was typed where one is known, nothing of the course's own, and
    no two pieces of advice that contradict each other."""
    chapter, task, check, right = asked
    kernel = of_chapter(chapter, kernels)
    kernel.prepare_once(task)
    kernel.run(task, right)
    assert "✓" in kernel.run(check)
    wrong = {}
    for old, new, words in SLIPS[asked]:
        assert old in right
        kernel.run(task, right.replace(old, new, 1))
        number = int(kernel.run("count", "len(In) - 2"))
        shown = " ".join(kernel.run(check).split())
        said = [word.replace(LINE, f"In[{number}], line ") for word in words]
        faults = [word for word in said if word not in shown] + OURS.findall(shown) + NOISE.findall(shown)
        if "✓" in shown or "The check itself went wrong" in shown:
            faults.append("no failure")
        if any(one in shown and other in shown for one, other in CONTRADICTIONS):
            faults.append("contradicts itself")
        if faults:
            wrong[new] = faults
            print(new, shown, sep="\n", end="\n\n")
    kernel.run(task, right)  # later tasks of a chapter may use it
    assert wrong == {}


def test_an_answer_pasted_with_prompts_is_judged(kernels: dict[str, Kernel]) -> None:
    """IPython takes the prompts away, and so does grading; what another file defines has to come into the cell."""
    kernel = of_chapter("02-event-loop", kernels)
    kernel.prepare("watch")
    lines = WATCH.strip().splitlines()
    kernel.run("watch", "\n".join(f"{'...' if at else '>>>'} {line}" for at, line in enumerate(lines)))
    assert "✓" in kernel.run("watch-beat")
    kernel.run("watch", "\n".join(f"{'   ...:' if at else 'In [1]:'} {line}" for at, line in enumerate(lines)))
    assert "✓" in kernel.run("watch-beat")
    kernel.run("watch", f"exec({WATCH!r})")
    assert "defines `keep_watch`: it came by another way" in " ".join(kernel.run("watch-beat").split())


def test_a_task_between_two_checks_tells_how_many_have_not_been_run(kernels: dict[str, Kernel]) -> None:
    """Also once its cell was run again with another answer, on which none has been run."""
    kernel = of_chapter("02-event-loop", kernels)
    kernel.prepare("watch")
    kernel.run("watch", WATCH.replace("number += 1", "number += 1  # as it was before"))
    assert "✓" in kernel.run("watch-beat")
    assert "1 of 3 checks passed, 2 not run" in kernel.run("scratch", 'task("watch")')
    kernel.run("watch", WATCH)
    assert "0 of 3 checks passed, 3 not run on what is there now." in kernel.run("scratch", 'task("watch")')


def test_a_function_that_its_cell_does_not_come_to_is_not_judged(kernels: dict[str, Kernel]) -> None:
    """The kernel has the one of before, and a run from the top of the notebook has none."""
    kernel = of_chapter("02-event-loop", kernels)
    kernel.prepare("watch")
    kernel.run("watch", WATCH)
    assert "✓" in kernel.run("watch-beat")
    kernel.run("watch", f"if False:\n{indent(WATCH, '    ')}")
    shown = " ".join(kernel.run("watch-beat").split())
    assert "`keep_watch` is not there any more" in shown
    assert "defined it when it ran before, and does not now" in shown
    kernel.run("watch", f"if True:\n{indent(WATCH, '    ')}")
    assert "✓" in kernel.run("watch-beat")


def test_what_a_cell_keeps_from_the_notebook_is_not_judged(kernels: dict[str, Kernel]) -> None:
    """Inside of another function, deleted at its end, timed: with what to do, and no tick for the one of before."""
    kernel = of_chapter("02-event-loop", kernels)
    kernel.prepare("watch")
    kept = {
        f"def outer():\n{indent(WATCH, '    ')}": "Move it out of `outer`, to the left margin.",
        f"{WATCH}\ndel keep_watch": "Take the `del` out of cell In[",
        f"%%timeit -n1 -r1\n{WATCH}": "Take the `%%timeit` out, and run the cell again.",
    }
    for before in ("pass", WATCH):
        for source, remedy in kept.items():
            kernel.run("watch", before)
            kernel.run("watch", source)
            shown = " ".join(kernel.run("watch-beat").split())
            assert remedy in shown
            assert "✓" not in shown
    kernel.run("watch", f"%%time\n{WATCH}")
    assert "✓" in kernel.run("watch-beat")


def test_a_name_that_was_taken_and_given_up_does_not_stand_in_the_way(kernels: dict[str, Kernel]) -> None:
    """A built-in is free after its `del`, in whatever cell; an import comes back with its own cell."""
    kernel = of_chapter("02-event-loop", kernels)
    kernel.prepare("watch")
    using = WATCH.replace("lit, number = clock(), 0", "lit, number = clock(), len([])")
    kernel.run("watch", f"len = 3\n{using}")
    kernel.run("watch", using)
    assert "Run `del len` in a cell" in " ".join(kernel.run("watch-beat").split())
    kernel.run("scratch", "del len")
    assert "✓" in kernel.run("watch-beat")
    kernel.run("scratch", "len = 3")
    shown = " ".join(kernel.run("watch-beat").split())
    assert "The task `shine` ended with `TypeError`" in shown
    assert "`len` is not Python's own any more" in shown
    kernel.run("watch", WATCH)
    kernel.run("scratch", "len = 3")
    number = int(kernel.run("count", "In.__len__() - 2"))
    shown = " ".join(kernel.run("watch-stop").split())
    assert "`len` is not Python's own any more" in shown
    assert f"In[{number}], line 1: len = 3" in shown
    assert "at your `keep_watch`" not in shown
    kernel.run("scratch", "del len")
    assert "✓" in kernel.run("watch-stop")
    timed = WATCH.replace("lit, number = clock(), 0", "lit, number = clock(), 0 * time.time()")
    kernel.run("watch", f"time = 3\n{timed}")
    kernel.run("watch", timed)
    assert "has made of it any more" in " ".join(kernel.run("watch-beat").split())
    kernel.run("cell-001")
    assert "✓" in kernel.run("watch-beat")


def test_tests_under_any_of_their_names_are_judged_and_leave_nothing_behind(kernels: dict[str, Kernel]) -> None:
    """`test_relay_words` alone is enough; and what a test drops is not told by Python in the cell that comes next."""
    kernel = of_chapter("11-evidence", kernels)
    kernel.prepare("relay")
    kernel.run("relay", TESTS)
    assert "✓" in kernel.run("relay-words")
    kernel.run("relay", TESTS.replace("test_relay", "test_relay_words"))
    shown = kernel.run("relay-words")
    assert "✓" in shown
    assert "ran the `test_relay_words` of cell" in shown
    kernel.run("relay", TESTS.replace("async def", "def").partition("    heard")[0] + DROPS)
    assert "In an `async def`, `await` the call" in " ".join(kernel.run("relay-words").split())
    assert kernel.run("scratch", "1 + 1") == "2"
    kernel.run("relay", "x = 1")
    assert "`test_relay` is not there any more" in " ".join(kernel.run("relay-words").split())


def test_the_chapters_list_of_tests_is_what_the_checks_run(kernels: dict[str, Kernel]) -> None:
    """Under other names than the stub's: what the cell defined before is told as older, and neither run nor missed."""
    kernel = of_chapter("11-evidence", kernels)
    kernel.prepare_once("relay")
    listed = 'perform(run_tests("test_relay", relay=implementation("relay", RELAY)), globals()).value'  # as it has it
    kernel.run("relay", kernel.source("relay"))
    assert "relay: not attempted yet" in kernel.run("list", listed)
    kernel.run("relay", TESTS.replace("test_relay", "test_relay_words"))
    shown = kernel.run("list", listed)
    assert "{'test_relay_words': 'passed'}" in shown
    assert "Left out, as in the checks: `test_relay`. It is older" in shown
    assert "✓" in kernel.run("relay-words")
    kernel.run("relay", TESTS)
    assert "{'test_relay': 'passed'}" in kernel.run("list", listed)
    assert "✓" in kernel.run("relay-words")


def test_a_name_of_the_courses_that_was_taken_is_told_of_a_test_as_well(kernels: dict[str, Kernel]) -> None:
    """The test calls it, and goes wrong on right code."""
    kernel = of_chapter("11-evidence", kernels)
    kernel.prepare("relay")
    kernel.run("scratch", "now = 3")
    kernel.run("relay", TESTS.replace("    assert heard", "    assert now() == 5.0\n    assert heard"))
    shown = " ".join(kernel.run("relay-words").split())
    assert "`now` is not what cell In[" in shown
    assert "has given the name to something else" in shown
    kernel.run("cell-001")
    kernel.run("scratch", "len = 3")
    kernel.run("relay", TESTS.replace("    assert heard", "    assert len(heard) == 4\n    assert heard"))
    shown = " ".join(kernel.run("relay-words").split())
    assert "Run `del len` in a cell" in shown or "free this one: `del len`" in shown
    kernel.run("scratch", "del len")
    assert "✓" in kernel.run("relay-words")


def test_a_coroutine_that_a_cell_drops_is_told_with_no_line_of_the_courses(kernels: dict[str, Kernel]) -> None:
    """One that only a cycle holds on to is thrown away behind the cell, by a line of the course's."""
    kernel = of_chapter("11-evidence", kernels)
    shown = kernel.run("scratch", DROPPED)
    assert "coroutine 'go' was never awaited" in shown
    assert not OURS.search(shown)


def test_a_builtin_that_was_taken_is_told_of_a_cell_that_stops_for_it(kernels: dict[str, Kernel]) -> None:
    """Not the cell is to be mended, which is as the task has it."""
    kernel = of_chapter("03-astream", kernels)
    kernel.prepare("show")
    kernel.run("scratch", "dict = 3")
    typed = SHOW.replace("config=None", "config: dict | None = None")
    kernel.run("show", typed)
    number = int(kernel.run("count", "In.__len__() - 2"))
    shown = " ".join(kernel.run("show-live").split())
    assert f"`dict` is not Python's own: cell In[{number - 1}] has given the name" in shown
    assert f"Run `del dict` in a cell, and then cell In[{number}] again." in shown
    assert f"In[{number}], line 1: async def show(" in shown
    kernel.run("scratch", "del dict")
    kernel.run("show", typed)
    assert "✓" in kernel.run("show-live")


def test_a_scenario_of_ones_own_is_told_to_be_mended_where_it_does_not_fit(kernels: dict[str, Kernel]) -> None:
    """By hand there is no check, and the function's first line may well be right."""
    kernel = of_chapter("02-event-loop", kernels)
    kernel.prepare("watch")
    kernel.run("watch", WATCH)
    shown = " ".join(kernel.run("scratch", 'perform(call("keep_watch"), globals())').split())
    assert "does not take what it is given: missing a required argument: 'errand'" in shown
    assert 'as in `call("keep_watch", ...)`' in shown
    assert "check" not in shown


def test_what_a_library_warns_of_names_no_line_of_the_courses(kernels: dict[str, Kernel]) -> None:
    """`text()` is a method still, and its warning is of whoever called the generator that called it."""
    kernel = of_chapter("05-node-streaming", kernels)
    kernel.prepare("table")
    kernel.run("table", TABLE.replace("chunk.content", "chunk.text()"))
    shown = kernel.run("table-live")
    assert "✓" in shown
    assert not OURS.search(shown)
    assert "Warning" not in shown


def test_what_a_right_answer_never_awaits_is_told_beside_its_tick(kernels: dict[str, Kernel]) -> None:
    """Also where Python's own library makes it: no promise is broken, and it does not do what it says."""
    kernel = of_chapter("03-astream", kernels)
    kernel.prepare("show")
    kernel.run("show", SHOW.replace("    said = []", "    said = []\n    asyncio.sleep(0.5)"))
    number = int(kernel.run("count", "len(In) - 2"))
    shown = " ".join(kernel.run("show-live").split())
    assert "✓" in shown
    assert f"`sleep(...)` in cell In[{number}], line 3, is never awaited, so that nothing of it runs." in shown
    kernel.run("show", SHOW)
    assert "never awaited" not in kernel.run("show-live")


def test_a_name_that_an_answers_cell_has_for_itself_is_not_told_to_be_taken(kernels: dict[str, Kernel]) -> None:
    """A cell of the lesson has one of that name, and nothing that is judged needs it."""
    kernel = of_chapter("04-astream-events", kernels)
    kernel.prepare("front_of_house")
    kernel.run(
        "front_of_house", "said = []\n" + FRONT.replace("said, open_, end, error = [], ", "open_, end, error = ")
    )
    shown = " ".join(kernel.run("front_of_house-end").split())
    assert "It goes wrong at" in shown
    assert "has made of it" not in shown


def test_a_given_class_that_is_written_again_is_told_beside_the_tick(kernels: dict[str, Kernel]) -> None:
    """With the way back to the one that is given, after which nothing more is told of it."""
    kernel = of_chapter("06-async-tools", kernels)
    kernel.prepare("deadline")
    given = int(kernel.run("count", "[n for n, cell in enumerate(In) if 'class SourceTimeout(' in cell][-2]"))
    kernel.run("deadline", f"class SourceTimeout(ToolException):\n    pass\n\n\n{DEADLINE}")
    number = int(kernel.run("count", "len(In) - 2"))
    shown = " ".join(kernel.run("deadline-exact").split())
    assert "✓" in shown
    assert f"Line 1 of cell In[{number}] defines another `SourceTimeout` than cell In[{given}]" in shown
    kernel.run("source_timeout")
    kernel.run("deadline", DEADLINE)
    shown = kernel.run("deadline-exact")
    assert "✓" in shown
    assert "another `SourceTimeout`" not in shown
