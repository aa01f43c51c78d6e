# SPDX-License-Identifier: Apache-2.0
"""The program as a server: a process that answers requests, as ``tessera serve --stdio``.

docs/serve.md has the protocol.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import tempfile
import threading
import time
import weakref
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, Callable, Dict, Mapping, Optional, Sequence, Tuple, Type, Union

from . import _program
from ._errors import (
    KINDS, MissingInputError, ProtocolError, ServerDied, TesseraError, VersionMismatch)
from ._version import __version__

PROTOCOL = 1
"""The version of the protocol that this package speaks."""

START_LIMIT = 60.0
"""Seconds within which the program must say its first line."""

_PART = 1 << 16
_LAST_ERRORS = 4000

Progress = Callable[[str], None]
"""What is called with each line of progress, such as ``hardware: trial 2 of 4``."""


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
        self._process: Optional[_Process] = None
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
        with self._lock:
            line = self._exchange(request, progress)
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

    def _started(self) -> _Process:
        """The process, which is started if it does not run; the lock is held."""
        if self._process is not None and not self._process.is_running:
            self._drop()
        if self._process is None:
            path = self._named
            if path is None:
                try:
                    path = _program.program_path()
                except _program.MissingInputError as error:
                    raise MissingInputError(str(error)) from None
            self._process = _Process(path, self._arguments)
        return self._process

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()

    def _forget(self) -> None:
        """In the child of a fork: the process belongs to the parent."""
        process, self._process = self._process, None
        self._lock = threading.Lock()
        if process is not None:
            process.forget()


class _Process:
    """A process that has said its first line."""

    def __init__(self, path: str, arguments: Sequence[str]) -> None:
        self.waiting_for: Optional[int] = None
        self._path = path
        self._send_lock = threading.Lock()
        self._errors: IO[bytes] = tempfile.TemporaryFile(prefix="tessera-errors-")
        try:
            # A session of its own, so that Ctrl-C in a terminal reaches Python alone, which then cancels the request.
            self._process = subprocess.Popen(
                [path, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, bufsize=0,
                start_new_session=True)
        except OSError as error:
            self._errors.close()
            kind = MissingInputError if isinstance(error, (FileNotFoundError, PermissionError)) else ServerDied
            raise kind(f"{path} cannot be run: {error.strerror}", file=path) from None
        assert self._process.stdin is not None and self._process.stdout is not None
        self._input = self._process.stdin
        self._output = self._process.stdout
        self._received = bytearray()
        try:
            self.version = self._greeting()
        except BaseException:
            self.kill()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def _greeting(self) -> str:
        """Reads the first line, and compares the versions."""
        line = self._line(while_starting=True)
        if line.get("schema") != "tessera.serve":
            raise ProtocolError(f"{self._path} is no server of Tessera: its first line has no `schema`", file=self._path)
        version = str(line.get("program"))
        if line.get("version") != PROTOCOL:
            raise VersionMismatch(
                f"{self._path} speaks version {line.get('version')} of the protocol, and tessera {__version__} for Python "
                f"speaks version {PROTOCOL}: install program and package of the same version",
                file=self._path, package=__version__, program=version)
        if version.split(" ")[0] != __version__:
            raise VersionMismatch(
                f"{self._path} is version {version}, and tessera for Python is version {__version__}: install program and "
                "package of the same version", file=self._path, package=__version__, program=version)
        return version

    def send(self, message: Mapping[str, Any]) -> None:
        """Writes a line. A process that has died is found when its answer is read."""
        data = memoryview((json.dumps(message, allow_nan=False) + "\n").encode())
        with self._send_lock:
            while data:
                try:
                    data = data[self._input.write(data):]
                except (BrokenPipeError, ValueError):
                    return

    def answer(self, number: int, progress: Optional[Progress]) -> Dict[str, Any]:
        """Reads lines until the answer to a request."""
        while True:
            line = self._line()
            found = line.get("id", self)
            if found == number and "exit" in line:
                return line
            if found == number and "progress" in line:
                if progress is not None:
                    progress(str(line["progress"]))
            elif "error" in line and found is None:
                raise ProtocolError(f"{self._path} did not understand a request: {line['error'].get('message')}")
            else:
                raise ProtocolError(f"{self._path} answered {str(line)[:80]}, which belongs to no request")

    def is_cancelled(self, number: int) -> bool:
        """Cancels a request and waits for its answer; False where that did not succeed."""
        try:
            self.send({"cancel": number})
            self.answer(number, None)
            return True
        except (KeyboardInterrupt, TesseraError):
            return False

    def _line(self, while_starting: bool = False) -> Dict[str, Any]:
        text = self._text(while_starting)
        try:
            line = json.loads(text, parse_constant=_refused)
        except ValueError as error:
            what = "said" if while_starting else "answered"
            raise ProtocolError(f"{self._path} {what} a line that is not JSON ({error}): {text[:80]!r}") from None
        if not isinstance(line, dict):
            raise ProtocolError(f"{self._path} answered a line that is no object: {text[:80]!r}")
        return line

    def _text(self, while_starting: bool) -> bytes:
        """The next line. What has arrived of it stays when Ctrl-C interrupts the wait."""
        limit = time.monotonic() + START_LIMIT
        searched = 0
        while True:
            end = self._received.find(b"\n", searched)
            if end >= 0:
                text = bytes(self._received[:end])
                del self._received[:end + 1]
                return text
            searched = len(self._received)
            if while_starting and not select.select([self._output], [], [], max(0.0, limit - time.monotonic()))[0]:
                raise ProtocolError(f"{self._path} has not said its first line within {START_LIMIT:g} s", file=self._path)
            part = os.read(self._output.fileno(), _PART)
            if not part:
                raise self._death(while_starting)
            self._received += part

    def _death(self, while_starting: bool) -> TesseraError:
        """What is raised where the output ends before an answer."""
        try:
            status: Optional[int] = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            status = None
        errors = self._last_errors()
        name, how = None, "closed its output"
        if status is not None and status < 0:
            name = _signal_name(-status)
            how = f"was ended by {name}"
            status = None
        elif status is not None:
            how = f"ended with exit status {status}"
        when = "before its first line (has it the command serve?)" if while_starting else "before it had answered"
        said = f"; it wrote: {errors}" if errors else ""
        return ServerDied(f"{self._path} {how} {when}{said}", signal=name, status=status, errors=errors)

    def _last_errors(self) -> str:
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - _LAST_ERRORS))
        return self._errors.read().decode(errors="replace").strip()

    def close(self) -> None:
        """Lets the process end by itself, which it does at the end of its input."""
        _close(self._input)
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.terminate()
            try:
                self._process.wait(timeout=1)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self.kill()

    def kill(self) -> None:
        """Ends the process at once, and closes what belongs to it."""
        _close(self._input)
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        _close(self._output)
        _close(self._errors)

    def forget(self) -> None:
        """Closes this process's ends of the pipes, and leaves the program alone."""
        for file in (self._input, self._output, self._errors):
            _close(file)
        # The program is no child of this process: Popen must not wait for it.
        self._process.returncode = 0


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


def _refused(constant: str) -> float:
    raise ValueError(f"{constant} is no number of JSON")


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _close(file: Any) -> None:
    try:
        file.close()
    except OSError:
        pass


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
