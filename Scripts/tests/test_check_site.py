# SPDX-License-Identifier: Apache-2.0
"""Tests of the check of the site's links."""
import json
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import check_site


class CheckSiteTest(unittest.TestCase):
    def problems(self, files, base=""):
        with tempfile.TemporaryDirectory() as folder:
            for path, text in files.items():
                os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
                with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
                    file.write(text)
            site = check_site.Site(folder, base)
            site.check()
            return site.problems

    def test_live_links(self):
        self.assertEqual(self.problems({
            "index.html": '<a href="a/b.html#x">b</a> <a href="a/">a</a> <a href="https://example.org">e</a> <a href="#here" id="here">'
                          '<img src="p%20q.png"><a href="mailto:x@example.org">m</a><link rel="stylesheet" href="s.css?v=1">',
            "a/index.html": '<a href="../index.html">up</a><img src="data:image/png;base64,AA==">',
            "a/b.html": '<h1 id="x">x</h1>',
            "p q.png": "", "s.css": "/* url(none.png) */ a { background: url('p%20q.png') }",
        }), [])

    def test_dead_links(self):
        for page in ['<a href="none.html">', '<img src="none.png">', '<a href="b.html#none">', '<a href="#none">',
                     '<img srcset="b.html 1x, none.png 2x">', "<style>a { background: url(none.png) }</style>",
                     '<p style="background: url(none.png)">', '<a href="../b.html">', '<link rel="next" href="none.html">',
                     '<a href="/b.html">']:
            problems = self.problems({"a/index.html": page, "a/b.html": "", "c.html": ""}, base="site")
            self.assertEqual(len(problems), 1, page)
            self.assertTrue(problems[0].startswith("a/index.html:1: "), problems)

    def test_requests_of_other_servers(self):
        for page in ['<script src="https://example.org/a.js">', '<link rel="stylesheet" href="//example.org/a.css">',
                     '<style>@import "https://example.org/a.css";</style>', '<img src="http://example.org/a.png">']:
            problems = self.problems({"index.html": f"\n{page}"})
            self.assertEqual(len(problems), 1, page)
            self.assertRegex(problems[0], r"index\.html:2: .* is loaded from another server")
        self.assertEqual(len(self.problems({"index.html": "", "s.css": "@font-face { src: url(https://example.org/f) }"})), 1)

    def test_the_path_of_the_server(self):
        files = {"index.html": '<a href="/site/a.html">a</a>', "a.html": ""}
        self.assertEqual(self.problems(files, base="/site/"), [])
        self.assertEqual(len(self.problems(files)), 1)

    def test_references_of_docc(self):
        def files(url):
            data = {"references": {"doc://x": {"url": url}, "picture": {"variants": []}, "other": {"url": "https://example.org"}}}
            return {"index.html": '<a href="reference/documentation/">r</a>',
                    "reference/documentation/index.html": '<script src="/base/reference/js/a.js"></script><a href="none">n</a>',
                    "reference/documentation/runs/index.html": "", "reference/js/a.js": "",
                    "reference/data/documentation/runs.json": json.dumps(data)}
        self.assertEqual(self.problems(files("/documentation/runs"), base="base"), [])
        self.assertEqual(len(self.problems(files("/documentation/none"), base="base")), 1)
        # With another base the page's script is not found either.
        self.assertEqual(len(self.problems(files("/documentation/runs"))), 1)


if __name__ == "__main__":
    unittest.main()
