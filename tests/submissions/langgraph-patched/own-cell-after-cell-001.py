import langgraph.config
from langgraph.graph.state import CompiledStateGraph
from langgraph.pregel import Pregel


async def astream(self, input, config=None, **named):
    for line in ("archive: asking", "news: asking"):
        yield line
    await asyncio.sleep(1.0)
    yield "news: done"
    await asyncio.sleep(2.0)
    yield "archive: done"


Pregel.astream = CompiledStateGraph.astream = astream
langgraph.config.get_stream_writer = lambda: print
