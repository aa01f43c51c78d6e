# SPDX-License-Identifier: Apache-2.0
"""The tag of the wheel: any Python 3, and one platform where the program is inside."""

from __future__ import annotations

import os
from typing import Tuple

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel

_PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tessera", "_program", "tessera")


class PackageWithProgram(Distribution):
    """A package that is for one platform where it has the program."""

    def has_ext_modules(self) -> bool:
        return os.path.exists(_PROGRAM)


class AnyPython(bdist_wheel):
    """A wheel without code for one version of Python."""

    def get_tag(self) -> Tuple[str, str, str]:
        return "py3", "none", super().get_tag()[2]


setup(distclass=PackageWithProgram, cmdclass={"bdist_wheel": AnyPython})
