"""The numbers of the system calls that the filter names, on the machines it knows. From the kernel's headers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# name, x86_64, aarch64; "-" where a machine has no such call
_TABLE = """
ptrace 101 117; process_vm_readv 310 270; process_vm_writev 311 271; kcmp 312 272; process_madvise 440 440;
process_mrelease 448 448; pidfd_open 434 434; pidfd_send_signal 424 424; pidfd_getfd 438 438; unshare 272 97;
setns 308 268; mount 165 40; umount2 166 39; pivot_root 155 41; chroot 161 51; open_tree 428 428;
move_mount 429 429; fsopen 430 430; fsconfig 431 431; fsmount 432 432; fspick 433 433; mount_setattr 442 442;
bpf 321 280; perf_event_open 298 241; userfaultfd 323 282; io_uring_setup 425 425; io_uring_enter 426 426;
io_uring_register 427 427; memfd_secret 447 447; keyctl 250 219; add_key 248 217; request_key 249 218;
rt_sigqueueinfo 129 138; rt_tgsigqueueinfo 297 240; name_to_handle_at 303 264; open_by_handle_at 304 265;
fanotify_init 300 262; lookup_dcookie 212 18; shmget 29 194; shmat 30 196; shmctl 31 195; semget 64 190;
semop 65 193; semctl 66 191; semtimedop 220 192; msgget 68 186; msgsnd 69 189; msgrcv 70 188; msgctl 71 187;
mq_open 240 180; mq_unlink 241 181; setpriority 141 140; ioprio_set 251 30; migrate_pages 256 238;
move_pages 279 239; init_module 175 105; finit_module 313 273; delete_module 176 106; kexec_load 246 104;
kexec_file_load 320 294; reboot 169 142; swapon 167 224; swapoff 168 225; acct 163 89; quotactl 179 60;
syslog 103 116; vhangup 153 58; settimeofday 164 170; clock_settime 227 112; adjtimex 159 171;
clock_adjtime 305 266; sethostname 170 161; setdomainname 171 162; personality 135 92; modify_ldt 154 -;
iopl 172 -; ioperm 173 -; clone 56 220; clone3 435 435; socket 41 198; socketpair 53 199; kill 62 129;
tkill 200 130; tgkill 234 131; prlimit64 302 261; sched_setaffinity 203 122; sched_setscheduler 144 119;
sched_setparam 142 118; sched_setattr 314 274; fcntl 72 25; ioctl 16 29; chmod 90 -; fchmod 91 52; fchmodat 268 53;
fchmodat2 452 452; chown 92 -; lchown 94 -; fchown 93 55; fchownat 260 54; utime 132 -; utimes 235 -;
futimesat 261 -; utimensat 280 88; setxattr 188 5; lsetxattr 189 6; fsetxattr 190 7; removexattr 197 14;
lremovexattr 198 15; fremovexattr 199 16; setxattrat 463 463; removexattrat 466 466; file_setattr 469 469;
truncate 76 45; setsid 112 157; inotify_add_watch 254 27
"""


@dataclass(frozen=True)
class Machine:
    """A processor as seccomp sees it. audit: the kernel's number for it. numbers: of its system calls."""

    audit: int
    numbers: Mapping[str, int]


def _numbers(column: int) -> Mapping[str, int]:
    rows = [row.split() for row in _TABLE.split(";")]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


MACHINES: Mapping[str, Machine] = {
    "x86_64": Machine(0xC000003E, _numbers(1)),
    "aarch64": Machine(0xC00000B7, _numbers(2)),
}
