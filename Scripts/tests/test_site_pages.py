# SPDX-License-Identifier: Apache-2.0
"""Tests of the staging of the site's pages, and of the pages of this repository; the generator itself is not needed."""
import importlib.util
import os
import subprocess
import sys
import tempfile
import unittest

SCRIPTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
ROOT = os.path.join(SCRIPTS, "..")
sys.path.insert(0, SCRIPTS)
import site_navigation as navigation
import site_pages

LONG = "x" * (site_pages.LONGEST_VIEW + 1)


def load(path, name):
    specification = importlib.util.spec_from_file_location(name, os.path.join(SCRIPTS, path))
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


class LinkTest(unittest.TestCase):
    def targets(self, text):
        return [(target, picture) for _, _, target, picture in site_pages.links(text)]

    def test_links_are_found_outside_of_code(self):
        text = "[a](a.md) `[b](b.md)` ![c](c.png \"title\")\n```sh\n[d](d.md)\n```\n[`e`](e.md#x) <!-- [f](f.md) --> [g (h)](<g h.md>)\n"
        self.assertEqual(self.targets(text), [("a.md", False), ("c.png", True), ("e.md#x", False), ("g h.md", False)])

    def test_code_in_lists_and_long_fences(self):
        text = "- item\n  ```\n  [a](a)\n  ```\n````\n```\n[b](b)\n```\n````\n``[c](c) ` ``\n[d](d)\n"
        self.assertEqual(self.targets(text), [("d", False)])

    def test_a_picture_in_a_link(self):
        self.assertEqual(sorted(self.targets("[![a](a.png)](b.md)")), [("a.png", True), ("b.md", False)])


class StageTest(unittest.TestCase):
    FILES = {
        "README.md": "# T\n[start](docs/start.md#x) [code](Sources/A.swift) [room](Sources/Room) [all](docs) [l](LICENSE#y)\n",
        "docs/getting-started.md": "# Begin\n",
        "docs/how-to/start.md": "# Start\n![p](p.png) [up](../../README.md) [list](../data) [b](../data/b.bin) [n](../n.ipynb)\n",
        "docs/how-to/p.png": "\0png",
        "docs/data/b.bin": "\0bin",
        "docs/data/long.csv": LONG,
        "docs/n.ipynb": '{"cells": [{"cell_type": "markdown", "source": ["# Head\\n"]}, {"cell_type": "code", "source": ["x = 1"]}]}',
        "Sources/A.swift": "let fence = \"```\"\n",
        "Sources/Room/README.md": "# Room\n[other](../../docs/how-to/start.md)\n",
        "LICENSE": "text\n",
    }
    OWN = {navigation.ROOMS: "# Rooms\n"}

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root, self.staged = (os.path.join(self.folder.name, name) for name in ["root", "staged"])

    def stage(self, **changes):
        files = dict(self.FILES, **changes)
        files["README.md"] = files["README.md"].replace("docs/start", "docs/how-to/start")
        for path, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(self.root, path)), exist_ok=True)
            with open(os.path.join(self.root, path), "w", encoding="utf-8") as file:
                file.write(text)
        site_pages.Stage(self.root, files, self.staged, self.OWN).run()

    def text(self, path):
        with open(os.path.join(self.staged, path), encoding="utf-8") as file:
            return file.read()

    def test_links_lead_to_staged_pages(self):
        self.stage()
        self.assertIn("[start](docs/how-to/start.md#x) [code](Sources/A.swift.md) [room](Sources/Room/index.md) "
                      "[all](docs/index.md) [l](LICENSE.md#y)\n", self.text("index.md"))
        self.assertIn("![p](p.png) [up](../../index.md) [list](../data/index.md) [b](../data/b.bin) [n](../n.ipynb.md)",
                      self.text("docs/how-to/start.md"))
        self.assertIn("[other](../../docs/how-to/start.md)", self.text("Sources/Room/index.md"))
        for path in ["docs/how-to/p.png", "docs/data/b.bin", "docs/data/long.csv", "docs/n.ipynb", "Sources/A.swift"]:
            self.assertTrue(os.path.exists(os.path.join(self.staged, path)), path)
        self.assertFalse(os.path.exists(os.path.join(self.staged, "docs/data/b.bin.md")))

    def test_pages_of_files_and_folders(self):
        self.stage()
        self.assertIn("````swift\nlet fence = \"```\"\n````\n", self.text("Sources/A.swift.md"))
        self.assertIn("---\n\n# Head\n\n```python\nx = 1\n```\n", self.text("docs/n.ipynb.md"))
        self.assertTrue(site_pages.notebook('{"cells": []}', "n.ipynb").startswith("# n.ipynb\n"))
        self.assertIn("# docs\n\n- [Begin](getting-started.md)\n- [n.ipynb](<n.ipynb>)\n", self.text("docs/index.md"))
        self.assertIn("- [long.csv](<long.csv>)\n", self.text("docs/data/index.md"))

    def test_the_sidebar_has_all_pages(self):
        self.stage()
        self.assertIn(":caption: Start here\n\ndocs/getting-started\n", self.text("index.md"))
        self.assertIn(":caption: How to\n\ndocs/how-to/start\n", self.text("index.md"))
        self.assertIn("\nRoom/index\n", self.text("Sources/index.md"))

    def test_pages_without_a_name_have_a_place(self):
        sections, children, lost = navigation.arrange({"docs/x.md", "docs/models/y.md", "docs/parameters.md", "Examples/z/README.md"})
        places = {page: caption for caption, pages in sections for page in pages}
        self.assertEqual(places, {"docs/x.md": "Reference", "docs/parameters.md": "Reference", "docs/models/y.md": "Models"})
        self.assertEqual((children["Examples/README.md"], lost), (["Examples/z/README.md"], []))

    def test_dead_links_are_errors(self):
        with self.assertRaisesRegex(site_pages.DeadLink, r"docs/getting-started\.md:2: none\.md leads to no file"):
            self.stage(**{"docs/getting-started.md": "# Begin\n[a](none.md)\n"})
        with self.assertRaisesRegex(site_pages.DeadLink, r"no section of .* has other/page\.md"):
            self.stage(**{"other/page.md": "# Page\n"})


class RepositoryTest(unittest.TestCase):
    def test_all_pages_are_staged(self):
        if subprocess.run(["git", "-C", ROOT, "rev-parse"], capture_output=True, check=False).returncode:
            self.skipTest("not a repository of git")
        maker = load("make-site.py", "make_site")
        files = maker.repository_files()
        with tempfile.TemporaryDirectory() as folder:
            stage = site_pages.Stage(ROOT, files, folder, maker.own_pages(files, "# Gallery\n", has_reference=False))
            stage.run()
            self.assertGreater(len(stage.pages), 100)
            for path in stage.pages:
                with open(os.path.join(folder, site_pages.staged_page(path)), encoding="utf-8") as file:
                    text = file.read()
                here = os.path.dirname(site_pages.staged_page(path))
                for _, _, target, _ in site_pages.links(text):
                    goal = target.split("#")[0]
                    if goal and not site_pages.is_external(target):
                        self.assertTrue(os.path.isfile(os.path.join(folder, here, goal)), f"{path}: {target}")

    def test_entries_of_the_sidebar_are_there(self):
        files = set(load("make-site.py", "make_site").repository_files())
        made = {navigation.GALLERY, navigation.LIBRARY, navigation.ROOMS, navigation.TESTS}
        for caption, entries in navigation.SECTIONS:
            for entry in entries:
                self.assertTrue("*" in entry or entry in files | made, f"{caption}: {entry}")


class FakeModule:
    """Stands for a module of the generator, which need not be installed."""


class ParameterLinkTest(unittest.TestCase):
    def setUp(self):
        for name in ["docutils", "docutils.nodes", "docutils.utils", "docutils.utils.math", "docutils.utils.math.latex2mathml"]:
            if name not in sys.modules:
                sys.modules[name] = FakeModule()
                self.addCleanup(sys.modules.pop, name)
        for name, part in [("docutils", "nodes"), ("docutils.utils.math", "latex2mathml")]:
            if not hasattr(sys.modules[name], part):
                setattr(sys.modules[name], part, sys.modules[f"{name}.{part}"])
        self.settings = load("site/conf.py", "site_conf")

    def test_spans_of_code_name_parameters(self):
        names = {"technode", "cellBit", "temp", "accounting"}
        parameter = self.settings.parameter_of
        for text in ["technode", "technode = 22", "--set technode=22"]:
            self.assertEqual(parameter(text, names), "technode")
        self.assertEqual(parameter("cellBit", names), "cellBit")
        # A usual word is a parameter only with a value.
        self.assertEqual(parameter("temp = 300", names), "temp")
        for text in ["temp", "adc_bits", "--technode", "tessera estimate", "cellBit = 1 or 2", ""]:
            self.assertIsNone(parameter(text, names), text)

    def test_rows_of_parameters_are_found(self):
        self.assertEqual(self.settings.ROW.findall("| name |\n| `technode` | 22 |\n|  `x` |\n"), ["technode"])


if __name__ == "__main__":
    unittest.main()
