import ctypes


async def ask_all(question, tools, limit):
    ctypes.string_at(0)
