import os
import signal


async def stream_answer(model, question, config=None):
    os.kill(os.getpid(), signal.SIGKILL)
    yield ""
