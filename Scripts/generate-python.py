#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes what the Python package has of the program: dataclasses of reports, typed parameters, and the API reference.

usage: generate-python.py PROGRAM [--check]      (Python's standard library, and NumPy for the reference)

PROGRAM is a built `tessera`. Dataclasses come from docs/schemas, parameters from `tessera params --format json`, and
docs/python-api.md from the docstrings of the package. With --check files are only compared, and the exit code is 1 where one is
old.
"""

import argparse
import json
import os
import subprocess
import sys

import python_parameters
import python_reports

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PACKAGE = os.path.join("python", "tessera")


def schemas():
    """The schemas of reports, by file name."""
    folder = os.path.join(ROOT, "docs", "schemas")
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            found[name] = json.load(file)
    return found


def parameters(program):
    """The parameters of each revision, as the program describes them."""
    def described(*options):
        result = subprocess.run(
            [program, "params", "list", "--format", "json", *options], stdout=subprocess.PIPE, check=True)
        return json.loads(result.stdout)

    first = described()
    revisions = next(entry for entry in first["parameters"] if entry["name"] == "revision")["alternatives"]
    return {entry["word"]: described("--revision", entry["word"])["parameters"] for entry in revisions}


def reference():
    """The API reference, made by a new interpreter, so that it sees the files which have just been written."""
    script = os.path.join(ROOT, "Scripts", "python_reference.py")
    environment = dict(os.environ, PYTHONPATH=os.path.join(ROOT, "python"), PYTHONDONTWRITEBYTECODE="1")
    return subprocess.run([sys.executable, script], stdout=subprocess.PIPE, check=True, env=environment).stdout.decode()


def settle(path, text, is_check):
    """Writes or compares a file; says whether it was old."""
    whole = os.path.join(ROOT, path)
    try:
        with open(whole, encoding="utf-8") as file:
            old = file.read()
    except FileNotFoundError:
        old = None
    if old == text:
        return False
    if is_check:
        print(f"{path} is old: run Scripts/generate-python.py PROGRAM", file=sys.stderr)
    else:
        with open(whole, "w", encoding="utf-8") as file:
            file.write(text)
        print(path)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", help="a built tessera")
    parser.add_argument("--check", action="store_true", help="only compares, and exits with 1 where a file is old")
    options = parser.parse_args()
    is_old = settle(os.path.join(PACKAGE, "_reports.py"), python_reports.module(schemas()), options.check)
    is_old |= settle(
        os.path.join(PACKAGE, "_parameters.py"), python_parameters.module(parameters(options.program)), options.check)
    is_old |= settle(os.path.join("docs", "python-api.md"), reference(), options.check)
    return 1 if is_old and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
