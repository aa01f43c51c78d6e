# SPDX-License-Identifier: Apache-2.0
"""A process that speaks the protocol of `tessera serve --stdio`: its start, its lines, its end."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import tempfile
import threading
import time
from typing import IO, Any, Callable, Dict, Mapping, Optional, Sequence

from ._errors import MissingInputError, ProtocolError, ServerDied, TesseraError, VersionMismatch
from ._version import __version__

PROTOCOL = 1
"""The version of the protocol that this package speaks."""

START_LIMIT = 60.0
"""Seconds within which the program must say its first line."""

_PART = 1 << 16
_LAST_ERRORS = 4000

Progress = Callable[[str], None]
"""What is called with each line of progress, such as ``hardware: trial 2 of 4``."""


class Process:
    """A process that has said its first line."""

    def __init__(self, path: str, arguments: Sequence[str]) -> None:
        self.waiting_for: Optional[int] = None
        self._is_closed = False
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
            try:
                part = os.read(self._output.fileno(), _PART)
            except (ValueError, OSError):
                raise self._death(while_starting) from None
            if not part:
                raise self._death(while_starting)
            self._received += part

    def _death(self, while_starting: bool) -> TesseraError:
        """What is raised where the output ends before an answer."""
        if self._is_closed:
            return ServerDied("the server was closed before it had answered", file=self._path)
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
        self._is_closed = True
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
        self._is_closed = True
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
