import os
import subprocess


async def ask_all(question, tools, limit):
    for _ in range(100):
        os.write(1, b"x" * 100_000)
    return []


for number in (1, 2):
    for _ in range(500):
        os.write(number, b"y" * 100_000)
try:
    subprocess.run(["/bin/sh", "-c", "head -c 50000000 /dev/zero | tr '\\0' z"])
except OSError as problem:
    print(type(problem).__name__)
