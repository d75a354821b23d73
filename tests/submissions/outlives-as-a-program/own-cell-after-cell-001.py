import subprocess
import sys

SLEEP = "import time; time.sleep(600)"
for options in ({}, {"start_new_session": True}, {"close_fds": False}):
    try:
        subprocess.Popen([sys.executable, "-c", SLEEP], **options)
        subprocess.Popen(["/bin/sh", "-c", "nohup sleep 600 & disown; setsid sleep 600 &"], **options)
    except OSError as problem:
        print(type(problem).__name__)
