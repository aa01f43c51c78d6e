# SPDX-License-Identifier: Apache-2.0
"""Records traces from PyTorch models. PyTorch is imported when a recorder is made, not before."""

import os

import numpy as np

from ..trace import Layer, quantize_weights, save_network, save_trace, unfold


class TraceRecorder:
    """Records the quantized weights and activations of a model's convolutions and fully connected layers.

        with TraceRecorder(model, weight_bits=8, activation_bits=8) as recorder:
            model(images[:1])
        recorder.save("trace.npz", network="Network.csv")

    Every `Conv2d` and `Linear` module is recorded once, in the order in which they run. Weights become the nearest of the
    levels of `weight_bits` (see `tessera.quantize_weights`); activations become integers with the step
    max|x| / (2^bits - 1), or max|x| / (2^(bits - 1) - 1) where some are negative. Give `activation_scales`, by module
    name, where the model has steps of its own.
    """

    def __init__(self, model, weight_bits=8, activation_bits=8, per_channel=False, activation_scales=None,
                 layer_types=None):
        if layer_types is None:
            import torch  # only here, so that NumPy is enough for everything else

            layer_types = (torch.nn.Conv2d, torch.nn.Linear)
        self.weight_bits = weight_bits
        self.activation_bits = activation_bits
        self.per_channel = per_channel
        self.activation_scales = dict(activation_scales or {})
        self._records = {}
        self._handles = []
        self._modules = [(name, module) for name, module in model.named_modules() if isinstance(module, layer_types)]
        if not self._modules:
            raise ValueError("the model has no layer to record (recorded: Conv2d, Linear)")
        known = {name for name, _ in self._modules}
        unknown = set(self.activation_scales) - known
        if unknown:
            raise ValueError(f"activation_scales for unknown modules {sorted(unknown)} (known: {sorted(known)})")

    def __enter__(self):
        for name, module in self._modules:
            self._handles.append(module.register_forward_hook(self._hook(name)))
        return self

    def __exit__(self, *_):
        for handle in self._handles:
            handle.remove()
        self._handles = []

    def _hook(self, name):
        def record(module, inputs, _output):
            if name not in self._records:
                self._records[name] = self._record(name, module, _array(inputs[0]))
        return record

    def _record(self, name, module, x):
        integers = self._quantized(x, name)
        weight = _array(module.weight)
        if weight.ndim == 4:
            vectors, geometry = _convolution(module, integers, weight)
        else:
            vectors = integers.reshape(-1, integers.shape[-1])
            places = vectors.shape[0] // integers.shape[0] if integers.ndim > 2 else 1
            geometry = dict(
                input_height=places, input_width=1, input_channels=weight.shape[1], kernel_height=1, kernel_width=1,
                output_channels=weight.shape[0], stride=1, padding=0, groups=1)
        matrix = quantize_weights(weight.reshape(weight.shape[0], -1).T, self.weight_bits, self.per_channel)
        return Layer(matrix, vectors), {**geometry, "name": name}

    def _quantized(self, x, name):
        if not np.isfinite(x).all():
            raise ValueError(f"the input of `{name}` is not finite")
        bits = self.activation_bits
        if x.min() < 0:
            low, high = -(1 << (bits - 1)), (1 << (bits - 1)) - 1
        else:
            low, high = 0, (1 << bits) - 1
        scale = self.activation_scales.get(name) or np.abs(x).max() / max(1, high)
        if not scale > 0:
            scale = 1
        return np.clip(np.floor(x.astype(np.float64) / scale + 0.5), low, high).astype(np.int64)

    @property
    def layers(self):
        """What has been recorded: a `tessera.Layer` for each layer, in the order in which they ran."""
        if not self._records:
            raise ValueError("nothing has been recorded: run the model inside the `with` block")
        return [layer for layer, _ in self._records.values()]

    @property
    def network(self):
        """The geometry of the recorded layers, as `tessera.save_network` takes it."""
        return [geometry for _, geometry in self._records.values()]

    def save(self, path, network=None, force=False):
        """Writes the trace, and the network file if one is named."""
        if network is not None and os.path.exists(network) and not force:
            raise FileExistsError(f"{network} exists already; force=True replaces it")
        path = save_trace(path, self.layers, self.weight_bits, self.activation_bits, force)
        if network is not None:
            save_network(network, self.network, force)
        return path


def _array(tensor):
    for step in ("detach", "cpu", "numpy"):
        tensor = getattr(tensor, step, lambda value=tensor: value)()
    return np.asarray(tensor)


def _pair(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value, value)


def _pads(module, kernel, dilation):
    """Top, left, bottom, right."""
    if module.padding == "valid":
        return 0, 0, 0, 0
    if module.padding == "same":
        # As PyTorch does: the odd one goes below and to the right.
        total = [gap * (extent - 1) for gap, extent in zip(dilation, kernel)]
        before = [number // 2 for number in total]
        return (*before, *(number - first for number, first in zip(total, before)))
    if isinstance(module.padding, str):
        raise ValueError(f"padding `{module.padding}` (allowed: numbers, same, valid)")
    return _pair(module.padding) * 2


def _convolution(module, integers, weight):
    """Input vectors, the rows of the groups one behind the other, and the geometry."""
    if getattr(module, "padding_mode", "zeros") != "zeros":
        raise ValueError(f"padding_mode `{module.padding_mode}` (allowed: zeros)")
    stride, dilation = _pair(module.stride), _pair(module.dilation)
    kernel = weight.shape[2:]
    padding = _pads(module, kernel, dilation)
    channels = weight.shape[1]
    groups = [integers[:, start:start + channels] for start in range(0, integers.shape[1], channels)]
    vectors = np.concatenate([unfold(part, kernel, stride, padding, dilation) for part in groups], axis=1)
    height, width = integers.shape[2:]
    geometry = dict(
        input_height=height, input_width=width, input_channels=integers.shape[1], kernel_height=kernel[0],
        kernel_width=kernel[1], output_channels=weight.shape[0], stride=stride, padding=padding, dilation=dilation,
        groups=module.groups)
    return vectors, geometry
