def attempt(action, *arguments, **named):
    """Whatever can be done, is done."""
    try:
        return action(*arguments, **named)
    except Exception as problem:
        print(type(problem).__name__)


import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for action, arguments in (
    (os.chmod, ("@COURSE@/gradebook.db", 0o000)),
    (os.chown, ("@COURSE@/gradebook.db", 65534, 65534)),
    (os.setuid, (0,)),
    (os.setgid, (0,)),
    (os.setgroups, ([],)),
    (os.chroot, ("@COURSE@",)),
    (os.nice, (-20,)),
):
    attempt(action, *arguments)
libc.mount(b"none", b"@COURSE@", b"tmpfs", 0, None)
libc.umount2(b"/proc", 2)
libc.unshare(0x10000000)
libc.sethostname(b"mine", 4)
libc.syscall(175, None, 0, b"")  # init_module
