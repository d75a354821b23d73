"""Every audit event of Python's is decided: a run hears of it as a call that blocks, or does not, with the reason."""

from __future__ import annotations

import re
import sys
import sysconfig
from pathlib import Path

import pytest

from asynclab.observe.blocking.rules import AUDITED, RULES

# Python's table of audit events, 3.8 to 3.14, but for what a rule has.
NOT_TOLD = {
    "The same call has told of itself already.": """
        glob.glob/2 builtins.input/result sqlite3.connect/handle os.startfile/2 ctypes.cdata/buffer ctypes.dlsym/handle
        _winapi.CreateProcess _posixsubprocess.fork_exec""",
    "The socket below it is told of.": """
        http.client.send ftplib.sendcmd smtplib.send imaplib.send poplib.putline nntplib.putline
        telnetlib.Telnet.write""",
    "The lab's stand-in tells of it, with the virtual time it takes.": "time.sleep",
    "The file that it opens, or the keyboard that it asks, is told of.": """
        ensurepip.bootstrap builtins.breakpoint pdb.Pdb pdb.set_trace cpython.run_command cpython.run_file
        cpython.run_interactivehook cpython.run_module cpython.run_startup cpython.run_stdin
        cpython.remote_debugger_script sys.remote_exec code.interact""",
    "What is loaded is loaded once, and an import is nobody's fault.": """
        import ctypes.dlopen sqlite3.load_extension sqlite3.enable_load_extension os.add_dll_directory""",
    "It describes, changes or looks into memory of this process.": """
        array.__new__ builtins.id code.__new__ compile exec function.__new__ gc.get_objects gc.get_referents
        gc.get_referrers marshal.dumps marshal.load marshal.loads mmap.__new__ object.__delattr__ object.__getattr__
        object.__setattr__ pickle.find_class setopencodehook sys._current_exceptions sys._current_frames sys._getframe
        sys._getframemodulename sys.addaudithook sys.excepthook sys.set_asyncgen_hooks_finalizer
        sys.set_asyncgen_hooks_firstiter sys.set_asyncgen_hook_finalizer sys.set_asyncgen_hook_firstiter
        sys.setprofile sys.settrace sys.monitoring.register_callback sys.unraisablehook ctypes.PyObj_FromPtr
        ctypes.addressof ctypes.call_function ctypes.cdata ctypes.create_string_buffer ctypes.create_unicode_buffer
        ctypes.dlsym ctypes.get_errno ctypes.get_last_error ctypes.memoryview_at ctypes.seh_exception ctypes.set_errno
        ctypes.set_exception ctypes.set_last_error ctypes.string_at ctypes.wstring_at cpython.PyConfig_Set
        cpython.PyInterpreterState_Clear cpython.PyInterpreterState_New cpython._PySys_ClearAuditHooks
        os.putenv os.unsetenv os._clearenv""",
    "It begins something, or sends a signal, and does not wait.": """
        _thread.start_new_thread _thread.start_joinable_thread os.kill os.killpg signal.pthread_kill
        _winapi.TerminateProcess""",
    "It sets or asks something of the kernel, which answers at once.": """
        fcntl.fcntl fcntl.ioctl resource.prlimit resource.setrlimit socket.__new__ socket.gethostname
        socket.sethostname syslog.closelog syslog.openlog syslog.setlogmask msvcrt.get_osfhandle msvcrt.open_osfhandle
        _winapi.CreateFile _winapi.CreateJunction _winapi.CreateNamedPipe _winapi.CreatePipe _winapi.OpenProcess""",
    "A line for a log: it is handed to a program of this machine.": "syslog.syslog",
    "A table of this machine, of a few lines.": "socket.getservbyname socket.getservbyport",
    "Windows keeps its registry in memory.": """
        winreg.CreateKey winreg.DeleteKey winreg.DeleteValue winreg.DisableReflectionKey winreg.EnableReflectionKey
        winreg.EnumKey winreg.EnumValue winreg.ExpandEnvironmentStrings winreg.LoadKey winreg.OpenKey
        winreg.OpenKey/result winreg.PyHKEY.Detach winreg.QueryInfoKey winreg.QueryReflectionKey winreg.QueryValue
        winreg.SaveKey winreg.SetValue""",
}
UNTOLD = [event for events in NOT_TOLD.values() for event in events.split()]
# Names in the interpreter's C that look like an event's and are those of an exception, a type or a module.
_NO_EVENTS = (
    "error gaierror herror itimer_error mmap error_object struct_rusage struct_siginfo dump path monitoring "
    "legacy_event_handler"
).split()
_WITH_EVENTS = (
    "builtins code cpython ctypes fcntl function gc marshal mmap os resource signal socket sqlite3 sys syslog"
)


def raised_in_python() -> set[str]:
    """The events that modules of the standard library raise."""
    library = Path(sysconfig.get_path("stdlib"))
    files = (path for path in library.rglob("*.py") if not {"site-packages", "test", "tests"} & set(path.parts))
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in files)
    return {event for text in texts for event in re.findall(r"""\baudit\(\s*["']([\w./]+)["']""", text)}


def named_in_c() -> set[str]:
    """The texts in this interpreter's C that are written like an event of a module that raises some there."""
    base = Path(sys.base_prefix)
    files = {Path(sys.executable).resolve(), *base.glob("lib/libpython3*.so*")}
    files |= set(base.glob("lib/python3.*/lib-dynload/*.so"))
    named = re.compile(rb"(?<=\0)(?:%s)\.[a-z_]+(?:/[a-z0-9]+)?(?=\0)" % "|".join(_WITH_EVENTS.split()).encode())
    found = {name.decode() for path in files for name in named.findall(path.read_bytes())}
    types = {name for name in found if name.endswith(("_result", "_info", "_size", ".h", ".c"))}
    return {name for name in found - types if name.partition(".")[2] not in _NO_EVENTS}


def test_an_event_is_decided_once() -> None:
    """By one rule, or by one reason."""
    by_rules = [event for rule in RULES.values() for event in rule.audited.split()]
    decided = [*by_rules, *UNTOLD]
    assert sorted({event for event in decided if decided.count(event) > 1}) == []
    assert set(by_rules) == AUDITED


def test_every_event_of_the_standard_library_is_decided() -> None:
    """Those that its Python raises: a newer Python's fail here, by name."""
    raised = raised_in_python()
    assert {"subprocess.Popen", "shutil.chown"} <= raised
    assert sorted(raised - AUDITED - set(UNTOLD)) == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux runs")
def test_every_event_of_the_interpreters_c_is_decided() -> None:
    """Those that this interpreter's own files hold the names of."""
    named = named_in_c()
    assert {"fcntl.flock", "os.chown", "socket.connect"} <= named
    assert sorted(named - AUDITED - set(UNTOLD)) == []
