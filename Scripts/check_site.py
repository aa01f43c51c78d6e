#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the links of a built site, and that its pages load no file of other servers.

usage: check_site.py FOLDER      (Python's standard library only)

Links and anchors of all pages in HTML are followed, also those that a page of one kind makes to another kind. Pages of DocC are
built by scripts; of them the references in their data are followed. Links to other servers are allowed, but nothing may be loaded
from there: no script, style, picture or font."""
import json
import os
import re
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

# What a browser loads by itself, by element and attribute.
LOADED = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"), ("audio", "src"),
          ("embed", "src"), ("object", "data"), ("image", "href"), ("image", "xlink:href"), ("use", "href")}
FOLLOWED = {("a", "href"), ("area", "href"), ("form", "action")}
# Of `link`, what a browser loads.
RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "mask-icon", "shortcut"}
REFERENCE = "reference"


class Page(HTMLParser):
    """Anchors of a page, and its links with the lines where they stand."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.anchors, self.links, self.loads = set(), [], []
        self.in_style = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = {name: value for name, value in attributes if value is not None}
        self.anchors |= {values[name] for name in ("id", "name") if name in values}
        line = self.getpos()[0]
        for name, value in values.items():
            if (tag, name) in FOLLOWED:
                self.links.append((line, value))
            elif (tag, name) in LOADED:
                self.loads.append((line, value))
            elif name == "srcset":
                self.loads += [(line, part.split()[0]) for part in value.split(",") if part.split()]
            elif name == "style":
                self.loads += [(line, link) for link in css_links(value)]
        if tag == "link" and "href" in values:
            loaded = RELATIONS & set(values.get("rel", "").lower().split())
            (self.loads if loaded else self.links).append((line, values["href"]))
        self.in_style = tag == "style"

    def handle_endtag(self, tag):
        self.in_style = False

    def handle_data(self, data):
        if self.in_style:
            self.loads += [(self.getpos()[0], link) for link in css_links(data)]


def css_links(text):
    """What a style sheet loads."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    found = re.findall(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"'\s]*))\s*\)|@import\s+[\"']([^\"']+)", text)
    return [link for groups in found for link in groups if link]


class Site:
    """A folder of pages. `check` fills `problems`."""

    def __init__(self, folder, base=""):
        self.folder, self.base = folder, "/" + base.strip("/")
        self.problems, self.links = [], 0
        self.pages, self.files = {}, set()
        for path, _, names in os.walk(folder):
            self.files |= {os.path.relpath(os.path.join(path, name), folder) for name in names}
        # What the scripts of DocC fill is the same page with other data.
        self.docc = {path for path in self.files if path.startswith(REFERENCE + os.sep)}

    def read(self, path):
        with open(os.path.join(self.folder, path), encoding="utf-8") as file:
            return file.read()

    def check(self):
        self.pages = {path: Page(self.read(path)) for path in sorted(self.files - self.docc) if path.endswith(".html")}
        for path, page in self.pages.items():
            for line, link in page.links:
                self.follow(path, line, link, loaded=False)
            for line, link in page.loads:
                self.follow(path, line, link, loaded=True)
        for path in sorted(self.files - self.docc):
            if path.endswith(".css"):
                for link in css_links(self.read(path)):
                    self.follow(path, 1, link, loaded=True)
        self.check_docc()

    def follow(self, path, line, link, loaded):
        self.links += 1
        parts = urlsplit(link.strip())
        if parts.scheme or parts.netloc:
            if loaded and parts.scheme != "data":
                self.problems.append(f"{path}:{line}: {link} is loaded from another server")
            return
        goal = self.goal(path, unquote(parts.path))
        if goal is None:
            self.problems.append(f"{path}:{line}: {link} leads to no file")
        elif parts.fragment and goal in self.pages and unquote(parts.fragment) not in self.pages[goal].anchors:
            self.problems.append(f"{path}:{line}: {link} leads to no anchor of {goal}")

    def goal(self, path, link):
        """The file that a link from a page leads to; None where there is no such file."""
        if not link:
            return path
        if link.startswith("/"):
            base = self.base.rstrip("/") + "/"
            if not link.startswith(base):
                return None
            goal = os.path.normpath(link[len(base):] or ".")
        else:
            goal = os.path.normpath(os.path.join(os.path.dirname(path), link))
        index = os.path.normpath(os.path.join(goal, "index.html"))
        return next((name for name in (goal, index) if name in self.files), None)

    def check_docc(self):
        """Pages that the data of DocC refer to must be there, and its page may load nothing from another server."""
        prefix = os.path.join(REFERENCE, "data") + os.sep
        for path in sorted(self.docc):
            if path.startswith(prefix) and path.endswith(".json"):
                for reference in json.loads(self.read(path)).get("references", {}).values():
                    url = reference.get("url", "") if isinstance(reference, dict) else ""
                    if url.startswith("/"):
                        self.follow(path, 1, f"{self.base.rstrip('/')}/{REFERENCE}{url}", loaded=False)
        pages = [path for path in sorted(self.docc) if path.endswith("index.html")]
        for path in pages[:1]:
            for line, link in Page(self.read(path)).loads:
                self.follow(path, line, link, loaded=True)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not os.path.isdir(sys.argv[1]):
        sys.exit("usage: check_site.py FOLDER")
    checked = Site(sys.argv[1])
    checked.check()
    print("".join(f"{problem}\n" for problem in checked.problems) + f"{len(checked.pages)} pages, {checked.links} links")
    sys.exit(1 if checked.problems else 0)
