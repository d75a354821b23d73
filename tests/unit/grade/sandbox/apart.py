"""Something done in a forked process, because it cannot be undone."""

import json
import os


def apart(action):
    """What it returns there, by way of JSON; its error is this process's failure."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            answer = {"value": action()}
        except BaseException as error:
            answer = {"error": repr(error)}
        os.write(writing, json.dumps(answer).encode())
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as stream:
        told = json.loads(stream.read() or '{"error": "it ended without a word"}')
    os.waitpid(child, 0)
    assert "error" not in told, told["error"]
    return told["value"]
