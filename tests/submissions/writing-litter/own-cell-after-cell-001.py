def attempt(action, *arguments, **named):
    """Whatever can be done, is done."""
    try:
        return action(*arguments, **named)
    except Exception as problem:
        print(type(problem).__name__)


import os
from pathlib import Path

for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/", os.path.expanduser("~"), "@COURSE@/..", "@COURSE@"):
    attempt(Path(folder, "@MARK@").write_text, "I was here")
    attempt(os.mkfifo, folder + "/@MARK@-pipe")
from multiprocessing import shared_memory

attempt(shared_memory.SharedMemory, name="@MARK@-shared", create=True, size=100)
