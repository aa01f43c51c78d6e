# SPDX-License-Identifier: Apache-2.0
"""What the functions of this package raise and warn of."""

from __future__ import annotations

import re
from typing import Mapping, Optional, Tuple, Type


class TesseraError(Exception):
    """A run that gave no result; its subclasses say by what.

    Attributes:
        message: what was wrong and what is allowed, as the program says it, with the keywords of Python in place of
            options of the command line.
        file: the file that is wrong, or None where it is no file or where the program does not name one.
        line: the line of that file, from 1, or None.
        exit_code: the exit code of the command line for this kind of error, or None.
    """

    exit_code: Optional[int] = None

    def __init__(self, message: str, *, file: Optional[str] = None, line: Optional[int] = None) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line

    def __reduce__(self) -> Tuple[object, ...]:
        return (_restore, (type(self), self.message, self.file, self.line))


def _restore(kind: Type[TesseraError], message: str, file: Optional[str], line: Optional[int]) -> TesseraError:
    """An error that travels between processes."""
    return kind(message, file=file, line=line)


class UsageError(TesseraError, ValueError):
    """Keywords that are unknown, of a wrong type, out of range, or that contradict each other."""

    exit_code = 64


class InputError(TesseraError, ValueError):
    """A file, a parameter or an array whose content is wrong."""

    exit_code = 65


class MissingInputError(TesseraError):
    """A file, a network, a library or the program that is needed and is not there."""

    exit_code = 66


class InternalError(TesseraError):
    """A defect of Tessera."""

    exit_code = 70


class CannotWriteError(TesseraError):
    """A file that cannot be written, or that exists already."""

    exit_code = 73


class Interrupted(TesseraError):
    """A run that was cancelled."""

    exit_code = 130


class ServerDied(TesseraError):
    """The program ended in the middle of a call; the next call starts it again.

    Attributes:
        signal: name of the signal that ended it, such as ``SIGKILL``; None where it ended by itself.
        status: its exit status; None where a signal ended it.
        errors: the last lines that it wrote to standard error.
    """

    def __init__(
        self,
        message: str,
        *,
        file: Optional[str] = None,
        line: Optional[int] = None,
        signal: Optional[str] = None,
        status: Optional[int] = None,
        errors: str = "",
    ) -> None:
        super().__init__(message, file=file, line=line)
        self.signal = signal
        self.status = status
        self.errors = errors


class ProtocolError(InternalError):
    """The program answered with something that is not of the protocol, or with a report of another form."""


class VersionMismatch(TesseraError):
    """The program is of another version than this package, or speaks another version of the protocol.

    Attributes:
        package: version of this package.
        program: version of the program, as it says it.
    """

    def __init__(
        self,
        message: str,
        *,
        file: Optional[str] = None,
        line: Optional[int] = None,
        package: str = "",
        program: str = "",
    ) -> None:
        super().__init__(message, file=file, line=line)
        self.package = package
        self.program = program


class TesseraWarning(UserWarning):
    """A warning of the program about figures or input."""


KINDS: Mapping[str, Type[TesseraError]] = {
    "usage": UsageError,
    "badInput": InputError,
    "missingInput": MissingInputError,
    "internalError": InternalError,
    "cannotWrite": CannotWriteError,
    "interrupted": Interrupted,
}
"""The exceptions by the kinds of errors in answers of the program."""

_SETTING = re.compile(r"--set (?=[^\s=:]+=)")
_OPTION = re.compile(r"(?<![\w-])--([a-z][a-z0-9-]*)(?: <[^>]*>| (?:FILE|FOLDER|NAME|N)(?![\w=]))?")
_USAGE = re.compile(r"\n(?:Help: |Usage: |  See ').*", re.DOTALL)


def in_words_of_python(message: str, keywords: Mapping[str, str]) -> str:
    """A message of the program with keywords in place of options.

    Args:
        message: what the command line would print, without ``error:``.
        keywords: the keyword of each option, by its name without dashes.

    Returns:
        The message without the lines that explain the command line's usage; ``--set technode=22`` becomes
        ``technode=22``, and ``--weight-bits`` becomes ``weight_bits``. Options without a keyword stay as they are.
    """

    def keyword(match: "re.Match[str]") -> str:
        return keywords.get(match.group(1), match.group(0))

    return _OPTION.sub(keyword, _SETTING.sub("", _USAGE.sub("", message)))
