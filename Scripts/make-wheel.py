#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the wheel of the Python package, with the program, the C library and the shared libraries that both need.

usage: make-wheel.py PROGRAM LIBRARY FOLDER      (`make wheel` builds the first two and calls this)

PROGRAM and LIBRARY have Swift's libraries in them. The shared libraries are those of this system: what PROGRAM and LIBRARY are
linked with, what they open when they run, and what these need in turn, but not what every system of the platform's tag has. They
get names of their own, because another package of the same Python process may have loaded a library of the same name. The wheel
is the same, bit by bit, for the same PROGRAM, LIBRARY, commit and packages of the system.
"""

from __future__ import annotations

import glob
import json
import os
import platform
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORK = os.path.join(ROOT, ".build", "wheel")
TOOLS = os.path.join(ROOT, ".build", "wheel-tools")
PLATFORM = "manylinux_2_36_x86_64"
# What CBLASShim and CTurboJPEGShim open when they run.
OPENED = ["libopenblas.so.0", "liblapacke.so.3", "libturbojpeg.so.0"]
# Libraries of OpenBLAS that only hand on what libopenblas.so.0 has itself.
IN_OPENBLAS = {"libblas.so.3", "liblapack.so.3"}
# What a system of this platform has: the GNU C library and the runtime library of C++. zlib may be missing.
OF_SYSTEM = re.compile(r"(linux-vdso|ld-linux-x86-64|libc|libm|libdl|librt|libpthread|libstdc\+\+|libgcc_s)\.so\.\d+$")
# Packages whose code PROGRAM and LIBRARY contain without a licence beside it: Foundation's ICU, and libyaml in Yams.
INSIDE = ["libicu72", "libyaml-0-2"]
COMMON_LICENSES = "/usr/share/common-licenses"


def main() -> None:
    if len(sys.argv) != 4:
        sys.exit(__doc__.split("\n\n")[1])
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        sys.exit(f"error: the wheel is for {PLATFORM}, and this is {platform.system()} on {platform.machine()}")
    program, library, folder = (os.path.abspath(path) for path in sys.argv[1:])
    for path in (program, library):
        if not os.path.isfile(path):
            sys.exit(f"error: {path} is not there: the wheel needs the program and the C library")
    check_version(program)
    install_tools()
    inside = stage(program, library)
    vendor(inside)
    add_licences(inside)
    wheel = build(folder)
    check_platform(wheel)
    print(f"{os.path.relpath(wheel)}: {os.path.getsize(wheel) / 1e6:.1f} MB")


def run(*command: str, environment: dict[str, str] | None = None) -> str:
    """The output of a command, which must succeed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    if done.returncode:
        sys.exit(f"{done.stdout}error: {' '.join(command)} failed")
    return done.stdout


def tool(name: str) -> str:
    return os.path.join(TOOLS, "bin", name)


# Before


def check_version(program: str) -> None:
    """The package and the program have one version."""
    of_program = run(program, "--version").split()[0]
    with open(os.path.join(ROOT, "python", "tessera", "_version.py"), encoding="utf-8") as file:
        found = re.search(r'^__version__ = "(.*)"$', file.read(), re.M)
    of_package = found.group(1) if found else "none"
    if of_program != of_package:
        sys.exit(f"error: the program is {of_program}, and python/tessera/_version.py has {of_package}: they must be the same")


def install_tools() -> None:
    """The tools of wheel-tools.txt, in an environment of their own."""
    wanted = os.path.join(ROOT, "Scripts", "wheel-tools.txt")
    note = os.path.join(TOOLS, "installed.txt")
    if os.path.exists(note) and read(note) == read(wanted):
        return
    shutil.rmtree(TOOLS, ignore_errors=True)
    run(sys.executable, "-m", "venv", TOOLS)
    run(tool("python"), "-m", "pip", "install", "--quiet", "--requirement", wanted)
    shutil.copy(wanted, note)


def read(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()


# What is inside


def stage(program: str, library: str) -> str:
    """A copy of the package with the program and the library in it; the folder that holds them."""
    shutil.rmtree(WORK, ignore_errors=True)
    shutil.copytree(
        os.path.join(ROOT, "python"), WORK,
        ignore=shutil.ignore_patterns("__pycache__", "tests", "build", "*.egg-info", ".*cache"),
    )
    shutil.copy(os.path.join(ROOT, "LICENSE"), WORK)
    inside = os.path.join(WORK, "tessera", "_program")
    for source, name in ((program, "tessera"), (library, "libtessera.so")):
        shutil.copy(source, os.path.join(inside, name))
        os.chmod(os.path.join(inside, name), 0o755)
    os.mkdir(os.path.join(inside, "lib"))
    return inside


def needed(path: str) -> list[str]:
    """The libraries that a file names itself and that not every system has."""
    names = run(tool("patchelf"), "--print-needed", path).split()
    return [name for name in names if not OF_SYSTEM.match(name)]


def find(name: str) -> str:
    """Where the system has a library."""
    for line in run("/sbin/ldconfig", "-p").splitlines():
        words = line.split()
        if words and words[0] == name and "x86-64" in line:
            return os.path.realpath(words[-1])
    sys.exit(f"error: {name} was not found; apt-file or https://packages.debian.org tell which package has it")


def own_name(name: str) -> str:
    """The name of a library in the wheel: libz.so.1 is libtessera-z.so.1."""
    return "libtessera-" + name[len("lib"):]


def vendor(inside: str) -> None:
    """Copies the libraries that are needed, under names of their own, and lets all files find them."""
    files = [os.path.join(inside, name) for name in ("tessera", "libtessera.so")]
    open_names = OPENED + [name for path in files for name in needed(path)]
    copied: dict[str, str] = {}
    while open_names:
        name = open_names.pop()
        if name in copied or name in IN_OPENBLAS:
            continue
        copied[name] = os.path.join(inside, "lib", own_name(name))
        shutil.copy(find(name), copied[name])
        os.chmod(copied[name], 0o755)
        open_names += needed(copied[name])
    for path in files:
        prepare(path, "$ORIGIN/lib")
    for path in copied.values():
        prepare(path, "$ORIGIN")
        run(tool("patchelf"), "--set-soname", os.path.basename(path), path)
    for path in [*files, *copied.values()]:
        check_complete(path)


def prepare(path: str, runpath: str) -> None:
    """Makes a file small, and lets it find the libraries of the wheel."""
    run("strip", "--strip-unneeded", path)
    names = needed(path)
    for name in names:
        if name in IN_OPENBLAS:
            run(tool("patchelf"), "--remove-needed", name, path)
        else:
            run(tool("patchelf"), "--replace-needed", name, own_name(name), path)
    if IN_OPENBLAS & set(names):
        run(tool("patchelf"), "--add-needed", own_name("libopenblas.so.0"), path)
    run(tool("patchelf"), "--set-rpath", runpath, path)


def check_complete(path: str) -> None:
    """All libraries and all symbols that a file needs are there, and the libraries are those of the wheel."""
    output = run("ldd", "-r", path, environment={"PATH": os.environ["PATH"]})
    folder = os.path.dirname(path)
    for line in output.splitlines():
        name = line.split()[0]
        known = OF_SYSTEM.match(os.path.basename(name)) or f"=> {folder}/" in line
        if "not found" in line or "undefined symbol" in line or not known:
            sys.exit(f"error: {os.path.basename(path)} of the wheel: {line.strip()}")


# Licences


def package_of(path: str) -> str:
    """The Debian package that a file of the system comes from."""
    places = [path, re.sub(r"^/usr/lib/", "/lib/", path)]
    for place in places:
        done = subprocess.run(["dpkg", "-S", place], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if done.returncode == 0:
            return done.stdout.split(":")[0]
    sys.exit(f"error: no Debian package has {path}, so that its licence is not known")


def add_licences(inside: str) -> None:
    """The licences of all that the wheel holds beside Tessera."""
    folder = os.path.join(inside, "lib", "LICENSES")
    os.mkdir(folder)
    lines = ["Files, with the Debian package that each was copied from or whose code it has inside:", ""]
    packages = list(INSIDE)
    for name in sorted(os.listdir(os.path.dirname(folder))):
        if name == "LICENSES":
            continue
        package = package_of(find("lib" + name[len("libtessera-"):]))
        packages.append(package)
        lines.append(f"{name}: {version_of(package)}")
    lines += [f"tessera, libtessera.so: code of {version_of(package)} or a later version" for package in INSIDE]
    lines += ["", "Sources of all packages: https://snapshot.debian.org", ""]
    for package in packages:
        shutil.copy(f"/usr/share/doc/{package}/copyright", os.path.join(folder, f"{package}.txt"))
    add_common_licences(folder)
    add_swift_licences(folder)
    with open(os.path.join(folder, "README.txt"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def version_of(package: str) -> str:
    return run("dpkg-query", "--show", "--showformat", "${Package} ${Version}", package)


def add_common_licences(folder: str) -> None:
    """The texts that copyright files of Debian name only."""
    text = "".join(read(os.path.join(folder, name)) for name in os.listdir(folder))
    for name in sorted(set(re.findall(rf"{COMMON_LICENSES}/([A-Za-z0-9.+-]*[A-Za-z0-9])", text))):
        shutil.copy(os.path.join(COMMON_LICENSES, name), os.path.join(folder, f"{name}.txt"))


def add_swift_licences(folder: str) -> None:
    """Of Swift's libraries and of the packages that the program is built with."""
    toolchain = os.path.dirname(os.path.dirname(os.path.realpath(shutil.which("swift") or "/")))
    places = {"swift": [os.path.join(toolchain, "share", "swift", "LICENSE.txt")]}
    for checkout in glob.glob(os.path.join(ROOT, ".build", "static", "checkouts", "*")):
        # A package may have notices, and code of others with a licence of its own.
        patterns = ["LICENSE*", "NOTICE*", "Sources/*/LICENSE*"]
        places[os.path.basename(checkout)] = [
            path for pattern in patterns for path in sorted(glob.glob(os.path.join(checkout, pattern))) if os.path.isfile(path)]
    for name, paths in places.items():
        if not paths or not all(os.path.isfile(path) for path in paths):
            sys.exit(f"error: the licence of {name} is not there")
        with open(os.path.join(folder, f"{name}.txt"), "w", encoding="utf-8") as file:
            file.write("\n\n".join(read(path) for path in paths))


# The wheel


def build(folder: str) -> str:
    """The wheel in its folder."""
    time = run("git", "-c", f"safe.directory={ROOT}", "-C", ROOT, "log", "-1", "--format=%ct").strip()
    for path in glob.glob(os.path.join(folder, "tessera_imc-*.whl")):
        os.remove(path)
    for place, _, names in os.walk(WORK):
        os.chmod(place, 0o755)
        for name in names:
            path = os.path.join(place, name)
            os.chmod(path, 0o755 if os.access(path, os.X_OK) else 0o644)
    run(
        tool("python"), "-m", "build", "--wheel", "--no-isolation", "--outdir", folder,
        f"--config-setting=--build-option=--plat-name={PLATFORM}", WORK,
        environment={**os.environ, "SOURCE_DATE_EPOCH": time},
    )
    wheel = glob.glob(os.path.join(folder, f"tessera_imc-*-py3-none-{PLATFORM}.whl"))
    if len(wheel) != 1:
        sys.exit(f"error: {folder} has {os.listdir(folder)} in place of one wheel for {PLATFORM}")
    return wheel[0]


def check_platform(wheel: str) -> None:
    """All systems of the tag have what the wheel needs of them, and the wheel needs no library of theirs but those of the tag."""
    path = f"{os.path.dirname(tool('patchelf'))}:{os.environ['PATH']}"
    report = json.loads(run(tool("auditwheel"), "show", "--json", wheel, environment={**os.environ, "PATH": path}))
    found = re.fullmatch(r"manylinux_2_(\d+)_x86_64", report["overall_tag"])
    if not found or int(found.group(1)) > int(PLATFORM.split("_")[2]) or report["external_libs"]:
        sys.exit(
            f"error: the tag is {PLATFORM}, and auditwheel says {report['overall_tag']}, with libraries of the system: "
            f"{report['external_libs']}"
        )
    print(f"auditwheel: {report['overall_tag']} or later")


if __name__ == "__main__":
    main()
