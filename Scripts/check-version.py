#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the version of Tessera, and fails where two files have different ones.

usage: check-version.py [--release] [FOLDER]      (Python's standard library only)

With --release, CHANGELOG.md must have a heading of the version with its date, and CITATION.cff the same date. The page
docs/release-checklist.md says when this is asked for."""
import os
import re
import sys

PLACES = {
    "Sources/Reporting/Shared/Tessera.swift": r'static let version = "(.*)"$',
    "python/tessera/_version.py": r'^__version__ = "(.*)"$',
    "CITATION.cff": r'^version: "?(.*?)"?$',
}
HEADING = r"^## \[?%s\]? - (\d{4}-\d{2}-\d{2})$"
RELEASED = r'^date-released: "?(\d{4}-\d{2}-\d{2})"?$'


def found(folder, path, pattern):
    """What stands in a file, or None."""
    with open(os.path.join(folder, path), encoding="utf-8") as file:
        match = re.search(pattern, file.read(), re.MULTILINE)
    return match.group(1) if match else None


def check(folder, release):
    """The version, and what is wrong."""
    versions = {path: found(folder, path, pattern) for path, pattern in PLACES.items()}
    version = versions["Sources/Reporting/Shared/Tessera.swift"]
    problems = [f"{path} has version {other}, not {version}" for path, other in versions.items() if other != version]
    if version is None or not re.fullmatch(r"\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?", version):
        problems.append(f"{version} is no version such as 0.1.0")
    elif release:
        date = found(folder, "CHANGELOG.md", HEADING % re.escape(version))
        released = found(folder, "CITATION.cff", RELEASED)
        if date is None:
            problems.append(f"CHANGELOG.md has no heading '## {version} - YEAR-MONTH-DAY'")
        elif date != released:
            problems.append(f"CITATION.cff was released on {released}, and CHANGELOG.md says {date}")
    return version, problems


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--release"]
    folder = arguments[0] if arguments else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    version, problems = check(folder, "--release" in sys.argv)
    if problems:
        sys.exit("\n".join(f"error: {problem}" for problem in problems))
    print(version)


if __name__ == "__main__":
    main()
