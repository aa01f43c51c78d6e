# SPDX-License-Identifier: Apache-2.0
"""The program as a server: a process that answers requests, as ``tessera serve --stdio``.

docs/serve.md has the protocol.
"""

from __future__ import annotations

import atexit
import os
import threading
import weakref
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Dict, Optional, Sequence, Tuple, Type, Union

from . import _program
from ._errors import KINDS, MissingInputError, ProtocolError, TesseraError, UsageError
from ._process import Process, Progress


@dataclass(frozen=True)
class Answer:
    """The answer to a request that succeeded.

    Attributes:
        report: the JSON report as nested dictionaries, or None where the output of the command is no JSON.
        output: the output as text, or None where it is JSON.
        messages: what the command line would have written to standard error, a message each.
    """

    report: Optional[Dict[str, Any]]
    output: Optional[str]
    messages: Tuple[str, ...]


class Server:
    """A running program that answers requests one after the other.

    The process starts with the first request and stays until `close`, until the block of ``with`` ends, or until Python
    ends. Threads may share a server; their requests wait for each other. After a fork the child starts a process of its
    own. A process that has died is started again by the next request.

    Args:
        program: the program; by default that of `tessera`'s installation (see docs/python.md).
        arguments: what is said to it; only for programs that speak the same protocol.

    Example:
        >>> with tessera.Server() as server:
        ...     estimate = tessera.estimate("vgg8", server=server)
    """

    def __init__(
        self,
        program: Union[str, "os.PathLike[str]", None] = None,
        *,
        arguments: Sequence[str] = ("serve", "--stdio"),
    ) -> None:
        self._named = None if program is None else os.fspath(program)
        self._arguments = tuple(arguments)
        self._lock = threading.Lock()
        self._owner: Optional[int] = None
        self._process: Optional[Process] = None
        self._number = 0
        _servers.add(self)

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    @property
    def pid(self) -> Optional[int]:
        """The number of the process, or None where none is running."""
        process = self._process
        return process.pid if process is not None and process.is_running else None

    @property
    def program_version(self) -> str:
        """What ``tessera --version`` prints, such as ``0.1.0 (a49daf3)``. Starts the program if it does not run."""
        with self._lock:
            return self._started().version

    def run(
        self,
        arguments: Sequence[str],
        *,
        folder: Union[str, "os.PathLike[str]", None] = None,
        default_files: bool = False,
        progress: Optional[Progress] = None,
    ) -> Answer:
        """Runs a command and waits for its answer.

        Args:
            arguments: those of the command line, such as ``["estimate", "--network", "vgg8", "--format", "json"]``.
            folder: the folder that relative paths are relative to; by default the working folder of Python.
            default_files: whether ``Param`` and ``Network.csv`` of that folder are read where no file is named.
            progress: called with each line of progress, in the thread that waits.

        Raises:
            TesseraError: what the program answers, by kind; messages are those of the command line.
            ServerDied: the process ended before it had answered.
            VersionMismatch: the program is of another version than the package.
            KeyboardInterrupt: after Ctrl-C, once the program has cancelled the run. A second Ctrl-C ends the program.
        """
        request: Dict[str, Any] = {
            "arguments": [str(argument) for argument in arguments],
            "folder": os.path.abspath(os.getcwd() if folder is None else os.fspath(folder)),
            "defaultFiles": default_files,
        }
        if progress is not None:
            request["progress"] = True
        if self._owner == threading.get_ident():
            raise UsageError("a server cannot be used by the function that hears of its progress: use another Server there")
        with self._lock:
            self._owner = threading.get_ident()
            try:
                line = self._exchange(request, progress)
            finally:
                self._owner = None
        return _answer(line)

    def cancel(self) -> None:
        """Cancels the request that is running, from another thread; it raises `Interrupted`. Without one it does nothing."""
        process = self._process
        if process is not None and process.waiting_for is not None:
            process.send({"cancel": process.waiting_for})

    def close(self) -> None:
        """Ends the process. A later request starts it again."""
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def _exchange(self, request: Dict[str, Any], progress: Optional[Progress]) -> Dict[str, Any]:
        """Sends a request and returns its answer; the lock is held."""
        process = self._started()
        self._number += 1
        number = self._number
        is_sent = False
        try:
            process.send({"id": number, **request})
            is_sent = True
            process.waiting_for = number
            return process.answer(number, progress)
        except BaseException as error:
            # After Ctrl-C the program cancels the request. Whatever else goes wrong leaves a process in an unknown state.
            if not is_sent or isinstance(error, TesseraError) or not process.is_cancelled(number):
                self._drop()
            raise
        finally:
            process.waiting_for = None

    def _started(self) -> Process:
        """The process, which is started if it does not run; the lock is held."""
        if self._process is not None and not self._process.is_running:
            self._drop()
        if self._process is None:
            path = self._named
            if path is None:
                path = _program.program_path()
            self._process = Process(path, self._arguments)
        return self._process

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()

    def _forget(self) -> None:
        """In the child of a fork: the process belongs to the parent."""
        process, self._process = self._process, None
        self._lock = threading.Lock()
        self._owner = None
        if process is not None:
            process.forget()


def _answer(line: Dict[str, Any]) -> Answer:
    """What an answer says: a result, or an exception."""
    messages = tuple(str(message) for message in line.get("messages", ()))
    if line["exit"] == 0:
        report, output = line.get("report"), line.get("output")
        if (report is None) == (output is None):
            raise ProtocolError("an answer of the program has neither `report` nor `output`, or both of them")
        return Answer(report, output, messages)
    error = line.get("error")
    if not isinstance(error, dict) or error.get("kind") not in KINDS:
        raise ProtocolError(f"an answer of the program has no known kind of error: {str(error)[:80]}")
    raise KINDS[error["kind"]](str(error.get("message")), file=error.get("file"), line=error.get("line"))


_servers: "weakref.WeakSet[Server]" = weakref.WeakSet()
_default = Server()


def default_server() -> Server:
    """The server that functions use which are given no other one; the only state that this package keeps."""
    return _default


def _close_all() -> None:
    for server in list(_servers):
        server.close()


def _forget_all() -> None:
    for server in list(_servers):
        server._forget()


atexit.register(_close_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
