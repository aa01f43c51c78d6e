# SPDX-License-Identifier: Apache-2.0
"""Tests of the check of versions, and of the versions of this repository."""
import importlib.util
import os
import tempfile
import unittest

SCRIPTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
specification = importlib.util.spec_from_file_location("check_version", os.path.join(SCRIPTS, "check-version.py"))
check_version = importlib.util.module_from_spec(specification)
specification.loader.exec_module(check_version)


class CheckVersionTest(unittest.TestCase):
    FILES = {
        "Sources/Reporting/Shared/Tessera.swift": 'enum T {\n    public static let version = "1.2.3"\n}\n',
        "python/tessera/_version.py": '__version__ = "1.2.3"\n',
        "CITATION.cff": "cff-version: 1.2.0\nversion: 1.2.3\ndate-released: 2026-01-02\n",
        "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-01-02\n",
    }

    def problems(self, release=False, **changes):
        with tempfile.TemporaryDirectory() as folder:
            for path, text in dict(self.FILES, **changes).items():
                os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
                with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
                    file.write(text)
            return check_version.check(folder, release)[1]

    def test_versions_agree(self):
        self.assertEqual(self.problems(release=True), [])
        for path in ["python/tessera/_version.py", "CITATION.cff"]:
            text = self.FILES[path].replace("1.2.3", "1.2.4")
            self.assertEqual(self.problems(**{path: text}), [f"{path} has version 1.2.4, not 1.2.3"])
        self.assertEqual(len(self.problems(**{"python/tessera/_version.py": ""})), 1)

    def test_a_release_has_heading_and_date(self):
        unreleased = {"CHANGELOG.md": "## Unreleased\n"}
        self.assertEqual(self.problems(**unreleased), [])
        self.assertRegex(self.problems(release=True, **unreleased)[0], "no heading '## 1.2.3")
        other = {"CITATION.cff": self.FILES["CITATION.cff"].replace("01-02", "01-03")}
        self.assertRegex(self.problems(release=True, **other)[0], "released on 2026-01-03, and CHANGELOG.md says 2026-01-02")

    def test_this_repository(self):
        self.assertEqual(check_version.check(os.path.join(SCRIPTS, ".."), release=False)[1], [])


if __name__ == "__main__":
    unittest.main()
