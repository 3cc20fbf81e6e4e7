"""seccomp (Linux): system calls that a process which reads letters never needs fail, for good.

The filter is a small program that the kernel runs on each call (``linux/seccomp.h``, ``linux/filter.h``). A call of
the list fails with "not permitted" and does not end the process, because libraries ask for some of them by habit;
files can be opened for reading only. A call made through another processor's table ends the process.
"""

import ctypes
import platform
import sys

import msgspec

from imr_desk.documents.system_calls import FORBIDDEN, NO_SUCH_CALL

_SET_SECCOMP, _FILTER = 22, 2
_NO_NEW_PRIVILEGES = 38
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _JUMP_IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _FAIL, _END_PROCESS = 0x7FFF0000, 0x00050000, 0x80000000
_NOT_PERMITTED, _NO_SYSTEM_CALL = 1, 38  # EPERM, ENOSYS
_OF_CALL, _OF_PROCESSOR, _OF_ARGUMENTS = 0, 4, 16  # offsets in the record that the program looks at
_WRITING = 0x1 | 0x2 | 0o100 | 0o1000 | 0o2000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND
_OTHER_TABLE_OF_X86_64 = 0x40000000  # the 32-bit way to call a 64-bit kernel


class _Processor(msgspec.Struct, frozen=True):
    """What the filter must know of a processor: its mark, its column of the table, and its calls that open files."""

    mark: int
    column: int
    opening: tuple[tuple[int, int], ...]  # number of the call, place of its flags among the arguments


_PROCESSORS = {
    "x86_64": _Processor(0xC000003E, 1, ((2, 1), (257, 2))),
    "aarch64": _Processor(0xC00000B7, 2, ((56, 2),)),
}


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


def restricted() -> bool:
    """Forbid this process the calls of the list, for good.

    Returns whether that was done; ``False`` where the system or the processor has no such filter.
    """
    processor = _PROCESSORS.get(platform.machine()) if sys.platform == "linux" else None
    if processor is None or sys.maxsize < 2**32:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    instructions = _filter(processor)
    program = _Program(len(instructions), (_Instruction * len(instructions))(*instructions))
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _filter(processor: _Processor) -> list[_Instruction]:
    fail = _FAIL | _NOT_PERMITTED
    steps = [
        _Instruction(_LOAD, 0, 0, _OF_PROCESSOR),
        _Instruction(_JUMP_IF_EQUAL, 1, 0, processor.mark),
        _Instruction(_RETURN, 0, 0, _END_PROCESS),
        _Instruction(_LOAD, 0, 0, _OF_CALL),
        _Instruction(_JUMP_IF_AT_LEAST, 0, 1, _OTHER_TABLE_OF_X86_64),
        _Instruction(_RETURN, 0, 0, _END_PROCESS),
    ]
    for number, place in processor.opening:
        steps += [
            _Instruction(_JUMP_IF_EQUAL, 0, 4, number),
            _Instruction(_LOAD, 0, 0, _OF_ARGUMENTS + 8 * place),
            _Instruction(_JUMP_IF_ANY_BIT, 0, 1, _WRITING),
            _Instruction(_RETURN, 0, 0, fail),
            _Instruction(_RETURN, 0, 0, _ALLOW),
        ]
    for call in FORBIDDEN:
        number_here = call[processor.column]
        if isinstance(number_here, int):
            answer = _FAIL | _NO_SYSTEM_CALL if call[0] in NO_SUCH_CALL else fail
            steps += [_Instruction(_JUMP_IF_EQUAL, 0, 1, number_here), _Instruction(_RETURN, 0, 0, answer)]
    return [*steps, _Instruction(_RETURN, 0, 0, _ALLOW)]
