"""Slips with tasks and what is awaited, as `tests/kernels/test_slips.py` types them into chapters 2, 4, 7 and 9."""

LINE = "the student's line"  # of a slip without it, no line is known
SURVEY = """
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(c.ainvoke(plot)) for c in checks]
    return [t.result() for t in ts]
"""
GALA = """
async def gala(numbers: list, scene: str, seconds: float | None) -> list[str]:
    tasks = [asyncio.create_task(n.ainvoke(scene)) for n in numbers]
    try:
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
    finally:
        for task in tasks:
            task.cancel()
        hand_in = asyncio.gather(*tasks, return_exceptions=True)
        left = None
        while not hand_in.done():
            try:
                await asyncio.shield(hand_in)
            except asyncio.CancelledError as error:
                left = error
        if left:
            raise left
    lines = []
    for number, task in zip(numbers, tasks):
        if task.cancelled():
            lines.append(f"{number.name}: cut at {seconds:g} s")
        elif error := task.exception():
            lines.append(f"{number.name}: failed ({error})")
        else:
            lines.append(f"{number.name}: {task.result()}")
    return lines
"""
EVENING = """
async def evening(opera, lock_up, programme):
    after, failures, told = "answer", [], []

    async def steps():
        for step in lock_up:
            try:
                await step.ainvoke(programme, {"tags": ["lock-up"], "metadata": {"after": after}})
            except Exception as error:
                failures.append(error)

    try:
        answer = await opera.ainvoke(programme)
    except asyncio.CancelledError:
        after = "cancelled"
        raise
    except Exception:
        after = "error"
        raise
    finally:
        locking = asyncio.create_task(steps())
        while not locking.done():
            try:
                await asyncio.shield(locking)
            except asyncio.CancelledError as error:
                told.append(error)
        if told:
            raise told[-1]
    if failures:
        raise failures[0]
    return answer
"""
ACT = """
async def act(singer, extras, scene):
    words, beside = singer.astream(scene), asyncio.create_task(extras.ainvoke(scene))
    try:
        async for word in words:
            if word.content:
                yield word.content
        yield await beside
    finally:
        beside.cancel()
        await words.aclose()
        await asyncio.wait({beside})
        if not beside.cancelled():
            beside.exception()
"""
ONE_BY_ONE = """
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    tasks = [asyncio.create_task(c.ainvoke(plot)) for c in checks]
    try:
        await asyncio.wait(tasks)
    finally:
        for each in tasks:
            each.cancel()
    return [await each for each in tasks]
"""
TRIED = """
async def survey(address, locate, checks):
    try:
        plot = await locate.ainvoke(address)
        return await asyncio.gather(*[c.ainvoke(plot) for c in checks])
    finally:
        print(end="")
"""
AGAIN = EVENING.partition("steps())\n")[2].partition("    if failures")[0]
TAKES, START = "[t.result() for t in ts]", "tg.create_task(c.ainvoke(plot))"
WAITED = "await asyncio.wait(tasks, timeout=seconds)"

# As `SLIPS` of `tests/kernels/test_slips.py`.
TASK_SLIPS = {
    ("07-parallel-branches", "survey", "survey-order", SURVEY): [
        (f"    return {TAKES}", f"        return {TAKES}", ["`result()` waits for nothing", "behind the block", LINE]),
        (f"    return {TAKES}", f"        out = {TAKES}\n    return out", ["Ask behind the block", LINE + "5, in"]),
        (f"    return {TAKES}", "        print(ts[0].exception())\n    return []", ["`exception()` waits for", LINE]),
        (START, "asyncio.create_task(c.ainvoke(plot))", ["what its own `create_task` has started", LINE + "5, in"]),
        ("    return [t", "    g = asyncio.gather(*ts); return [g.result()]; [t", ["Put `await task`", LINE]),
        ("    return [t", "    asyncio.Future().result(); [t", ["the task or future that it was asked of", LINE]),
        ("async with asyncio.TaskGroup() as tg:\n        ts = [tg", "if True:\n        ts = [asyncio",
         ["`result()` waits for nothing", "Put `await task` in its place", LINE + "5, in"]),
        ("tg.create_task(c.ainvoke(plot)) for", "c.foo for", ["one of its tasks or in its block", LINE + "4, in"]),
        (TAKES, "[t.resutl() for t in ts]", ["Did you mean: 'result'?", "If `result` is meant, spell it so", LINE]),
        (TAKES, "[t.results for t in ts]", ["Did you mean: 'result'?", "`await` the task first", LINE + "5, in"]),
        (TAKES, "[t.state for t in ts]", ["A task or a future was used as if it were its result", LINE + "5, in"]),
        (TAKES, '[{"value": 1}.value]', ["Did you mean: 'values'?", "if a key is meant", LINE + "5, in"]),
        (TAKES, "{1}.discrad(2)", ["Did you mean: 'discard'?", "If `discard` is meant", LINE + "5, in"]),
        ("tg.create_task", "tg.creat_task", ["Did you mean: 'create_task'?", LINE + "4, in"]),
    ],
    ("07-parallel-branches", "survey", "survey-order", ONE_BY_ONE): [
        ("for each in tasks:", "async for each in tasks:", ["Go over it with a plain `for`", LINE + "7, in survey"]),
        ("for each in tasks:", "async for each in zip(tasks):", ["Go over it with a plain `for`", LINE + "7, in"]),
        ("for each in tasks:", "async for each in {}.items():", ["Go over it with a plain `for`", LINE + "7, in"]),
        ("for each in tasks:", "async for each in (t for t in tasks):", ["take a plain `for`", LINE + "7, in"]),
        ("[await each for each in tasks]", "[await each async for each in asyncio.as_completed(tasks)]",
         ["`as_completed` gives what a plain `for` goes over", "`await each` inside", LINE + "9, in survey"]),
        ("[await each for each in tasks]", "[each async for each in locate.ainvoke(1)]",
         ["`ainvoke` gives one answer", "ask with `astream`", LINE + "9, in survey"]),
        ("[await each for each in tasks]", "await anext(locate.ainvoke(1))", ["`ainvoke` gives one answer", LINE]),
        ("    return [", "    feed = locate.ainvoke(1)\n    await anext(feed)\n    return [",
         ["`ainvoke` gives one answer", LINE + "9, in survey"]),
        ("plot = await locate.ainvoke(address)", "p = locate.ainvoke(address); await p; await p",
         ["A coroutine runs once", "Keep what the first `await` gave", LINE + "2, in survey"]),
        ("plot = await locate.ainvoke(address)", "p = locate.ainvoke(address)\n    async def one(): await p\n"
         "    await asyncio.gather(one(), one())", ["Two await one coroutine", "Make a task", LINE + "3, in one"]),
        ("plot = await locate.ainvoke(address)", "p = locate.astream(address); a = anext(p); await a; await a",
         ["Call it anew for each `await`", LINE + "2, in survey"]),
        ("plot = await locate.ainvoke(address)",
         "p = locate.astream(address); await asyncio.gather(anext(p), anext(p))",
         ["Two ask one async generator", "Let one read it", LINE + "2, in survey"]),
        ("wait(tasks)", "wait(tasks[0])", ["was given a single thing", "asyncio.wait({task})", LINE + "5, in survey"]),
        ("wait(tasks)", "wait(locate.ainvoke(1))", ["was given a single thing", LINE + "5, in survey"]),
        ("wait(tasks)", "wait([])", ["given nothing to wait for", "`if tasks:`", LINE + "5, in survey"]),
        ("wait(tasks)", "wait_for(tasks[0])", ["not called as asyncio has it", "`wait_for(call, seconds)`", LINE]),
        ("wait(tasks)", "wait(*tasks)", ["not called as asyncio has it", "`wait(tasks, timeout=seconds)`", LINE]),
        ("wait(tasks)", "gather(*tasks, return_exception=True)", ["`gather(*calls, return_exceptions=True)`", LINE]),
        ("wait(tasks)", "sleep()", ["`sleep(seconds)`", LINE + "5, in survey"]),
        ("plot = await locate.ainvoke(address)", "asyncio.new_event_loop().run_until_complete(locate.ainvoke(1))",
         ["no second one can", "In an `async def`, `await` the call", LINE + "2, in survey"]),
        ("wait(tasks)", "sleep(0, RunnableParallel(checks))", ["takes a dict", LINE + "5, in survey"]),
        ("wait(tasks)", "sleep(0, {**None})", ["`{**(config or {}), ...}`", LINE + "5, in survey"]),
        ("wait(tasks)", "sleep(0, None + 'a')", ["One of the two is None", LINE + "5, in survey"]),
        ("[await each for each", "[each.result for each", ["3 methods in place of results: `Task.result`", "brackets"]),
        ("[await each for each", "[each.done for each", ["3 methods in place of results: `Task.done`", "brackets"]),
        ("await asyncio.wait(tasks)", "return locate.ainvoke", ["holds 1 method", "an `await` before it as well"]),
        ("await asyncio.wait(tasks)", "async with asyncio.timeout(2): await asyncio.gather(*tasks)",
         ["`registry` and `flood` were cancelled at 3 s", "`flood` was cancelled at 3 s", LINE + "5, in survey"]),
        ("    return [", "    import pdb; pdb.set_trace()\n    return [", ["Take it out, and `print`", LINE + "9, in"]),
        ("    return [", "    __import__('pdb').Pdb().set_trace()\n    return [", ["Take it out, and", LINE + "9,"]),
        ("    return [", "    from IPython.core.debugger import set_trace; set_trace()\n    return [",
         ["Take it out, and `print`", LINE + "9, in"]),
        ("await asyncio.wait(tasks)", "tasks[0].cancel(); await asyncio.wait(tasks); tasks[0].result()",
         ["had been cancelled", "ask `task.cancelled()` first", LINE + "5, in survey"]),
        ("plot = await locate.ainvoke(address)",
         "asyncio.run_coroutine_threadsafe(locate.ainvoke(1), asyncio.get_running_loop()).result()",
         ["all of the loop stands still", "Put `await` in its place: the coroutine itself", LINE + "2, in"]),
        ("plot = await locate.ainvoke(address)", "import queue; queue.Queue().get()",
         ["all of the loop stands still", "take asyncio's own in its place", LINE + "2, in survey"]),
        ("plot = await locate.ainvoke(address)", "import threading; threading.Event().wait()",
         ["all of the loop stands still", "take asyncio's own in its place", LINE + "2, in survey"]),
        ("plot = await locate.ainvoke(address)", "await asyncio.create_task(survey(address, locate, checks))",
         ["`survey` starts itself", "nothing ends that", LINE + "2, in survey"]),
        ("plot = await locate.ainvoke(address)", "await asyncio.gather(survey(address, locate, checks))",
         ["`survey` starts itself", "nothing ends that", LINE + "2, in survey"]),
        ("plot = await locate.ainvoke(address)", "import subprocess; subprocess.run(['sleep', '60'])",
         ["A program was run there", "Use a function in place of the program", LINE + "2, in survey"]),
        ("plot = await locate.ainvoke(address)", "import os; os.system('sleep 60')",
         ["A program was run there", "Use a function in place of the program", LINE + "2, in survey"]),
        ("async def survey(", "from langchain_core.runnables import chain\n\n@chain\nasync def survey(",
         ["should be a function", "a decorator such as", LINE]),
        ("(address, locate, checks):", "(*, address, locate, checks):", ["`survey(*, address, locate, checks)`", LINE]),
        ("(address, locate, checks):", "(address, locate, checks, /, n):", ["checks, /, n)` does not take", LINE]),
        ("[await each for", "[await e\u0430ch for", ["`\u0430` (cyrillic small letter a)", "Type the name anew", LINE]),
        ("locate.ainvoke", "locate.ainv\u043eke", ["`\u043e` (cyrillic small letter o)", LINE]),
        ("    return [", "    await asyncio.gather(locate.ainvoke(1), undefined)\n    return [",
         ["'undefined' is not defined", LINE + "9, in survey"]),
    ],
    ("07-parallel-branches", "survey", "survey-leave", TRIED): [
        ('print(end="")', "return []", ["A `return` in a `finally` throws away", "did not come out", LINE + "6: "]),
        ('finally:\n        print(end="")', "except BaseException: pass", ["was caught, and not", LINE + "5: "]),
        ('finally:\n        print(end="")', "except asyncio.CancelledError: pass", ["was caught, and", LINE + "5: "]),
        ('finally:\n        print(end="")', "except (KeyError, asyncio.CancelledError): pass", [LINE + "5: "]),
        ('finally:\n        print(end="")', "except: return []", ["was caught, and not raised", LINE + "5: "]),
    ],
    ("07-parallel-branches", "survey", "survey-order", TRIED): [
        ('print(end="")', "return []", ["`return []`, stands in a `finally`, and throws away", "In[", "of cell"]),
    ],
    ("09-cancellation", "act", "act-words", ACT): [
        ("yield await beside", "yield beside", ["holds 1 task in place of results", LINE + "2, in act"]),
        ("yield await beside", "yield [beside, beside]", ["holds 2 tasks in place of results", LINE + "2, in act"]),
        ("yield await beside", "yield beside.result", ["holds 1 method in place of results: `Task.result`"]),
        ("= singer.astream(scene),", "= aclosing(singer.astream(scene)),", ["is entered, and what", LINE]),
        ("    try:\n", "    async with aclosing(singer.ainvoke(scene)): pass\n    try:\n",
         ["`ainvoke` gives one answer", "ask with `astream`", LINE + "3, in act"]),
        ("    try:\n", "    async with aclosing(singer.astream_events(scene, version='v3')): pass\n    try:\n",
         ["gives a coroutine", 'write `version="v2"`', LINE + "3, in act"]),
    ],
    ("09-cancellation", "act", "act-leave", ACT): [
        ("        if not beside.cancelled():\n            beside.exception()", "        return",
         ["did not come out", "throws away whatever error", "Take it out of the `finally`", LINE + "12: "]),
        ("        yield await beside\n", "        yield await beside\n    except BaseException: pass\n",
         ["was caught, and not raised again", LINE + "8: "]),
    ],
    ("09-cancellation", "act", "act-ends", ACT): [
        ("        if not beside.cancelled():\n            beside.exception()", "        return",
         ["`ConnectionError` at 2 s, and that did not come out", "throws away whatever error", LINE + "12: "]),
        ("        yield await beside\n", "        yield await beside\n    except OSError: pass\n",
         ["something caught that and went on", LINE + "8: "]),
    ],
    ("09-cancellation", "evening", "evening-twice", EVENING): [
        (AGAIN, "        await asyncio.shield(locking)\n", ["wait for it until it is done: again", LINE + "20, in"]),
        (AGAIN, "        await asyncio.wait({locking})\n", ["wait for it until it is done: again", LINE + "20, in"]),
    ],
    ("09-cancellation", "gala", "gala-leave", GALA): [
        ("left = error\n", "left = error; break\n", ["`wardrobe` was still", "until it is done: again"]),
    ],
    ("09-cancellation", "gala", "gala-kept", GALA): [
        ("        if tasks:\n            await asyncio.wait(tasks, timeout=seconds)\n    finally:",
         "        import time; time.sleep(seconds or 1)\n        [t.result() for t in tasks]\n    finally:",
         ["`result()` waits for nothing", "`time.sleep`", "blocked the event loop", "No task goes on", LINE + "5, in"]),
        (f"            {WAITED}\n", f"            {WAITED}\n            [t.exception() for t in tasks]\n",
         ["`exception()` waits for nothing", "ask `done()` first", LINE + "6, in"]),
        ("task.cancelled():", "task.canceled():", ["Look how it is spelt: `cancelled`", LINE + "20, in"]),
        ("task.cancel()", "task.cancell()", ["Did you mean: 'cancel'?", "Look how it is spelt", LINE + "8, in"]),
        ("task.exception()", "task.excpetion()", ["Look how it is spelt: `exception`", LINE + "22, in"]),
        ("hand_in.done()", "hand_in.doen()", ["Did you mean: 'done'?", "If `done` is meant", LINE + "11, in"]),
        ("asyncio.shield(", "asyncio.sheild(", ["Did you mean: 'shield'?", LINE + "13, in"]),
    ],
}  # fmt: skip
