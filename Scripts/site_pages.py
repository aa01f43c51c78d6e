# SPDX-License-Identifier: Apache-2.0
"""Stages the pages of the repository for the generator of the site: Markdown with links that lead to a page of the site.

The folders are those of the repository, so that most links stay as they are. A README.md becomes the index of its folder. A
link to a folder without one leads to a page that lists the folder. A link to a file of text leads to a page that shows the
file, and one to a notebook to its cells. Other files, such as pictures and archives, are copied."""
import json
import os
import posixpath
import re
import shutil
from urllib.parse import unquote

import site_navigation as navigation

# Text outside of which no link is looked for: fenced code, spans of code, and comments.
CODE = re.compile(r"^(?P<indent>[ >]*)(?P<fence>`{3,}|~{3,}).*?^[ >]*(?P=fence)`*~* *$|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
                  r"|<!--.*?-->", re.MULTILINE | re.DOTALL)
# `[text](target "title")` and `![text](target)`; text may hold one pair of brackets.
LINK = re.compile(r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<target><[^>]*>|[^\s()]+(?:\([^\s()]*\))?)"
                  r"(?P<title>\s+\"[^\"]*\")?\)")
PICTURES = (".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp")
LANGUAGES = {".swift": "swift", ".py": "python", ".sh": "bash", ".json": "json", ".yaml": "yaml", ".h": "c", ".c": "c"}
LONGEST_VIEW = 200_000


class DeadLink(Exception):
    """Links of pages that lead to no file."""


def masked(text):
    """The text with each character of code and comments replaced, so that positions stay. The text of a link may hold code."""
    def blank(match):
        return re.sub(r"[^\n]", "x", match.group())
    return CODE.sub(blank, text)


def links(text):
    """Links and pictures of a page in Markdown: (start, end, target, whether it is a picture) of each target."""
    for match in LINK.finditer(masked(text)):
        start, end = match.span("target")
        # Behind the brackets of a picture that is itself the text of a link stands another target.
        yield start, end, text[start:end].strip("<>"), bool(match.group("image"))
    for match in re.finditer(r"\[!\[[^\]]*\]\((?P<target>[^\s()]+)\)\]\(", masked(text)):
        start, end = match.span("target")
        yield start, end, text[start:end], True


def is_external(target):
    return re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", target) is not None


def staged_page(path):
    """The place of a page in the staged folders."""
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "index.md") if name == "README.md" else path


def is_text(data):
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def fenced(code, language):
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
    return f"{fence}{language}\n{code.rstrip()}\n{fence}\n"


class Stage:
    """The repository's files, and the folder into which pages are staged."""

    def __init__(self, root, files, folder, own=None):
        """own: pages that the site makes itself, by the path that they would have in the repository."""
        self.root = root
        self.files = set(files)
        self.folder = folder
        self.own = dict(own or {})
        self.pages = {path for path in self.files if self.is_page(path)} | set(self.own)
        self.folders = {posixpath.dirname(path) for path in self.files | self.pages}
        self.folders |= {posixpath.dirname(folder) for folder in self.folders}
        self.extra = set()
        self.dead = []

    @staticmethod
    def is_page(path):
        # The first page of a catalog is a list of symbols, which the reference of the library has.
        catalog = re.search(r"/(\w+)\.docc/(\w+)\.md$", path)
        return path.endswith(".md") and not (catalog and catalog.group(1) == catalog.group(2))

    def read(self, path):
        if path in self.own:
            return self.own[path]
        with open(os.path.join(self.root, path), encoding="utf-8") as file:
            return file.read()

    def run(self):
        """Stages all pages and what they link to; the sidebar is part of the first page. Throws DeadLink."""
        sections, children, lost = navigation.arrange(self.pages)
        if lost:
            raise DeadLink("no section of Scripts/site_navigation.py has " + ", ".join(lost))
        for path in sorted(self.pages):
            text = self.rewritten(path, self.read(path))
            if path == "README.md":
                text += "".join(self.tree(path, pages, caption) for caption, pages in sections)
            text += self.tree(path, children.get(path, []), None)
            self.write(staged_page(path), text)
        for path in sorted(self.extra):
            self.stage_extra(path)
        if self.dead:
            raise DeadLink("\n".join(sorted(self.dead)))

    def rewritten(self, path, text):
        """The text of a page with the targets of its links in place of those of the repository."""
        parts, position = [], 0
        for start, end, target, picture in sorted(links(text)):
            if start < position:
                continue
            line = text.count("\n", 0, start) + 1
            parts += [text[position:start], self.target(path, line, target, picture)]
            position = end
        return "".join(parts) + text[position:]

    def target(self, path, line, target, picture):
        if is_external(target) or target.startswith("#"):
            return target
        link, _, anchor = target.partition("#")
        goal = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(link)))
        goal = "" if goal == "." else goal
        staged = self.staged_goal(goal, picture)
        if staged is None:
            self.dead.append(f"{path}:{line}: {target} leads to no file")
            return target
        relative = posixpath.relpath(staged, posixpath.dirname(staged_page(path)) or ".")
        return relative + ("#" + anchor if anchor else "")

    def staged_goal(self, goal, picture):
        """Where a file or folder of the repository is staged; nil, as None, where it is neither."""
        if goal in self.pages:
            return staged_page(goal)
        if goal in self.files:
            self.extra.add(goal)
            return goal if picture or not self.has_view(goal) else goal + ".md"
        if goal in self.folders:
            readme = posixpath.join(goal, "README.md")
            if readme not in self.pages:
                self.extra.add(goal)
            return staged_page(readme)
        return None

    def has_view(self, path):
        if path.endswith(PICTURES):
            return False
        with open(os.path.join(self.root, path), "rb") as file:
            data = file.read(LONGEST_VIEW + 1)
        return len(data) <= LONGEST_VIEW and is_text(data)

    def stage_extra(self, path):
        if path in self.files:
            self.copy(path)
            if self.has_view(path):
                self.write(path + ".md", self.view(path))
        else:
            self.write(posixpath.join(path, "index.md"), self.listing(path))

    def view(self, path):
        """A page that shows a file of text."""
        text, name = self.read(path), posixpath.basename(path)
        itself = f"`{path}`, [the file itself](<{name}>)\n\n"
        if path.endswith(".ipynb"):
            return "---\norphan: true\n---\n\n" + notebook(text, name) + "\n" + itself
        # The search finds pages, but not files that they refer to.
        head = f"---\norphan: true\nnosearch: true\n---\n\n# {name}\n\n{itself}"
        return head + fenced(text, LANGUAGES.get(posixpath.splitext(path)[1], "text"))

    def listing(self, folder):
        """A page that lists a folder: its pages by their titles, its other files by their names."""
        entries = []
        for path in sorted(self.files):
            if posixpath.dirname(path) != folder:
                continue
            name = posixpath.basename(path)
            if path in self.pages:
                entries.append(f"- [{self.title(path)}]({staged_page(name)})")
            else:
                self.copy(path)
                entries.append(f"- [{name}](<{name}>)")
        return f"---\norphan: true\n---\n\n# {folder}\n\n" + "\n".join(entries) + "\n"

    def title(self, path):
        match = re.search(r"^# +(.+?) *#*$", masked(self.read(path)), re.MULTILINE)
        return self.read(path)[match.start(1):match.end(1)] if match else posixpath.basename(path)

    @staticmethod
    def tree(path, pages, caption):
        """A part of the sidebar, in the language of the generator."""
        if not pages:
            return ""
        base = posixpath.dirname(path) or "."
        entries = [posixpath.relpath(staged_page(page)[:-len(".md")], base) for page in pages]
        options = [":hidden:"] + ([f":caption: {caption}"] if caption else [])
        return "\n```{toctree}\n" + "\n".join(options) + "\n\n" + "\n".join(entries) + "\n```\n"

    def write(self, path, text):
        destination = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(destination), exist_ok=True)
        with open(destination, "w", encoding="utf-8") as file:
            file.write(text)

    def copy(self, path):
        destination = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(destination), exist_ok=True)
        shutil.copyfile(os.path.join(self.root, path), destination)


def notebook(text, name):
    """The cells of a notebook as Markdown, without what they gave; its title is that of its first cell, if it has any."""
    cells = ["".join(cell["source"]).rstrip() + "\n" if cell["cell_type"] == "markdown" else fenced("".join(cell["source"]), "python")
             for cell in json.loads(text)["cells"]]
    return "\n".join(cells if cells and cells[0].startswith("# ") else [f"# {name}\n"] + cells)
