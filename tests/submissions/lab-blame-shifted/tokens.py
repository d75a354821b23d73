from langchain_core.runnables.base import stream_answer
