# SPDX-License-Identifier: Apache-2.0
import os
import sys
import tempfile
import unittest

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

import tessera  # noqa: E402
from tessera.torch import TraceRecorder  # noqa: E402


class Handle:
    def __init__(self, hooks, hook):
        self.hooks, self.hook = hooks, hook

    def remove(self):
        self.hooks.remove(self.hook)


class Module:
    """As much of a PyTorch module as a recorder uses."""

    def __init__(self, weight):
        self.weight, self.hooks = weight, []

    def register_forward_hook(self, hook):
        self.hooks.append(hook)
        return Handle(self.hooks, hook)

    def __call__(self, x):
        for hook in list(self.hooks):
            hook(self, (x,), None)


class Convolution(Module):
    def __init__(self, weight, stride=1, padding=0, dilation=1, groups=1):
        super().__init__(weight)
        self.stride, self.padding, self.dilation, self.groups = stride, padding, dilation, groups


class Model:
    def __init__(self, **modules):
        self.modules = modules

    def named_modules(self):
        return self.modules.items()


class TraceTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "trace.npz")
        self.weights = np.linspace(-1, 1, 12).reshape(4, 3)

    def tearDown(self):
        self.folder.cleanup()

    def test_arrays_are_those_of_the_format(self):
        activations = np.array([[1, 2, 3, 4], [5, 6, 7, 255]])
        tessera.save_trace(self.path, [tessera.Layer(self.weights, activations, activity=0.5)], 8, 8)
        with np.load(self.path) as archive:
            self.assertEqual(
                sorted(archive.files),
                ["activation_0", "activation_bits", "activity_0", "weight_0", "weight_bits"])
            self.assertEqual(archive["weight_0"].dtype, np.float32)
            self.assertEqual(archive["activation_0"].dtype, np.uint8)
            np.testing.assert_array_equal(archive["activation_0"], activations)

    def test_bad_arrays_are_errors(self):
        good = np.zeros((1, 4), int)
        for layers in (
                [], [(self.weights, good + 256)], [(self.weights, np.full((1, 4), -129))], [(self.weights, good * 1.0)],
                [(self.weights, np.zeros((1, 5), int))], [(self.weights * np.nan, good)], [(self.weights[0], good)],
                [tessera.Layer(self.weights, good, activity=2)], [self.weights]):
            with self.assertRaises(ValueError):
                tessera.save_trace(self.path, layers)
        with self.assertRaises(ValueError):
            tessera.save_trace(self.path, [(self.weights, good)], weight_bits=0)
        self.assertFalse(os.path.exists(self.path))

    def test_files_are_not_replaced_unless_forced(self):
        layers = [(self.weights, np.zeros((1, 4), int))]
        tessera.save_trace(self.path, layers)
        with self.assertRaises(FileExistsError):
            tessera.save_trace(self.path, layers)
        tessera.save_trace(self.path, layers, force=True)

    def test_weights_become_levels(self):
        levels = tessera.quantize_weights(self.weights, 3) * 4
        np.testing.assert_array_equal(levels, np.round(levels))
        self.assertEqual((levels.min(), levels.max()), (-3, 3))
        self.assertEqual(set(tessera.quantize_weights(self.weights, 1).ravel()), {-1.0, 0.0})

    def test_unfolding_is_a_convolution(self):
        rng = np.random.default_rng(1)
        maps, kernel = rng.integers(0, 9, (2, 3, 6, 5)), rng.integers(-3, 4, (3, 3, 2))
        vectors = tessera.unfold(maps, (3, 2), stride=(2, 1), padding=(1, 0))
        padded = np.pad(maps, ((0, 0), (0, 0), (1, 1), (0, 0)))
        expected = [
            (padded[image, :, y:y + 3, x:x + 2] * kernel).sum()
            for image in range(2) for y in range(0, 6, 2) for x in range(4)]
        np.testing.assert_array_equal(vectors @ kernel.ravel(), expected)


class RecorderTests(unittest.TestCase):
    def test_layers_are_recorded_in_the_order_in_which_they_run(self):
        rng = np.random.default_rng(2)
        convolution = Convolution(rng.normal(size=(6, 2, 3, 3)), stride=2, padding=1, groups=2)
        linear = Module(rng.normal(size=(5, 24)))
        model = Model(last=linear, first=convolution)
        with TraceRecorder(model, 8, 8, layer_types=Module) as recorder:
            convolution(np.abs(rng.normal(size=(1, 4, 4, 4))))
            linear(rng.normal(size=(1, 24)))
            linear(rng.normal(size=(1, 24)))
        self.assertEqual(convolution.hooks, [])
        self.assertEqual([layer["name"] for layer in recorder.network], ["first", "last"])
        first, last = recorder.layers
        self.assertEqual((first.weights.shape, first.activations.shape), ((18, 6), (4, 36)))
        self.assertEqual((last.weights.shape, last.activations.shape), ((24, 5), (1, 24)))
        self.assertEqual((first.activations.min() >= 0, first.activations.max()), (True, 255))
        self.assertEqual(np.abs(last.activations).max(), 127)
        with tempfile.TemporaryDirectory() as folder:
            network = os.path.join(folder, "Network.csv")
            recorder.save(os.path.join(folder, "trace"), network=network)
            with open(network, encoding="utf-8") as file:
                lines = file.read().splitlines()
            self.assertEqual(lines[1], '4,4,4,3,3,6,0,2,"first",1,2')

    def recorded(self, convolution, x):
        with TraceRecorder(Model(only=convolution), 8, 8, layer_types=Module) as recorder:
            convolution(x)
        with tempfile.TemporaryDirectory() as folder:
            network = os.path.join(folder, "Network.csv")
            recorder.save(os.path.join(folder, "trace"), network=network)
            with open(network, encoding="utf-8") as file:
                return recorder.layers[0].activations.shape, file.read().splitlines()

    def test_strides_pads_and_dilations_are_written_as_they_are(self):
        weight, x = np.ones((6, 2, 3, 2)), np.ones((1, 2, 9, 10))
        shape, lines = self.recorded(Convolution(weight, stride=(2, 1), padding=(0, 1), dilation=(1, 3)), x)
        self.assertEqual(shape, (4 * 9, 12))
        self.assertTrue(lines[0].endswith("stride,name,padding,dilation,groups"))
        self.assertEqual(lines[1], '9,10,2,3,2,6,0,2 1,"only",0 1,1 3,1')
        shape, lines = self.recorded(Convolution(weight, padding="same"), x)
        self.assertEqual(shape, (90, 12))
        self.assertEqual(lines[1], '9,10,2,3,2,6,0,1,"only",1 0 1 1,1')
        shape, lines = self.recorded(Convolution(weight, padding="valid"), x)
        self.assertEqual(lines[1], '9,10,2,3,2,6,0,1,"only",0,1')
        with self.assertRaises(ValueError):
            self.recorded(Convolution(weight, padding="reflect"), x)

    def test_nothing_recorded_is_an_error(self):
        with self.assertRaises(ValueError):
            TraceRecorder(Model(), layer_types=Module)
        with self.assertRaises(ValueError):
            TraceRecorder(Model(a=Module(np.ones((1, 1)))), layer_types=Module).layers

    def test_a_real_model(self):
        try:
            import torch
        except ImportError:
            self.skipTest("PyTorch is not installed")
        model = torch.nn.Sequential(
            torch.nn.Conv2d(1, 4, 3, padding=1), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(64, 3))
        with TraceRecorder(model) as recorder:
            model(torch.rand(1, 1, 4, 4))
        self.assertEqual([layer.activations.shape for layer in recorder.layers], [(16, 9), (1, 64)])


if __name__ == "__main__":
    unittest.main()
