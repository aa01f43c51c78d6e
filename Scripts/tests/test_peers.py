# SPDX-License-Identifier: Apache-2.0
"""Tests of Benchmarks/python/peers.py: its options, its table, and a run in which no peer is installed."""
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Benchmarks", "python")
sys.path.insert(0, FOLDER)
import peers  # noqa: E402
from peer_programs import table, tessera  # noqa: E402


class PeersTest(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.program = self.executable("tessera", '#!/bin/sh\necho \'{"images": 4, "accuracy": {"mean": 0.75}}\'\n')
        for name in ("model.onnx", "images.npy", "labels.npy"):
            self.write(name, "no such thing")
        self.network = ["--data", self.folder, "--network", "net", "model.onnx", "images.npy", "labels.npy"]

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def executable(self, name, text):
        path = self.write(name, text)
        os.chmod(path, 0o755)
        return path

    def error(self, *arguments):
        """What the script says about wrong options."""
        messages = io.StringIO()
        with contextlib.redirect_stderr(messages), self.assertRaises(SystemExit) as ended:
            peers.main(["--tessera", self.program, *arguments])
        self.assertEqual(ended.exception.code, 2)
        return messages.getvalue().splitlines()[-1]

    def test_options_are_checked(self):
        self.assertRegex(self.error(), "there is no work: give --network")
        self.assertRegex(self.error("--tessera", "nowhere", *self.network), "--tessera nowhere: no program")
        self.assertRegex(self.error(*self.network, "--images", "0"), r"--images: 0 \(allowed: 1 or more\)")
        self.assertRegex(self.error(*self.network, "--only", "numbers"), "--only numbers: no such peer .allowed: tessera, ")
        self.assertRegex(self.error(*self.network, *self.network), "a name is there twice")
        self.assertRegex(self.error("--network", "net", "none.onnx", "a", "b"), "none.onnx: no such file")
        self.assertRegex(self.error(*self.network, "--normalization", "other", "a.json"), "other is no --network .there are: net.")
        self.assertRegex(self.error(*self.network, "--systolic", "other"), "other is no --network")
        self.assertRegex(self.error(*self.network, "--python", "numpy", "python3"), "--python numpy: no such peer")
        self.assertRegex(self.error(*self.network, "--neurosim", "main"), "--neurosim and --trace-command go together")

    def test_peers_that_are_missing_are_named(self):
        # `-S` leaves out all packages of the machine.
        bare = self.executable("python", f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n')
        markdown, figures = (os.path.join(self.folder, name) for name in ("table.md", "figures.json"))
        run = subprocess.run(
            [bare, os.path.join(FOLDER, "peers.py"), "--tessera", self.program, *self.network, "--runs", "2",
             "--markdown", markdown, "--json", figures]
            + [word for peer in ("crosssim", "aihwkit", "torch", "scalesim") for word in ("--python", peer, bare)],
            text=True, capture_output=True, check=True)
        rows = [line for line in run.stdout.splitlines() if line.startswith("net ")]
        self.assertEqual(len(rows), len(tessera.HARDWARE))
        self.assertTrue(all("Tessera" in row and row.endswith("75.00 %") for row in rows))
        for peer in ("crosssim-shipped", "crosssim-fastest", "aihwkit", "torch", "scalesim", "tessera-systolic"):
            self.assertRegex(run.stdout, f"left out: {peer} on net: numpy is missing: pip install numpy")
        with open(markdown, encoding="utf-8") as file:
            self.assertEqual(len(file.read().splitlines()), 2 + len(rows))
        with open(figures, encoding="utf-8") as file:
            report = json.load(file)
        self.assertEqual([len(row["rounds"]) for row in report["rows"]], [2] * len(rows))
        self.assertEqual(len(report["missing"]), 7)

    def test_a_program_that_fails_is_left_out_with_its_message(self):
        broken = self.executable("broken", "#!/bin/sh\necho 'error: no images' >&2\nexit 65\n")
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(io.StringIO()):
            status = peers.main(["--tessera", broken, *self.network, "--only", "tessera"])
        self.assertEqual(status, 1)
        self.assertIn("left out: tessera on net: broken ended with 65: error: no images", output.getvalue())

    def test_ratios_are_those_of_the_rounds(self):
        def row(peer, *seconds):
            return table.Row("net", peer, [
                {"seconds": 2 * time, "processorSeconds": time, "items": 10, "accuracy": 0.5} for time in seconds])

        rows = [row("tessera", 1, 2, 4), row("crosssim-fastest", 20, 30, 40), row("crosssim-unsliced", 1, 1, 1)]
        self.assertEqual(table.ratios(rows), [1, 15, None])
        self.assertEqual(
            table.cells(rows)[1],
            ["net", "CrossSim, fastest form", table.PEERS["crosssim-fastest"][1], "10", "6", "3", "0.333", "15", "50.00 %"])
        self.assertEqual(table.as_markdown(rows).count("\n"), 5)

    def test_every_peer_is_described(self):
        self.assertEqual(list(table.PEERS), peers.ACCURACY + peers.SYSTOLIC + peers.NEUROSIM)
        for name, _, package in table.PEERS.values():
            self.assertTrue(name and (not package or package in table.INSTALLATION))


if __name__ == "__main__":
    unittest.main()
