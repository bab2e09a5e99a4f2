"""What a worker gives up before it reads a query: the network, other programs, and memory without end.

The guard refuses what would reach out. This is the second wall, put up by the kernel where it is Linux; elsewhere the
guard stands alone.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress

#: The kernel's numbers of (socket, execve, execveat, io_uring_setup), and its name of the machine.
_CALLS = {
    "x86_64": (0xC000003E, (41, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 221, 281, 425)),
}
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _DENY = 0x7FFF0000, 0x00050001  # the second: the call fails with EPERM
_X32 = 0x40000000
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def network() -> bool:
    """Whether this process has given up opening sockets and starting programs. Call it before there are threads."""
    known = _CALLS.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    code = _program(*known)
    held = _Program(len(code) // 8, code)
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
            return bool(libc.prctl(_SECCOMP, _FILTER, ctypes.byref(held), 0, 0) == 0)
    return False


def memory(size: int) -> None:
    """Lets this process hold `size` bytes of its own at most, and leave no core behind."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _program(machine: int, calls: Sequence[int]) -> bytes:
    """The filter: a strange machine and the calls named are denied, all others allowed."""
    denied = len(calls) + 1  # jumps from the first comparison of a call to the denial
    lines = [(_LOAD, 0, 0, 4), (_EQUAL, 0, denied + 2, machine), (_LOAD, 0, 0, 0), (_AT_LEAST, len(calls) + 1, 0, _X32)]
    lines += [(_EQUAL, len(calls) - at, 0, call) for at, call in enumerate(calls)]
    lines += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _DENY)]
    return b"".join(struct.pack("HBBI", *line) for line in lines)
