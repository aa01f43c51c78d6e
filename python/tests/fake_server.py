#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A server that speaks the protocol of `tessera serve --stdio` in ways that the real one does not.

usage: fake_server.py MODE

Each mode is a fault: what the client makes of it is tested. In `honest` a request is answered by the program that the variable
TESSERA_PROGRAM names, in a process of its own.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import Any, Dict


def say(line: Dict[str, Any]) -> None:
    """Writes a line."""
    print(json.dumps(line), flush=True)


def greeting(mode: str) -> Dict[str, Any]:
    """The first line."""
    program = {"other-version": "0.0.9 (abc)", "honest": honest_version()}.get(mode, package_version())
    return {
        "schema": "other" if mode == "other-schema" else "tessera.serve",
        "version": 99 if mode == "other-protocol" else 1,
        "program": program,
        "commands": ["estimate"],
    }


def package_version() -> str:
    """The version that the client expects."""
    import tessera

    return f"{tessera.__version__} (fake)"


def honest_version() -> str:
    program = os.environ.get("TESSERA_PROGRAM", "")
    return subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True).stdout.strip() if program else ""


def answer(mode: str, request: Dict[str, Any]) -> None:
    """Answers a request as the mode says."""
    number = request["id"]
    if mode == "honest":
        say(by_program(request))
    elif mode == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif mode == "exits":
        print("the last words", file=sys.stderr, flush=True)
        sys.exit(3)
    elif mode == "half-line":
        sys.stdout.write('{"id":')
        sys.stdout.flush()
        sys.exit(0)
    elif mode == "no-json":
        print("hello", flush=True)
    elif mode == "no-object":
        print("[1]", flush=True)
    elif mode == "nan":
        sys.stdout.write(f'{{"id":{number},"exit":0,"messages":[],"report":{{"area":NaN}}}}\n')
        sys.stdout.flush()
    elif mode == "other-id":
        say({"id": number + 1, "exit": 0, "messages": [], "output": "x"})
    elif mode == "no-result":
        say({"id": number, "exit": 0, "messages": []})
    elif mode == "unknown-kind":
        say({"id": number, "exit": 99, "messages": [], "error": {"kind": "strange", "message": "m"}})
    elif mode == "not-understood":
        say({"id": None, "exit": 64, "messages": [], "error": {"kind": "usage", "message": "no such line"}})
    elif mode == "progress":
        for step in range(3):
            say({"id": number, "progress": f"step {step + 1} of 3"})
        say({"id": number, "exit": 0, "messages": ["warning: w", "a note"], "output": "done"})
    elif mode == "deaf":
        time.sleep(60)
    else:
        raise SystemExit(f"unknown mode {mode}")


def by_program(request: Dict[str, Any]) -> Dict[str, Any]:
    """The answer of the real program."""
    result = subprocess.run(
        [os.environ["TESSERA_PROGRAM"], *request["arguments"]], cwd=request.get("folder"), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True)
    messages = result.stderr.splitlines()
    if result.returncode == 0:
        return {"id": request["id"], "exit": 0, "messages": messages, "report": json.loads(result.stdout)}
    kinds = {64: "usage", 65: "badInput", 66: "missingInput", 70: "internalError", 73: "cannotWrite", 130: "interrupted"}
    error = {"kind": kinds[result.returncode], "message": result.stderr.replace("error: ", "", 1).strip()}
    return {"id": request["id"], "exit": result.returncode, "messages": [], "error": error}


def main() -> None:
    mode = sys.argv[1]
    if mode == "greets-badly":
        print("Usage: tessera", flush=True)
        return
    if mode == "ends-at-once":
        print("unknown command serve", file=sys.stderr, flush=True)
        sys.exit(64)
    say(greeting(mode))
    for line in sys.stdin:
        request = json.loads(line)
        if "cancel" not in request:
            answer(mode, request)


main()
