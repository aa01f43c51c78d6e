# SPDX-License-Identifier: Apache-2.0
"""Tests of what check_page_figures.py reads; the pages themselves need a browser."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import check_page_figures as pages


class PageFigureTest(unittest.TestCase):
    def test_figures_are_those_of_the_schema(self):
        stream = pages.Schema("tessera.stream/1")
        # Of lists, of what may be null, and of one of several kinds.
        for path in ["results.layers.counts.cycles", "results.machine.area", "parameters.value", "comparisons.latency"]:
            self.assertIn(path, stream.figures)
        for path in ["network.file", "results.machine.residency", "results", "results.layers.tile"]:
            self.assertNotIn(path, stream.figures)
        # Names in a dictionary are not part of a path.
        comparison = pages.Schema("tessera.compare/1")
        self.assertIn("columns.breakdowns.energy", comparison.figures & comparison.dictionaries)

    def test_omissions_are_of_pages(self):
        self.assertIn("leakagePower.*", pages.omissions("tessera.systolic/1"))
        self.assertEqual(pages.omissions("tessera.sweep/1"), [])
        self.assertTrue(pages.covers("a.*", "a.b.c") and pages.covers("a.b", "a.b"))
        self.assertFalse(pages.covers("a.*", "ab.c") or pages.covers("a.b", "a.bc"))

    def test_a_page_has_body_script_and_data(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "page.html")
            with open(path, "w", encoding="utf-8") as file:
                file.write("<head></head><body>\n<p></p>\n<script type=\"application/json\" id=\"estimate\">{\"a\":1}</script>\n"
                           "<script>\nlet x;\n</script>\n</body>\n")
            body, script, data = pages.parts_of(path)
        self.assertEqual((script, data), ("let x;\n", "{\"a\":1}"))
        self.assertNotIn("let x", body)
        self.assertIn("id=\"estimate\"", body)


if __name__ == "__main__":
    unittest.main()
