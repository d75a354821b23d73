"""A PostgreSQL server of its own for a test: a temporary folder, a socket in it, no port, nothing that outlives it."""

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

_PLACES = "/usr/lib/postgresql/*/bin"  # Debian's; elsewhere the binaries are on PATH


def binaries():
    """The folder of the newest server that is installed, or None."""
    there = sorted(Path("/").glob(_PLACES.lstrip("/")), key=lambda folder: float(folder.parent.name))
    on_path = shutil.which("initdb")
    found = [*([Path(on_path).parent] if on_path else []), *there]
    return found[-1] if found else None


def owner():
    """Whom the server runs as: it refuses to be root. None where root has no account for it."""
    if os.geteuid():
        return getpass.getuser()
    return "postgres" if "postgres" in {each.pw_name for each in pwd.getpwall()} else None


def null_is_open():
    """Whether everybody may write to /dev/null, as everywhere; on some machines root alone may."""
    return os.stat(os.devnull).st_mode & 0o006 == 0o006


@dataclass
class Server:
    """A server. Use it with `with`."""

    folder: Path
    owner: str

    def __enter__(self):
        self._run("initdb", "--auth=trust", "--username=grader", "--no-sync", "--encoding=UTF8", "--locale=C")
        settings = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        self._run("pg_ctl", "--wait", f"--log={self.folder / 'log'}", f"--options={settings}", "start")
        return self

    def __exit__(self, *problem):
        self._run("pg_ctl", "--wait", "--mode=immediate", "stop")

    def database(self, name):
        """Make a database; its URL. The driver is named because SQLAlchemy's own choice depends on its version."""
        self._run("createdb", f"--host={self.folder}", "--username=grader", name)
        return f"postgresql+psycopg2://grader@/{name}?host={self.folder}"

    def _run(self, command, *arguments):
        """A command of PostgreSQL's. Its output goes to a file: a pipe would stay open as long as the server runs."""
        with (self.folder / "commands").open("ab+") as said:
            done = subprocess.run(
                [binaries() / command, *arguments],
                user=self.owner if not os.geteuid() else None,
                env={"PGDATA": str(self.folder / "data"), "PATH": os.environ["PATH"], "LC_ALL": "C"},
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
            )
            said.seek(0)
            assert done.returncode == 0, said.read().decode(errors="replace")


def server():
    """A server in a folder of its own, which its owner can reach; a test's own folder is often closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="asynclab-postgres-"))
    shutil.chown(folder, owner())
    return Server(folder, owner())
