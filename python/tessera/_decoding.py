# SPDX-License-Identifier: Apache-2.0
"""How JSON becomes the dataclasses of reports: strictly, and a member of a report at a time."""

from __future__ import annotations

import json
import marshal
import os
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Type, TypeVar, Union

from ._errors import InputError, MissingInputError, ProtocolError

T = TypeVar("T")
R = TypeVar("R", bound="Report")
Decoder = Callable[[Any, str], Any]


def fail(at: str, problem: str) -> ProtocolError:
    """An error that names a member."""
    return ProtocolError(f"the program's report does not have the form that this package knows: {at} {problem}")


def named(value: Any) -> str:
    """A value for a message, cut at 40 characters."""
    return repr(value)[:40]


def check_members(raw: Any, at: str, allowed: FrozenSet[str], required: FrozenSet[str]) -> None:
    """Raises an error where an object lacks a member or has one that is not known."""
    if raw.__class__ is not dict:
        raise fail(at, f"is {named(raw)}, and no object")
    keys = raw.keys()
    if keys == allowed:
        return
    for key in sorted(required - keys):
        raise fail(f"{at}.{key}", "is missing")
    for key in sorted(keys - allowed):
        raise fail(f"{at}.{key}", "is a member that is not known")


def number(value: Any, at: str) -> float:
    """A real number."""
    if value.__class__ is float:
        return value
    if value.__class__ is int:
        return float(value)
    raise fail(at, f"is {named(value)}, and no number")


def integer(value: Any, at: str) -> int:
    """A whole number."""
    if value.__class__ is int:
        return value
    if value.__class__ is float and value.is_integer():
        return int(value)
    raise fail(at, f"is {named(value)}, and no whole number")


def text(value: Any, at: str) -> str:
    """A text."""
    if value.__class__ is str:
        return value
    raise fail(at, f"is {named(value)}, and no text")


def boolean(value: Any, at: str) -> bool:
    """True or false."""
    if value.__class__ is bool:
        return value
    raise fail(at, f"is {named(value)}, and neither true nor false")


def scalar(value: Any, at: str) -> Union[bool, int, float, str]:
    """A number, a boolean or a word."""
    if value.__class__ in (bool, int, float, str):
        return value
    raise fail(at, f"is {named(value)}, and neither a number nor a word")


def optional(decode: Callable[[Any, str], T]) -> Callable[[Any, str], Optional[T]]:
    """A value that may be null."""

    def decoded(value: Any, at: str) -> Optional[T]:
        return None if value is None else decode(value, at)

    return decoded


def sequence(decode: Callable[[Any, str], T], count: Optional[int] = None) -> Callable[[Any, str], Tuple[T, ...]]:
    """A list, of a certain length where one is given."""

    def decoded(value: Any, at: str) -> Tuple[T, ...]:
        if value.__class__ is not list:
            raise fail(at, f"is {named(value)}, and no list")
        if count is not None and len(value) != count:
            raise fail(at, f"has {len(value)} elements, and not {count}")
        return tuple([decode(element, f"{at}[{index}]") for index, element in enumerate(value)])

    return decoded


def mapping(decode: Callable[[Any, str], T]) -> Callable[[Any, str], Dict[str, T]]:
    """An object whose members are not known beforehand."""

    def decoded(value: Any, at: str) -> Dict[str, T]:
        if value.__class__ is not dict:
            raise fail(at, f"is {named(value)}, and no object")
        return {key: decode(element, f"{at}.{key}") for key, element in value.items()}

    return decoded


def word(*words: Union[str, float, None]) -> Decoder:
    """One of certain words."""
    allowed = frozenset(words)

    def decoded(value: Any, at: str) -> Any:
        if value.__class__ in (str, int, float) and value in allowed:
            return value
        raise fail(at, f"is {named(value)} (known: {', '.join(map(str, words))})")

    return decoded


def either(known: str, decode: Callable[[Any, str], Any]) -> Decoder:
    """A certain word, or something else."""

    def decoded(value: Any, at: str) -> Any:
        return known if value == known else decode(value, at)

    return decoded


class Report:
    """A report of the program.

    Its attributes are the members of the JSON report, in SI units. A member becomes an object when it is first asked for;
    members that are missing, that are not known, or that have another type raise an error which names them.
    """

    SCHEMA: ClassVar[str]
    _ALLOWED: ClassVar[FrozenSet[str]]
    _REQUIRED: ClassVar[FrozenSet[str]]
    _MEMBERS: ClassVar[Mapping[str, Tuple[str, Decoder]]]
    _raw: Dict[str, Any]

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            member = self._MEMBERS.get(name)
            if member is None:
                raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
            key, decode = member
            raw = self.__dict__["_raw"]
            value = decode(raw[key], f"{self.SCHEMA.split('/')[0]}.{key}") if key in raw else None
            self.__dict__[name] = value
            return value

    @classmethod
    def from_dict(cls: Type[R], raw: Dict[str, Any]) -> R:
        """A report of the JSON that the program wrote.

        Raises:
            ProtocolError: the dictionary is no such report; the message names the member.
        """
        name = cls.SCHEMA.split("/")[0]
        if raw.__class__ is dict and raw.get("schema") != cls._schema_value():
            raise fail(f"{name}.schema", f"is {named(raw.get('schema'))}, and not {cls._schema_value()!r}")
        check_members(raw, name, cls._ALLOWED, cls._REQUIRED)
        report = object.__new__(cls)
        report.__dict__["_raw"] = raw
        return report

    @classmethod
    def load(cls: Type[R], path: Union[str, os.PathLike[str]]) -> R:
        """A report from a file, as `save` and ``--format json`` write it.

        Raises:
            MissingInputError: there is no such file.
            InputError: the file is no JSON.
            ProtocolError: the JSON is another report.
        """
        name = os.fspath(path)
        try:
            with open(name, encoding="utf-8") as file:
                raw = json.load(file)
        except FileNotFoundError:
            raise MissingInputError(f"{name}: no such file", file=name) from None
        except (ValueError, OSError) as error:
            raise InputError(f"{name} is no JSON: {error}", file=name) from None
        return cls.from_dict(raw)

    @classmethod
    def _schema_value(cls) -> str:
        return cls.SCHEMA

    def to_dict(self) -> Dict[str, Any]:
        """The JSON report as the program gave it: nested dictionaries, a copy of its own at each call."""
        copy: Dict[str, Any] = marshal.loads(marshal.dumps(self.__dict__["_raw"]))
        return copy

    def check(self: R) -> R:
        """Decodes all members now, so that a report of another form raises its error here. Returns the report."""
        for name in self._MEMBERS:
            getattr(self, name)
        return self
