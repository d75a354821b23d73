"""The ways in which a notebook's code can come about or come to be called, as texts of cells.

Each defines `async def answer()`, which calls `do()` exactly once in a step of the loop. `do` is made of C and of
asynclab's own functions: no frame of it is the student's. The line that is to blame ends with `# HERE`; without one,
nobody can read the line, and `answer` is blamed. `beside` are files next to the notebook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ANSWER = """
async def answer():
    do()
"""
HELPER = "from shared import do\nasync def answer():\n    do()  # HERE"


@dataclass(frozen=True)
class Way:
    """cell: the text. function: the name that the blame has. beside: files by path."""

    name: str
    cell: str
    function: str = "answer"
    beside: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


WAYS = (
    Way("a plain cell", "async def answer():\n    do()  # HERE"),
    Way("exec", f"exec({ANSWER!r})"),
    Way("exec, with a source that the interpreter knows", "import linecache\n"
        f"linecache.cache['<told>'] = (1, None, {(ANSWER[:-1] + '  # HERE').splitlines(keepends=True)!r}, '<told>')\n"
        f"exec(compile({ANSWER!r}, '<told>', 'exec'))"),
    Way("exec on names of its own", f"names = dict(do=do)\nexec({ANSWER!r}, names)\nanswer = names['answer']"),
    Way("exec on names that call themselves a library's",
        f"names = dict(do=do, __name__='langchain_core.tools')\nexec({ANSWER!r}, names)\nanswer = names['answer']"),
    Way("compile under a name of its own", f"exec(compile({ANSWER!r}, '<mine>', 'exec'))"),
    Way("compile under a library's file",
        f"import langchain_core\nexec(compile({ANSWER!r}, langchain_core.__file__, 'exec'))"),
    Way("a notebook that calls itself a library", "import langchain_core\n__name__ = 'langchain_core'\n"
        f"__file__ = langchain_core.__file__\nexec(compile({ANSWER!r}, __file__, 'exec'))"),
    Way("exec of a helper that a cell calls",
        "exec('def helper():\\n    do()')\nasync def answer():\n    helper()  # HERE"),
    Way("eval", "helper = eval('lambda: do()')\nasync def answer():\n    helper()  # HERE"),
    Way("%%time", "%%time\nasync def answer():\n    do()  # HERE"),
    Way("%%time below an empty line", "\n%%time\n\nasync def answer():\n    do()  # HERE"),
    Way("%%capture", "%%capture\nasync def answer():\n    do()  # HERE"),
    Way("%%time in %%capture", "%%capture\n%%time\nasync def answer():\n    do()  # HERE"),
    Way("%time", "%time helper = lambda: do()  # HERE\nasync def answer():\n    helper()", "<lambda>"),
    Way("%%timeit", "%%timeit -n 1 -r 1\nglobal answer\nasync def answer():\n    do()"),
    # not %%prun: in a pytest that has run for long, CPython 3.11's profiler has gone round for ever in that cell
    Way("timeit", "import timeit\nasync def answer():\n"
        "    timeit.timeit('do()', number=1, globals=globals())  # HERE"),
    Way("a function type", "import types\nasync def other():\n    do()  # HERE\n"
        "answer = types.FunctionType(other.__code__, globals(), 'answer')", "other"),
    Way("code under another file's name", "import langchain_core\nasync def answer():\n    do()\n"
        "answer.__code__ = answer.__code__.replace(co_filename=langchain_core.__file__)"),
    Way("a partial", "import functools\nasync def other(call):\n    call()  # HERE\n"
        "answer = functools.partial(other, functools.partial(do))", "other"),
    Way("a lambda as default argument", "async def answer(call=lambda: do()):  # HERE\n    call()", "<lambda>"),
    Way("a decorator", "import functools\ndef loud(function):\n    @functools.wraps(function)\n"
        "    async def wrapped():\n        do()  # HERE\n        return await function()\n    return wrapped\n"
        "@loud\nasync def answer(): ...",
        "wrapped"),
    Way("a dataclass", "from dataclasses import dataclass, field\n@dataclass\nclass Settings:\n"
        "    depth: int = field(default_factory=do)\nasync def answer():\n    Settings()  # HERE"),
    Way("a class without a class statement", "async def run(self):\n    do()  # HERE\n"
        "answer = type('Answer', (), {'run': run})().run", "run"),
    Way("a subclass of a library's", "from langchain_core.runnables import RunnableLambda\n"
        "class Mine(RunnableLambda):\n    async def ainvoke(self, input, config=None, **kwargs):\n"
        "        do()  # HERE\nasync def answer():\n    await Mine(len).ainvoke('')", "ainvoke"),
    Way("a callback of a library's", "from langchain_core.runnables import RunnableLambda\nasync def step(text):\n"
        "    do()  # HERE\nasync def answer():\n    await RunnableLambda(step).ainvoke('')", "step"),
    Way("map", "async def answer():\n    list(map(lambda _: do(), [1]))  # HERE", "<lambda>"),
    Way("a map without a frame", "import operator\nasync def answer():\n    list(map(operator.call, [do]))  # HERE"),
    Way("a property", "class Desk:\n    @property\n    def papers(self):\n        do()  # HERE\n"
        "async def answer():\n    Desk().papers", "papers"),
    Way("a generator", "def parts():\n    yield do()  # HERE\nasync def answer():\n    list(parts())", "parts"),
    Way("a context manager", "import contextlib\n@contextlib.contextmanager\ndef opened():\n    yield\n"
        "    do()  # HERE\nasync def answer():\n    with opened(): ...", "opened"),
    Way("an async context manager", "import contextlib\n@contextlib.asynccontextmanager\nasync def opened():\n"
        "    yield\n    do()  # HERE\nasync def answer():\n    async with opened(): ...", "opened"),
    Way("Context.run", "import contextvars\nasync def answer():\n    contextvars.copy_context().run(do)  # HERE"),
    Way("a finaliser of its own", "class Desk:\n    def __del__(self):\n        do()  # HERE\n"
        "async def answer():\n    Desk()", "__del__"),
    Way("weakref.finalize", "import weakref\nclass Desk: ...\nasync def answer():\n    desk = Desk()\n"
        "    weakref.finalize(desk, do)  # HERE\n    del desk"),
    Way("call_soon", "import asyncio\nasync def answer():\n    asyncio.get_running_loop().call_soon(do)  # HERE\n"
        "    await asyncio.sleep(0)"),
    Way("call_soon_threadsafe", "import asyncio\nasync def answer():\n"
        "    asyncio.get_running_loop().call_soon_threadsafe(do)  # HERE\n    await asyncio.sleep(0)"),
    Way("call_later", "import asyncio\nasync def answer():\n"
        "    asyncio.get_running_loop().call_later(1, do)  # HERE\n    await asyncio.sleep(2)"),
    Way("call_at", "import asyncio\nasync def answer():\n    loop = asyncio.get_running_loop()\n"
        "    loop.call_at(loop.time() + 1, do)  # HERE\n    await asyncio.sleep(2)"),
    Way("call_soon from exec", "import asyncio\nexec('def soon(loop):\\n    loop.call_soon(do)')\nasync def answer():\n"
        "    soon(asyncio.get_running_loop())\n    await asyncio.sleep(0)", "soon"),
    Way("a task's done callback", "import asyncio, functools\nasync def answer():\n"
        "    task = asyncio.ensure_future(asyncio.sleep(1))\n    task.add_done_callback(lambda _: do())  # HERE\n"
        "    await task\n    await asyncio.sleep(0)", "<lambda>"),
    Way("a task's done callback without a frame", "import asyncio, functools\nasync def answer():\n"
        "    task = asyncio.ensure_future(asyncio.sleep(1))\n    task.add_done_callback(dropping(do))  # HERE\n"
        "    await task\n    await asyncio.sleep(0)"),
    Way("a future's done callback", "import asyncio\nasync def answer():\n"
        "    future = asyncio.get_running_loop().create_future()\n    future.add_done_callback(dropping(do))  # HERE\n"
        "    future.set_result(1)\n    await asyncio.sleep(0)"),
    Way("an exit stack", "import contextlib\nasync def answer():\n    with contextlib.ExitStack() as stack:\n"
        "        stack.callback(do)  # HERE"),
    Way("an async exit stack", "import contextlib\nasync def answer():\n"
        "    async with contextlib.AsyncExitStack() as stack:\n        stack.callback(do)  # HERE"),
    Way("an async exit stack and a context manager", "import contextlib\nasync def answer():\n"
        "    async with contextlib.AsyncExitStack() as stack:  # HERE\n        stack.push(dropping(do))"),
    Way("a module beside the notebook", "from own_helper import answer",
        beside={"own_helper.py": HELPER}),
    Way("a folder called site-packages",
        "import sys\nsys.path.insert(0, 'helpers/site-packages')\nfrom site_helper import answer",
        beside={"helpers/site-packages/site_helper.py": HELPER}),
    Way("a folder called like a library",
        "from logging_desk.logging.desk import answer",
        beside={"logging_desk/logging/desk.py": HELPER}),
    Way("exec in a module beside the notebook", "from own_maker import answer",
        beside={"own_maker.py": f"from shared import do\nexec({ANSWER!r})"}),
)  # fmt: skip
