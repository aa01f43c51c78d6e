# SPDX-License-Identifier: Apache-2.0
"""Tests of the parts of make-deb.py that need no program; `make deb` checks the package with lintian."""
import gzip
import importlib.util
import os
import shutil
import subprocess
import tempfile
import unittest

SCRIPTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
specification = importlib.util.spec_from_file_location("make_deb", os.path.join(SCRIPTS, "make-deb.py"))
make_deb = importlib.util.module_from_spec(specification)
specification.loader.exec_module(make_deb)


class MakeDebTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def test_the_changelog_is_in_its_form(self):
        text = make_deb.changelog("1.2.3-1", "A B <a@example.org>", 1796021415)
        self.assertIn("\n\n -- A B <a@example.org>  Mon, 30 Nov 2026 06:50:15 +0000\n", text)
        if not shutil.which("dpkg-parsechangelog"):
            self.skipTest("dpkg-parsechangelog is not installed")
        make_deb.write(self.path("changelog"), text)
        for field, value in {"Source": "tessera", "Version": "1.2.3-1", "Timestamp": "1796021415"}.items():
            output = subprocess.run(["dpkg-parsechangelog", "-l", self.path("changelog"), "-S", field], capture_output=True, text=True,
                                    check=True)
            self.assertEqual((output.stdout.strip(), output.stderr), (value, ""))

    def test_compressed_files_have_no_name_and_no_time(self):
        for name in ["a", "b"]:
            make_deb.write(self.path(name), "text\n" * 100)
            make_deb.compress(self.path(name))
            self.assertFalse(os.path.exists(self.path(name)))
        packed = []
        for name in ["a.gz", "b.gz"]:
            with open(self.path(name), "rb") as file:
                packed.append(file.read())
        self.assertEqual(packed[0], packed[1])
        self.assertEqual(packed[0][4:8], bytes(4))
        self.assertEqual(gzip.decompress(packed[0]), b"text\n" * 100)

    def test_the_apache_licence_is_named_and_what_is_beside_it_stays(self):
        exception = "## Runtime Library Exception to the Apache 2.0 License: ##\n\n  As an exception, ...\n"
        text = make_deb.without_apache("  Apache License\n  TERMS\n\n" + exception)
        self.assertIn(exception, text)
        self.assertIn("/usr/share/common-licenses/Apache-2.0", text)
        self.assertNotIn("TERMS", text)
        self.assertEqual(make_deb.without_apache("The MIT License\n"), "The MIT License\n")
        self.assertIn("-\nYams\n\nThe MIT License\n", make_deb.copyright_text({"Yams": "The MIT License"}))

    def test_modes_and_times_are_those_of_the_commit(self):
        for name in ["usr/bin/tessera", "usr/share/doc/tessera/copyright"]:
            make_deb.write(self.path(name), "x")
            os.chmod(self.path(name), 0o600)
        make_deb.settle(self.folder, 1000)
        found = {name: os.stat(self.path(name)) for name in ["usr/bin/tessera", "usr/share/doc/tessera/copyright", "usr/share"]}
        self.assertEqual([oct(status.st_mode & 0o777) for status in found.values()], ["0o755", "0o644", "0o755"])
        self.assertEqual({status.st_mtime for status in found.values()}, {1000})
        self.assertEqual(make_deb.files(self.folder), ["usr/bin/tessera", "usr/share/doc/tessera/copyright"])


if __name__ == "__main__":
    unittest.main()
