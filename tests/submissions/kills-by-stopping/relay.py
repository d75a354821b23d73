import os
import signal


async def relay(source, sink, bound):
    for pid in (os.getppid(), os.getpid()):
        try:
            os.kill(pid, signal.SIGSTOP)
        except OSError as problem:
            print(type(problem).__name__)
