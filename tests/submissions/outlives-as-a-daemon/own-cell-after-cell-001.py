import os
import signal
import time


def daemon():
    """Two forks and a session of its own: nobody's child."""
    if os.fork():
        return
    os.setsid()
    if os.fork():
        os._exit(0)
    for sign in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGPIPE):
        signal.signal(sign, signal.SIG_IGN)
    for number in range(600):
        time.sleep(1)
        try:
            open("@COURSE@/@MARK@", "a").write("still here")
        except OSError:
            pass
    os._exit(0)


daemon()
