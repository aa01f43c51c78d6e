# SPDX-License-Identifier: Apache-2.0
"""Finds Tessera's program and C library, and is the command ``tessera`` of the package.

A wheel has both beside this file, with the shared libraries that they need in ``lib``. A package that was installed from its
sources has neither; then the program comes from the PATH, and the library from the variable ``TESSERA_LIBRARY``.
"""

from __future__ import annotations

import os
import sys

from .._errors import MissingInputError

PROGRAM_VARIABLE = "TESSERA_PROGRAM"
"""Environment variable that names the program to use in place of the package's own."""

LIBRARY_VARIABLE = "TESSERA_LIBRARY"
"""Environment variable that names the C library to use in place of the package's own."""

_FOLDER = os.path.dirname(os.path.abspath(__file__))
# Exit codes of the program, for what goes wrong before it runs.
_MISSING_INPUT = 66
_INTERNAL_ERROR = 70


def program_path() -> str:
    """The absolute path of the program ``tessera``.

    The variable ``TESSERA_PROGRAM`` comes first, then the program inside of the package, then a program on the PATH. Scripts
    on the PATH are passed over, because this package's own command, which only starts the program, is one.

    Raises:
        MissingInputError: there is no program, or the variable names a file that is not there or cannot be run.
    """
    named = os.environ.get(PROGRAM_VARIABLE)
    if named:
        return _named_program(os.path.abspath(named))
    own = os.path.join(_FOLDER, "tessera")
    if os.path.isfile(own):
        return own
    for folder in os.get_exec_path():
        path = os.path.abspath(os.path.join(folder, "tessera"))
        if _is_runnable(path) and not _starts_with(path, b"#!"):
            return path
    raise MissingInputError(
        "the program tessera was not found: this package was installed without it, and it is not on the PATH. Install the "
        f"wheel of tessera-imc, or set {PROGRAM_VARIABLE} to the program that `make build` makes"
    )


def library_path() -> str:
    """The absolute path of the C library ``libtessera.so``.

    The variable ``TESSERA_LIBRARY`` comes first, then the library inside of the package.

    Raises:
        MissingInputError: there is no library, or the variable names a file that is not there.
    """
    named = os.environ.get(LIBRARY_VARIABLE)
    if named:
        path = os.path.abspath(named)
        if not os.path.isfile(path):
            raise MissingInputError(f"{LIBRARY_VARIABLE} names {path}, which is no file")
        return path
    own = os.path.join(_FOLDER, "libtessera.so")
    if os.path.isfile(own):
        return own
    raise MissingInputError(
        "the library libtessera.so was not found: this package was installed without it. Install the wheel of tessera-imc, "
        f"or set {LIBRARY_VARIABLE} to the library"
    )


def main() -> int:
    """The command ``tessera``: becomes the program, with the same arguments.

    Python's process turns into the program, so that exit codes and signals are the program's. Returns the exit code only
    where the program could not be started: 66 where it is not there, 70 where the system cannot run it.
    """
    try:
        path = program_path()
    except MissingInputError as error:
        print(f"error: {error}", file=sys.stderr)
        return _MISSING_INPUT
    _restore_signals()
    try:
        os.execv(path, [path, *sys.argv[1:]])
    except OSError as error:
        print(f"error: {path} cannot be run: {error.strerror}", file=sys.stderr)
        return _INTERNAL_ERROR


def _restore_signals() -> None:
    """Takes back what Python does to signals at its start: ignored signals would stay ignored in the program."""
    import signal

    for name in ("SIGPIPE", "SIGXFSZ"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_DFL)


def _named_program(path: str) -> str:
    """The program that the variable names."""
    if not os.path.isfile(path):
        raise MissingInputError(f"{PROGRAM_VARIABLE} names {path}, which is no file")
    if not _is_runnable(path):
        raise MissingInputError(f"{PROGRAM_VARIABLE} names {path}, which may not be run: its permissions do not allow it")
    if _starts_with(path, b"#!") and _contains(path, b"tessera._program"):
        raise MissingInputError(f"{PROGRAM_VARIABLE} names {path}, which is the command of this package and not the program")
    return path


def _is_runnable(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)


def _starts_with(path: str, start: bytes) -> bool:
    return _head(path, len(start)) == start


def _contains(path: str, text: bytes) -> bool:
    return text in _head(path, 4096)


def _head(path: str, count: int) -> bytes:
    """The first bytes of a file; none where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read(count)
    except OSError:
        return b""
