import threading

lock = threading.Lock()
lock.acquire()


async def ask_with_posture(question, tools, attempts):
    lock.acquire()
    return []
