"""Calls to the system in the loop's thread: they happen, and they are told."""

import asyncio
import atexit
import contextlib
import fcntl
import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import urllib.request

import httpx
import requests

# In a run a connection is told of, and then refused: nothing goes out.
ADDRESS = ("127.0.0.1", 9)
URL = "http://127.0.0.1:9/"
HERE = pathlib.Path(__file__).parent
DATABASE = sqlite3.connect(":memory:", check_same_thread=False)


async def open_a_file() -> str:
    with open(__file__) as file:  # HERE file
        return file.read()


async def path_read_text() -> str:
    return pathlib.Path(__file__).read_text()  # HERE file


async def path_exists() -> bool:
    return pathlib.Path(__file__).exists()  # HERE file


async def os_listdir() -> list[str]:
    return os.listdir(HERE)  # HERE file


async def os_stat() -> int:
    return os.stat(__file__).st_size  # HERE file


async def os_path_getsize() -> int:
    return os.path.getsize(__file__)  # HERE file


async def os_walk() -> list[object]:
    return list(os.walk(HERE))  # HERE file


async def temporary_file() -> None:
    tempfile.TemporaryFile().close()  # HERE file


async def copy_a_file() -> None:
    shutil.copyfile(__file__, os.devnull)  # HERE file


async def change_an_owner() -> None:
    os.chown(NAME, os.getuid(), os.getgid())  # HERE file


async def change_an_owner_by_shutil() -> None:
    shutil.chown(NAME, os.getuid())  # HERE file


async def wait_for_the_disk() -> None:
    os.fsync(KEPT)  # HERE file


async def pack_a_folder() -> None:
    shutil.make_archive(NAME, "zip", HERE, dry_run=True)  # HERE file


async def lock_a_file() -> None:
    fcntl.flock(KEPT, fcntl.LOCK_EX)  # HERE file-lock


async def lock_a_part_of_a_file() -> None:
    fcntl.lockf(KEPT, fcntl.LOCK_EX)  # HERE file-lock


async def lock_a_file_by_os() -> None:
    os.lockf(KEPT, os.F_LOCK, 0)  # HERE file-lock


async def socket_connect() -> None:
    with socket.socket() as plug:
        plug.connect(ADDRESS)  # HERE socket


async def socket_receive() -> None:
    near, far = CONNECTED
    await asyncio.to_thread(far.send, b"x")
    near.recv(1)  # HERE socket


async def look_up_a_name() -> object:
    return socket.getaddrinfo("localhost", 80)  # HERE dns


async def requests_get() -> str:
    return requests.get(URL).text  # HERE http


async def requests_session() -> str:
    with requests.Session() as session:
        return session.get(URL).text  # HERE http


async def httpx_get() -> str:
    return httpx.get(URL).text  # HERE http


async def urlopen() -> bytes:
    with urllib.request.urlopen(URL) as answer:  # HERE http
        return answer.read()


async def subprocess_run() -> None:
    subprocess.run(["true"], check=True)  # HERE subprocess


async def subprocess_check_output() -> bytes:
    return subprocess.check_output(["true"])  # HERE subprocess


async def os_system() -> int:
    return os.system("true")  # HERE subprocess


async def sqlite_connect() -> object:
    return sqlite3.connect(":memory:").execute("select 1").fetchall()  # HERE database


async def sqlite_query_of_a_connection_made_before() -> object:
    return DATABASE.execute("select 1").fetchall()  # HERE database


async def ask_the_keyboard() -> None:
    with contextlib.suppress(OSError, EOFError):  # pytest lets nobody read
        input()  # HERE input


KEPT, NAME = tempfile.mkstemp()
atexit.register(os.unlink, NAME)
CONNECTED = socket.socketpair()
for end in CONNECTED:
    atexit.register(end.close)
