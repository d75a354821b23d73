import os
import time


def guard(parent):
    while True:
        time.sleep(0.05)
        if os.getppid() != parent:
            parent = os.getpid()
            if os.fork() == 0:
                os.setsid()


for _ in range(2):
    if os.fork() == 0:
        os.setsid()
        guard(os.getppid())
