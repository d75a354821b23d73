# /// answer
# title = "A chain with a parser at its end"
# ///
from langchain_core.output_parsers import StrOutputParser


async def stream_answer(model, question, config=None):
    async with aclosing((model | StrOutputParser()).astream(question, config)) as texts:
        async for text in texts:
            if text:
                yield text
