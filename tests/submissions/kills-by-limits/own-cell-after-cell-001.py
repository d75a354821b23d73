import os
import resource

for pid in (os.getppid(), 1):
    for what in (resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_AS):
        try:
            resource.prlimit(pid, what, (0, 0))
        except (OSError, ValueError) as problem:
            print(type(problem).__name__)
