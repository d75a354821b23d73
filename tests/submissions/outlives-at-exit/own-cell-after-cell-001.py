import atexit
import signal
import threading
import time
import weakref


class Late:
    def __del__(self):
        time.sleep(600)


kept = Late()
weakref.finalize(kept, time.sleep, 600)
atexit.register(time.sleep, 600)
threading._register_atexit(time.sleep, 600)
for sign in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM, signal.SIGUSR1):
    signal.signal(sign, lambda *anything: time.sleep(600))
