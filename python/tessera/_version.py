# SPDX-License-Identifier: Apache-2.0
"""The version, which is that of the program: a test and the build of the wheel compare them."""

__version__ = "0.1.0"
