# SPDX-License-Identifier: Apache-2.0
"""Tests of Benchmarks/python/peers.py: its options, its table, and a run in which no peer is installed."""
import contextlib
import importlib.util
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


HAS_NUMPY = importlib.util.find_spec("numpy") is not None
HAS_CROSSSIM = HAS_NUMPY and importlib.util.find_spec("simulator") is not None


class PeersTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
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
        self.assertEqual(len(report["missing"]), 9)

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


@unittest.skipUnless(HAS_NUMPY, "NumPy is not installed")
class LayersTest(unittest.TestCase):
    def test_a_convolution_is_its_sum_of_products(self):
        import numpy as np
        from peer_programs.network import Step, exact_layer

        random = np.random.default_rng(1)
        maps = random.integers(-8, 8, (2, 3, 6, 7)).astype(np.float32)
        weights = random.integers(-8, 8, (4, 3, 3, 2)).astype(np.float32)
        bias = np.arange(4, dtype=np.float32)
        step = Step("Conv", ["x"], "y", {"pads": [1, 0, 1, 0], "strides": [2, 3]}, weights, bias)
        result = exact_layer(step, maps)
        self.assertEqual(result.shape, (2, 4, 3, 2))
        around = np.zeros((2, 3, 8, 7), np.float32)
        around[:, :, 1:7] = maps
        for image, output, row, column in np.ndindex(2, 4, 3, 2):
            window = around[image, :, 2 * row:2 * row + 3, 3 * column:3 * column + 2]
            self.assertEqual(result[image, output, row, column], (window * weights[output]).sum() + bias[output])

    def test_images_are_read_from_idx_and_npy(self):
        import numpy as np
        from peer_programs.data import load_images

        with tempfile.TemporaryDirectory() as folder:
            pixels = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
            images, labels = os.path.join(folder, "images.idx"), os.path.join(folder, "labels.npy")
            with open(images, "wb") as file:
                file.write(bytes([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4]) + pixels.tobytes())
            np.save(labels, np.array([3, 1]))
            values, classes = load_images(images, labels, None)
            self.assertEqual(values.shape, (2, 1, 3, 4))
            self.assertTrue(np.array_equal(values[:, 0], pixels.astype(np.float32) / 255))
            self.assertEqual(classes.tolist(), [3, 1])
            np.save(labels, np.array([3]))
            with self.assertRaisesRegex(ValueError, "beside 1 labels"):
                load_images(images, labels, None)

    @unittest.skipUnless(HAS_CROSSSIM, "CrossSim is not installed")
    def test_both_sliced_forms_of_crosssim_give_exact_products(self):
        import numpy as np
        from peer_programs.crosssim_cores import CrossSim
        from peer_programs.network import Network, Range, Step

        random = np.random.default_rng(2)
        for is_signed in (False, True):
            inputs = random.integers(-127 if is_signed else 0, 128, (5, 200)) * (random.random((5, 200)) < 0.2)
            inputs[0, 0], largest = 127, 127 if is_signed else 255
            weights = random.integers(-127, 128, (6, 200)).astype(np.float32)
            weights[0, 0] = 127
            step = Step("Gemm", ["x"], "y", {}, weights, np.zeros(6, np.float32))
            network = Network.__new__(Network)
            network.steps = [step]
            for form in ("shipped", "fastest"):
                engine = CrossSim(network, {"y": Range(float(largest), is_signed)}, form, 128, 8, 6)
                result = engine.layer(step, inputs.astype(np.float32))
                self.assertLess(np.abs(result - inputs @ weights.T).max(), 0.5)


if __name__ == "__main__":
    unittest.main()
