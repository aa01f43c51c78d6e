# SPDX-License-Identifier: Apache-2.0
"""Calls of functions as requests to the program."""

from __future__ import annotations

import difflib
import inspect
import os
import sys
import warnings
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple, TypeVar

from . import _inputs
from ._errors import ProtocolError, TesseraError, TesseraWarning, UsageError, in_words_of_python
from ._options import Option, options
from ._parameters import REVISIONS, Parameters
from ._process import Progress
from ._server import Answer, Server, default_server

F = TypeVar("F", bound=Callable[..., Any])

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_OWN = ("server", "progress", "parameters")
_LEAST_LIKENESS = 0.75
_WARNING = "warning: "


@dataclass(frozen=True)
class Command:
    """A command of the program, as a function calls it.

    Attributes:
        name: the name of the function.
        words: what begins the command line.
        options: the option of each keyword.
        keywords: the keyword of each option, by its name without dashes.
    """

    name: str
    words: Tuple[str, ...]
    options: Mapping[str, Option]
    keywords: Mapping[str, str]

    @staticmethod
    def of(function: Callable[..., Any], words: Sequence[str]) -> Command:
        """The command of a function, whose parameters are the keywords."""
        name = function.__name__
        keywords = tuple(keyword for keyword in inspect.signature(function).parameters if keyword not in _OWN)
        found = options(name, keywords)
        return Command(
            name, tuple(words), found, {option.flag[2:]: keyword for keyword, option in found.items() if option.flag})


@dataclass(frozen=True)
class Call:
    """A function with the values of its keywords, which can be run more than once.

    Attributes:
        command: the command of the function.
        values: values by keyword; those that are None, or False, are not given.
        parameters: the parameters of the chip, by name.
        folder: the folder that relative paths are relative to.
        server: the server that answers.
        progress: called with each line of progress.
    """

    command: Command
    values: Mapping[str, Any]
    parameters: Mapping[str, Any]
    folder: str
    server: Server
    progress: Optional[Progress]

    @staticmethod
    def of(command: Command, arguments: Mapping[str, Any]) -> Call:
        """A call with the arguments of a function, as `locals` gives them at its beginning."""
        parameters = arguments.get("parameters", {})
        for name in parameters:
            _check_keyword(command, name)
        server = arguments.get("server")
        if server is not None and not isinstance(server, Server):
            raise _inputs.wrong("server", server, "a Server")
        progress = arguments.get("progress")
        if progress is not None and not callable(progress):
            raise _inputs.wrong("progress", progress, "a function that takes a text")
        values = {
            keyword: value for keyword, value in arguments.items()
            if keyword not in _OWN and value is not None and value is not False}
        return Call(command, values, parameters, os.getcwd(), server or default_server(), progress)

    def json(self, inputs: Optional[_inputs.Inputs] = None) -> Dict[str, Any]:
        """Runs the command, and gives its JSON report."""
        report = self._run("json", inputs).report
        if report is None:
            raise ProtocolError("the program answered with text where a JSON report was asked for")
        return report

    def text(self, format: str) -> str:
        """Runs the command, and gives its report in another format."""
        output = self._run(format, None, is_quiet=True).output
        if output is None:
            raise ProtocolError(f"the program answered with JSON where {format} was asked for")
        return output

    def picture(self, path: str, format: str, width: Any, font_size: Any, force: bool) -> None:
        """Runs the command, and writes its report as a picture with the data beside it."""
        with _inputs.Inputs() as files:
            arguments = self.arguments(files)
            place = "--report" if self.command.words[0] == "train" else "--output"
            words = [
                "--format", format, f"{place}={os.path.abspath(path)}", f"--figure-width={width}",
                f"--font-size={font_size}"]
            if force and "--force" not in arguments:
                words.append("--force")
            arguments[len(self.command.words):len(self.command.words)] = words
            self.answer(arguments, files, is_quiet=True)

    def _run(self, format: str, inputs: Optional[_inputs.Inputs], is_quiet: bool = False) -> Answer:
        with (inputs or _inputs.Inputs()) as files:
            arguments = self.arguments(files)
            arguments[len(self.command.words):len(self.command.words)] = ["--format", format]
            return self.answer(arguments, files, is_quiet)

    def arguments(self, files: _inputs.Inputs) -> List[str]:
        """The words of the command line, with the command in front."""
        words = list(self.command.words)
        positional: List[str] = []
        for keyword, value in self.values.items():
            flag, convert, _ = self.command.options[keyword]
            for word in convert(files, keyword, value):
                if not flag:
                    positional.append(os.path.join(".", word) if word.startswith("-") else word)
                else:
                    words.append(f"{flag}={word}" if word else flag)
        for name, value in self.parameters.items():
            words += ["--set", f"{name}={_inputs.parameter(name, value)}"]
        return words + positional

    def answer(self, arguments: Sequence[str], files: _inputs.Inputs, is_quiet: bool = False) -> Answer:
        """Sends a command line, with its warnings and errors in words of Python."""
        try:
            answer = self.server.run(arguments, folder=self.folder, progress=self.progress)
        except TesseraError as error:
            self._translate(error, files)
            raise
        for message in () if is_quiet else answer.messages:
            # Other messages say how a run went, such as the points a second.
            if message.startswith(_WARNING):
                self._warn(self._in_words(message[len(_WARNING):], files))
        return answer

    def _warn(self, text: str) -> None:
        """Warns at the line of the first caller outside of this package."""
        level, frame = 1, sys._getframe()
        while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
            level, frame = level + 1, frame.f_back
        warnings.warn(text, TesseraWarning, stacklevel=level)

    def _translate(self, error: TesseraError, files: _inputs.Inputs) -> None:
        error.message = self._in_words(error.message, files)
        error.args = (error.message,)
        if error.file is not None:
            error.file = None if error.file.startswith("--set ") else files.names.get(error.file, error.file)

    def _in_words(self, message: str, files: _inputs.Inputs) -> str:
        for path, keyword in files.names.items():
            message = message.replace(path, keyword)
        return in_words_of_python(message, self.command.keywords)


def _check_keyword(command: Command, name: str) -> None:
    """Raises an error for a name that is more like a keyword of the function than like any parameter."""
    if name in REVISIONS:
        return
    known = [*command.options, *_OWN[:2]]
    likeness = {other: difflib.SequenceMatcher(None, name.lower(), other.lower()).ratio() for other in known}
    best = max(likeness, key=lambda other: likeness[other])
    parameters = difflib.get_close_matches(name, REVISIONS, n=1, cutoff=max(likeness[best], _LEAST_LIKENESS))
    if likeness[best] >= _LEAST_LIKENESS and not parameters:
        raise UsageError(f"{command.name}() has no keyword {name!r}, and there is no such parameter; did you mean {best!r}?")


def described(words: Sequence[str]) -> Callable[[F], F]:
    """Gives a function the command that it calls, what its keywords mean, and a signature with all parameters."""

    def decorate(function: F) -> F:
        command = Command.of(function, words)
        function.command = command  # type: ignore[attr-defined]
        signature = inspect.signature(function)
        lines = [inspect.cleandoc(function.__doc__ or ""), "", "Keywords:"]
        for keyword, one in command.options.items():
            lines.append(f"    {keyword}: {one.meaning}.")
        if "progress" in signature.parameters:
            lines.append("    progress: called with each line of progress, a text.")
        lines.append("    server: the server that answers; by default that of the module.")
        if "parameters" in signature.parameters:
            lines.append("    parameters: parameters of the chip, as in `Parameters`: technode=22, memcelltype=\"RRAM\".")
            function.__signature__ = _with_parameters(signature)  # type: ignore[attr-defined]
        function.__doc__ = "\n".join(lines) + "\n"
        return function

    return decorate


_PARAMETERS = tuple(
    inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
    for name, annotation in Parameters.__annotations__.items())


def _with_parameters(signature: inspect.Signature) -> inspect.Signature:
    """A signature with each parameter of chips as a keyword, for completion."""
    own = [one for one in signature.parameters.values() if one.kind is not inspect.Parameter.VAR_KEYWORD]
    return signature.replace(parameters=[*own, *_PARAMETERS])
