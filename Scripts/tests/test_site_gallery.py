# SPDX-License-Identifier: Apache-2.0
"""Tests of the gallery with a program that stands for tessera; no browser is opened."""
import os
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import site_gallery

PROGRAM = """#!/bin/sh
case "$*" in *fail*) echo 'bad input' >&2; exit 65 ;; *silent*) exit 0 ;; esac
echo "$*"
"""


class GalleryTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.program = os.path.join(self.folder, "program")
        with open(self.program, "w", encoding="utf-8") as file:
            file.write(PROGRAM)
        os.chmod(self.program, 0o755)

    def make(self, *reports):
        with mock.patch.object(site_gallery, "REPORTS", list(reports)), mock.patch.object(site_gallery, "browser", lambda: None):
            return site_gallery.make(self.folder, self.folder, self.program)

    def test_reports_have_their_commands(self):
        page = self.make(("a.html", "A & B", "Text <x>.", "estimate --format html"), ("b.svg", "C", "D.", "floorplan --format svg"))
        self.assertIn('<a href="a.html"><strong>A &amp; B</strong></a>', page)
        self.assertIn("Text &lt;x&gt;.\n<code class=\"command\">tessera estimate --format html &gt; a.html</code>", page)
        # A drawing is its own picture.
        self.assertIn('<a href="b.svg"><img src="b.svg" alt="C"', page)
        for name, text in {"a.html": "estimate --format html --quiet\n", "b.svg": "floorplan --format svg\n"}.items():
            with open(os.path.join(self.folder, name), encoding="utf-8") as file:
                self.assertEqual(file.read(), text)

    def test_a_report_that_is_not_made_is_an_error(self):
        with self.assertRaisesRegex(site_gallery.GalleryError, "tessera fail ended with 65: bad input"):
            self.make(("a.html", "A", "B", "fail"))
        with self.assertRaises(site_gallery.GalleryError):
            self.make(("a.html", "A", "B", "silent"))
        os.remove(self.program)
        with self.assertRaisesRegex(site_gallery.GalleryError, "is not there"):
            self.make(("a.html", "A", "B", "estimate"))

    def test_files_have_names_of_their_own(self):
        names = [os.path.splitext(name)[0] for name, *_ in site_gallery.REPORTS]
        self.assertEqual(len(names), len(set(names)))

    def test_without_a_program_the_page_says_so(self):
        self.assertIn("left out", site_gallery.make(self.folder, self.folder, None))


if __name__ == "__main__":
    unittest.main()
