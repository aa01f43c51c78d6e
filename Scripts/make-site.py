#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the site of the documentation: pages of the repository, a gallery of reports, and the reference of the library.

usage: make-site.py [--program PATH] [--reference ARCHIVE] [--base PATH] [FOLDER]

FOLDER is .build/site; the site is in FOLDER/html. PATH is the program that makes the gallery; without it the gallery says that
it is left out. ARCHIVE is that of `make documentation`; its pages need a web server, and --base says at which path of that server
the site stands. The generator is Sphinx, from Scripts/site-tools.txt; it is installed into .build/site-tools if it is not there.
A link that leads nowhere is an error. Python 3.11 or later."""
import argparse
import filecmp
import os
import shutil
import subprocess
import sys
import venv

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "Scripts"))
import check_site
import site_gallery
import site_navigation as navigation
import site_pages

TOOLS = os.path.join(ROOT, ".build", "site-tools")


def install_tools():
    """An environment with the tools that the list names; a list that has changed makes a new one."""
    wanted, noted = os.path.join(ROOT, "Scripts", "site-tools.txt"), os.path.join(TOOLS, "site-tools.txt")
    if not (os.path.exists(noted) and filecmp.cmp(wanted, noted, shallow=False)):
        venv.create(TOOLS, clear=True, with_pip=True)
        subprocess.run([os.path.join(TOOLS, "bin", "pip"), "install", "--quiet", "--disable-pip-version-check",
                        "--requirement", wanted], check=True)
        shutil.copyfile(wanted, noted)


def repository_files():
    """Files that git has or would have; those of a list only that are there."""
    command = ["git", "-c", f"safe.directory={ROOT}", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split("\0")
    return [name for name in names if name and os.path.isfile(os.path.join(ROOT, name))]


def library_page(has_reference):
    """The page that leads to the reference of the library."""
    if has_reference:
        # The generator does not know these pages, which are put beside its own.
        link = '<p><a href="reference/documentation/">All symbols of TesseraKit</a></p>'
        text = link + "\n\nThese pages are made by DocC. They need a web server (`python3 -m http.server` does) and scripts.\n"
    else:
        text = "The list of all symbols is left out of this site; `make site SITE_REFERENCE=1` makes it with DocC.\n"
    return ("# The library TesseraKit\n\nPrograms in Swift call each command of Tessera as a function of a library. Two articles "
            "show how.\n\n- [Run from Swift](Sources/Runs/Runs.docc/RunFromSwift.md): a program for each command\n- [Estimate from "
            "Swift](Sources/Estimation/Estimation.docc/EstimateFromSwift.md): the rooms below\n\n" + text)


def rooms_page(folder, title, opening, files):
    """A page that lists the READMEs below a folder."""
    pages = sorted(path for path in files if path.startswith(folder + "/") and path.endswith("/README.md"))
    return f"# {title}\n\n{opening}\n\n" + "".join(
        f"- [`{os.path.dirname(path)[len(folder) + 1:]}`]({path[len(folder) + 1:]})\n" for path in pages)


def own_pages(files, gallery, has_reference):
    """Pages that the repository does not have, by the path that they would have there."""
    return {
        navigation.GALLERY: gallery,
        navigation.LIBRARY: library_page(has_reference),
        navigation.ROOMS: rooms_page("Sources", "Rooms", "Folders of the sources. [Contributing](../CONTRIBUTING.md#where-things-are) "
                                     "says which room depends on which.", files),
        navigation.TESTS: rooms_page("Tests", "Tests", "Folders of tests that have a page.", files),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=os.path.join(ROOT, ".build", "site"))
    parser.add_argument("--program")
    parser.add_argument("--reference")
    parser.add_argument("--base", default="")
    options = parser.parse_args()
    source, extra, html = (os.path.join(options.folder, name) for name in ["source", "extra", "html"])
    for folder in [source, extra, html]:
        shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(extra, "gallery"))

    files = repository_files()
    try:
        gallery = site_gallery.make(ROOT, os.path.join(extra, "gallery"), options.program)
    except site_gallery.GalleryError as error:
        sys.exit(f"error: {error}")
    own = own_pages(files, gallery, has_reference=options.reference is not None)
    try:
        site_pages.Stage(ROOT, files, source, own).run()
    except site_pages.DeadLink as error:
        sys.exit(f"error: {error}")
    install_tools()
    environment = dict(os.environ, SITE_EXTRA=os.path.abspath(extra))
    subprocess.run([os.path.join(TOOLS, "bin", "sphinx-build"), "-b", "html", "-q", "-W", "--keep-going", "-j", "auto",
                    "-c", os.path.join(ROOT, "Scripts", "site"), "-d", os.path.join(options.folder, "doctrees"), source, html],
                   check=True, env=environment)
    if options.reference:
        base = options.base.strip("/")
        subprocess.run(["docc", "process-archive", "transform-for-static-hosting", options.reference,
                        "--output-path", os.path.join(html, "reference"),
                        "--hosting-base-path", f"{base}/reference".strip("/")], check=True)
        # Settings of colours that its page asks for; without the file there is a message on the console.
        with open(os.path.join(html, "reference", "theme-settings.json"), "w", encoding="utf-8") as file:
            file.write("{}\n")
    site = check_site.Site(html, base=options.base)
    site.check()
    for problem in site.problems:
        print(f"error: {problem}", file=sys.stderr)
    if site.problems:
        sys.exit(f"error: {len(site.problems)} links of the site are dead")
    print(f"{html}: {len(site.pages)} pages, {site.links} links")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"error: {error.cmd[0]} failed")
