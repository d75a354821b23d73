# /// answer
# title = "A BaseTool of its own, and wait_for around an answer or an error"
# ///
from langchain_core.tools import BaseTool


class Timed(BaseTool):
    source: BaseTool
    seconds: float

    def _run(self, query: str) -> str:
        raise NotImplementedError("ask me with ainvoke")

    async def _arun(self, query: str) -> str:
        async def outcome():
            try:
                return await self.source.ainvoke(query), None
            except Exception as error:
                return None, error

        try:
            answer, error = await asyncio.wait_for(outcome(), self.seconds)
        except asyncio.TimeoutError as late:
            raise SourceTimeout(f"{self.source.name}: no answer within {self.seconds:g} s") from late
        if error is not None:
            raise error
        return answer


def with_deadline(source, seconds):
    return Timed(name=f"timed_{source.name}", description="In time.", source=source, seconds=seconds)
