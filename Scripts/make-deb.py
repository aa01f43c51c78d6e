#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a Debian package of an installed program.

usage: make-deb.py TREE FOLDER      (`make deb` installs into TREE with PREFIX=/usr and calls this)

Manuals and changelogs are compressed, and Swift's and other code inside the program is named in the copyright file. The program's
libraries become dependencies (dpkg-shlibdeps); those that it opens when they are needed are recommended or suggested. The package
is the same, bit by bit, for the same program, commit and packages of the system. lintian must have no complaint.

DEBFULLNAME and DEBEMAIL name the maintainer, as for other tools of Debian.
"""
import email.utils
import glob
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NAME = "tessera"
# Without a name in the environment; the domain is one that no mail reaches (RFC 2606).
MAINTAINER = ("The Tessera developers", "maintainers@tessera.invalid")
# What CBLASShim opens when it runs: products of matrices, and exact wires. Without it the program says what to install.
RECOMMENDS = "libopenblas0, liblapacke"
# Pictures in JPEG; `tessera spice`.
SUGGESTS = "libturbojpeg0, ngspice"
# Code that the program contains: Foundation's ICU, and libyaml in Yams. Their licences are those of the Debian packages.
INSIDE = {"libicu72": "International Components for Unicode, in Swift's Foundation", "libyaml-0-2": "LibYAML, in Yams"}
COMMON = "/usr/share/common-licenses/Apache-2.0"
DESCRIPTION = """estimator for DNN accelerators built on in-memory computing
 Tessera estimates chip area, latency, energy and leakage of a neural network
 on in-memory computing hardware, layer by layer, and the classification
 accuracy that remains with converter quantization and device noise. It is for
 circuit and architecture researchers who compare memory cells, converters and
 mappings.
 .
 The program reads a parameter file and networks in CSV or ONNX. It prints
 text, JSON, CSV and pages for the browser, compares designs, sweeps over
 thousands of them, and trains networks on modelled devices."""
OVERRIDES = {
    # Swift's package manager builds libraries of Swift, and C code in them, into the program.
    "embedded-library": "*libyaml*",
    # It is published by its own developers, not uploaded to Debian's archive.
    "initial-upload-closes-no-bugs": "*",
}


def run(*command, cwd=None, environment=None):
    """The output of a command, which must succeed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=cwd, env=environment, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}error: {' '.join(command)} failed")
    return done.stdout


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def compress(path, text=None):
    """Writes path.gz without a name or a time in it, from a file that then goes away, or from a text."""
    data = text.encode() if text is not None else read(path).encode()
    with open(path + ".gz", "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(data)
    if text is None:
        os.remove(path)


def commit_time():
    return int(run("git", "-c", f"safe.directory={ROOT}", "-C", ROOT, "log", "-1", "--format=%ct"))


def changelog(version, maintainer, time):
    date = email.utils.formatdate(time, localtime=False).replace("-0000", "+0000")
    return (f"{NAME} ({version}) unstable; urgency=medium\n\n  * Version {version.rsplit('-', 1)[0]}. What has changed is in changelog.gz.\n\n"
            f" -- {maintainer}  {date}\n")


def without_apache(text):
    """A licence's text without the Apache License itself, which every Debian has: what is said beyond it."""
    if "Apache License" not in text:
        return text
    found = re.search(r"^#+ Runtime Library Exception.*", text, re.MULTILINE | re.DOTALL)
    return f"Apache License 2.0, see {COMMON}.\n" + ("\n" + found.group() if found else "")


def licences_inside():
    """Name and licence of all code that the program contains beside Tessera's."""
    toolchain = os.path.dirname(os.path.dirname(os.path.realpath(shutil.which("swift") or "/")))
    places = {"Swift's libraries": os.path.join(toolchain, "share", "swift", "LICENSE.txt")}
    for checkout in sorted(glob.glob(os.path.join(ROOT, ".build", "static", "checkouts", "*"))):
        places[os.path.basename(checkout)] = next(iter(glob.glob(os.path.join(checkout, "LICENSE*"))), checkout)
    if len(places) == 1:
        sys.exit("error: .build/static/checkouts has no packages, so that their licences are not known: `make deb` builds there")
    places.update({title: f"/usr/share/doc/{package}/copyright" for package, title in INSIDE.items()})
    for name, path in places.items():
        if not os.path.isfile(path):
            sys.exit(f"error: the licence of {name} is not at {path}")
    return {name: without_apache(read(path)).strip() for name, path in places.items()}


def copyright_text(licences):
    parts = [f"Tessera: Copyright 2026 {MAINTAINER[0]}\n\nApache License 2.0, see {COMMON}.\n\n"
             "Models follow published equations; the sources name them. The program contains code of others:\n"]
    parts += [f"{'-' * 72}\n{name}\n\n{text}\n" for name, text in licences.items()]
    return "\n".join(parts)


def dependencies(program):
    """Packages with the libraries that the program is linked with."""
    with tempfile.TemporaryDirectory() as folder:
        write(os.path.join(folder, "debian", "control"), f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n")
        output = run("dpkg-shlibdeps", "-O", "--warnings=0", os.path.abspath(program), cwd=folder)
    found = re.search(r"^shlibs:Depends=(.*)$", output, re.MULTILINE)
    if not found:
        sys.exit(f"error: dpkg-shlibdeps found no package: {output}")
    return found.group(1)


def files(tree):
    """All files of a package, as paths from its root."""
    found = (os.path.relpath(os.path.join(folder, name), tree) for folder, _, names in os.walk(tree) for name in names)
    return sorted(path for path in found if not path.startswith("DEBIAN" + os.sep))


def arrange(tree, version, maintainer, time):
    """Puts what is installed where Debian has it."""
    share = os.path.join(tree, "usr", "share")
    run("strip", "--remove-section=.comment", "--remove-section=.note", os.path.join(tree, "usr", "bin", NAME))
    for page in sorted(glob.glob(os.path.join(share, "man", "man1", "*.1"))):
        compress(page)
    completion = os.path.join(share, "bash-completion", "completions", NAME)
    # It is read, not run.
    write(completion, re.sub(r"\A#!.*\n", "", read(completion)))
    os.renames(os.path.join(share, "zsh", "site-functions"), os.path.join(share, "zsh", "vendor-completions"))
    documents = os.path.join(share, "doc", NAME)
    os.remove(os.path.join(documents, "LICENSE"))
    write(os.path.join(documents, "copyright"), copyright_text(licences_inside()))
    compress(os.path.join(documents, "changelog"), read(os.path.join(ROOT, "CHANGELOG.md")))
    compress(os.path.join(documents, "changelog.Debian"), changelog(version, maintainer, time))
    write(os.path.join(share, "lintian", "overrides", NAME), "".join(f"{NAME}: {tag} {text}\n" for tag, text in OVERRIDES.items()))


def control(tree, version, maintainer):
    """The control files of the package."""
    size = sum(-(-os.path.getsize(os.path.join(tree, path)) // 1024) for path in files(tree))
    folder = os.path.join(tree, "DEBIAN")
    write(os.path.join(folder, "control"), "\n".join([
        f"Package: {NAME}", f"Version: {version}", "Section: science", "Priority: optional",
        f"Architecture: {run('dpkg', '--print-architecture').strip()}", f"Maintainer: {maintainer}", f"Installed-Size: {size}",
        f"Depends: {dependencies(os.path.join(tree, 'usr', 'bin', NAME))}", f"Recommends: {RECOMMENDS}", f"Suggests: {SUGGESTS}",
        f"Description: {DESCRIPTION}", ""]))
    sums = []
    for path in files(tree):
        with open(os.path.join(tree, path), "rb") as file:
            sums.append(f"{hashlib.md5(file.read()).hexdigest()}  {path}\n")
    write(os.path.join(folder, "md5sums"), "".join(sums))


def settle(tree, time):
    """Modes and times that depend on nothing but the commit."""
    for folder, _, names in os.walk(tree, topdown=False):
        for name in names:
            path = os.path.join(folder, name)
            os.chmod(path, 0o755 if os.path.basename(folder) == "bin" else 0o644)
            os.utime(path, (time, time))
        os.chmod(folder, 0o755)
        os.utime(folder, (time, time))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.split("\n\n")[1])
    tree, folder = map(os.path.abspath, sys.argv[1:])
    program = os.path.join(tree, "usr", "bin", NAME)
    if not os.path.isfile(program):
        sys.exit(f"error: {program} is not there: `make deb` installs it")
    version = run(program, "--version").split()[0].replace("-", "~") + "-1"
    maintainer = f"{os.environ.get('DEBFULLNAME', MAINTAINER[0])} <{os.environ.get('DEBEMAIL', MAINTAINER[1])}>"
    time = commit_time()
    arrange(tree, version, maintainer, time)
    control(tree, version, maintainer)
    settle(tree, time)
    os.makedirs(folder, exist_ok=True)
    for path in glob.glob(os.path.join(folder, f"{NAME}_*.deb")):
        os.remove(path)
    run("dpkg-deb", "--root-owner-group", "-Zxz", "--threads-max=1", "--build", tree, folder,
        environment={**os.environ, "SOURCE_DATE_EPOCH": str(time)})
    package = glob.glob(os.path.join(folder, f"{NAME}_{version}_*.deb"))[0]
    print(run("lintian", "--allow-root", "--fail-on", "error,warning", package), end="")
    print(f"{os.path.relpath(package)}: {os.path.getsize(package) / 1e6:.1f} MB; lintian finds no error and no warning")


if __name__ == "__main__":
    main()
