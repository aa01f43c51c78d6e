# SPDX-License-Identifier: Apache-2.0
"""Puts the products of a network on modelled hardware."""

from __future__ import annotations

import contextlib
import copy
import itertools
import warnings
from typing import Any, Dict, Iterable, Iterator, List, Optional, Tuple, Union

import torch
from torch import nn
from torch.nn.modules.linear import NonDynamicallyQuantizableLinear
from torch.overrides import TorchFunctionMode

from ._hardware import Hardware, HardwareLike, read_hardware
from ._arrays import require_supported
from ._layer import BACKENDS, LayerState, Setup
from ._modules import (
    HardwareConv2d, HardwareLinear, HardwareMatMul, MatMul, MultiheadAttention, window_of)
from ._product import ProductState
from ._quantization import Observer, Settings

Calibration = Union[torch.Tensor, Iterable[Any]]
HardwareModule = (HardwareConv2d, HardwareLinear, HardwareMatMul)

# Modules with products that are left in floating point, and functions that make products outside of modules.
_FLOATING = (nn.Conv1d, nn.Conv2d, nn.Conv3d, nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d, nn.Linear,
             nn.Bilinear, nn.RNNBase, nn.RNNCellBase)
_LAYER_FUNCTIONS = ("linear", "conv2d")
_PRODUCT_FUNCTIONS = ("matmul", "__matmul__", "__rmatmul__", "bmm", "baddbmm", "mm", "einsum", "scaled_dot_product_attention")


def to_hardware(
    module: nn.Module, hardware: HardwareLike = None, *, calibration: Optional[Calibration] = None, weight_bits: int = 8,
    activation_bits: int = 8, per_channel: bool = False, asymmetric: bool = False, percentile: Optional[float] = None,
    seed: int = 0, trial: int = 0, threads: Optional[int] = None, backend: str = "auto", products: bool = True
) -> nn.Module:
    """A copy of a network whose convolutions, fully connected layers and products of activations run on hardware.

    Every `Conv2d`, `Linear`, `MultiheadAttention` and `tessera.torch.MatMul` becomes a module of the same parameters whose
    results are those of modelled arrays. Everything else stays in floating point; a warning names other modules and functions
    that make products. Gradients go straight through. Each call draws noise anew.

    Args:
        module: the network. It is not changed.
        hardware: keys of the hardware file, or a file of them; None: what `tessera accuracy` takes without `--hardware`.
        calibration: images, or batches of them, for the ranges of activations: a tensor or an iterable of tensors; of a batch
            that is a sequence the first element counts. They are run through the network in evaluation mode.
        weight_bits, activation_bits: bits of integers, 1 to 8.
        per_channel: whether each output has a weight scale of its own.
        asymmetric: whether activations that may be negative have a zero point in place of a sign.
        percentile: the percentile of magnitudes that the largest integer stands for, 50 to 100; None: the largest one.
        seed, trial: choose random numbers; a trial is another chip.
        threads: threads of the library; None: one for each processor. Results do not depend on it.
        backend: "library" (CPU), "torch" (any device), or "auto": the library on a CPU where it is installed.
        products: whether products of two activations run on hardware, too.

    Raises:
        TypeError, ValueError: arguments of another kind, values that are not allowed, layers that the hardware cannot hold,
            or layers that do not run in the calibration.
        NotImplementedError: hardware that the backend does not model; the message names the key.
    """
    setup = _setup(
        module, hardware, calibration, Settings(weight_bits, activation_bits, per_channel, asymmetric, percentile), seed,
        trial, threads, backend, products)
    model = _with_attention(copy.deepcopy(module))
    targets = _targets(model, products)
    batches = _batches(calibration)
    order, ranges = _observed(model, targets, batches, setup.settings, products)
    counter, matrices = itertools.count(), 0
    numbers = itertools.count()
    for target in order:
        name, limits = targets[target], [observer.range(percentile) for observer in ranges[target]]
        if isinstance(target, MatMul):
            target.hardware_state = ProductState(  # type: ignore[assignment]
                setup, name, next(numbers), (limits[0], limits[1]))
            target.__class__ = HardwareMatMul
            continue
        is_convolution = isinstance(target, nn.Conv2d)
        groups = target.groups if isinstance(target, nn.Conv2d) else 1
        state = LayerState(
            setup, name, next(counter), matrices, groups, window_of(target) if isinstance(target, nn.Conv2d) else None,
            limits[0])
        target.hardware_state = state  # type: ignore[assignment]
        target.__class__ = HardwareConv2d if is_convolution else HardwareLinear
        matrices += groups
        state.fitted
    if any(part is not None and part.is_calibrated for part in (setup.hardware, setup.hardware.products())):
        _fit_converters(model, batches)
    return model


def _setup(
    module: Any, source: HardwareLike, calibration: Any, settings: Settings, seed: int, trial: int,
    threads: Optional[int], backend: str, products: bool
) -> Setup:
    if not isinstance(module, nn.Module):
        raise TypeError(f"module is {type(module).__name__} (needed: torch.nn.Module)")
    if calibration is None:
        raise ValueError("calibration is None (needed: images for the ranges of activations, which are not test images)")
    if backend not in BACKENDS:
        raise ValueError(f"backend = {backend!r} is not possible (allowed: {', '.join(BACKENDS)})")
    for name, value, least in (("seed", seed, 0), ("trial", trial, 0), ("threads", threads, 1)):
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < least):
            raise ValueError(f"{name} = {value!r} is not possible (allowed: whole numbers from {least} on)")
    hardware = read_hardware(source, settings.weight_bits, settings.asymmetric)
    arrays = hardware.products() if products else None
    settings = Settings(
        settings.weight_bits, settings.activation_bits, settings.per_channel, settings.asymmetric, settings.percentile,
        "odd" if hardware.mapping == "xnor" else "integer", *_product_numbers(hardware, arrays, settings))
    if backend == "torch":
        for part in (hardware, arrays):
            if part is not None:
                require_supported(part)
    return Setup(hardware, settings, seed, trial, threads, backend)


def _product_numbers(
    hardware: Hardware, arrays: Optional[Hardware], settings: Settings
) -> Tuple[Tuple[int, int], Tuple[str, str]]:
    own = dict(hardware.dynamic) if not isinstance(hardware.dynamic, str) else {}
    bits = (own.get("act_bits", settings.activation_bits), own.get("weight_bits", settings.activation_bits))
    mapping = arrays.mapping if arrays is not None else ""
    return bits, ("odd" if mapping == "xnor" else "integer",
                  "odd" if mapping in ("xnor", "odd", "odd_pair") else "integer")


def _with_attention(model: nn.Module) -> nn.Module:
    """The model with `MultiheadAttention` built of modules."""
    made: Dict[int, nn.Module] = {}

    def replaced(child: nn.Module) -> nn.Module:
        if isinstance(child, nn.MultiheadAttention):
            return made.setdefault(id(child), MultiheadAttention.of(child))
        return child

    if isinstance(model, nn.MultiheadAttention):
        return replaced(model)
    for parent in list(model.modules()):
        for name, child in list(parent._modules.items()):
            if child is not None and isinstance(child, nn.MultiheadAttention):
                parent._modules[name] = replaced(child)
    return model


def _targets(model: nn.Module, products: bool) -> Dict[nn.Module, str]:
    """Modules that run on hardware, by name. Warns of those that are left in floating point."""
    targets: Dict[nn.Module, str] = {}
    left: List[str] = []
    for name, child in model.named_modules():
        shown = name or type(model).__name__
        if isinstance(child, HardwareModule):
            raise ValueError(f"`{shown}` is on hardware already: start from the network in floating point")
        if type(child) in (nn.Conv2d, nn.Linear, NonDynamicallyQuantizableLinear) or isinstance(child, MatMul) and products:
            _check_layer(child, shown)
            targets[child] = shown
        elif isinstance(child, _FLOATING):
            left.append(f"`{shown}` ({type(child).__name__})")
    if left:
        warnings.warn(
            f"left in floating point: {', '.join(left)} (on hardware: Conv2d, Linear, MultiheadAttention, "
            "tessera.torch.MatMul)", UserWarning, stacklevel=3)
    if not targets:
        raise ValueError("the network has no convolution, fully connected layer or product to put on hardware")
    return targets


def _check_layer(module: nn.Module, name: str) -> None:
    if isinstance(module, nn.Conv2d) and module.padding_mode != "zeros":
        raise ValueError(
            f"`{name}`: padding_mode = {module.padding_mode!r} is not possible on hardware (allowed: zeros; pad the input "
            "before the layer)")
    weight = getattr(module, "weight", None)
    if isinstance(weight, torch.Tensor) and not weight.is_floating_point():
        raise TypeError(f"`{name}`: the weights are {weight.dtype} (needed: floating-point numbers)")


def _batches(calibration: Any) -> List[torch.Tensor]:
    batches = [calibration] if isinstance(calibration, torch.Tensor) else list(calibration)
    batches = [batch[0] if isinstance(batch, (tuple, list)) and batch else batch for batch in batches]
    for batch in batches:
        if not isinstance(batch, torch.Tensor):
            raise TypeError(f"a batch of the calibration is {type(batch).__name__} (needed: a tensor)")
    if not batches or not all(batch.numel() for batch in batches):
        raise ValueError("the calibration has no images")
    return batches


class _ProductWatch(TorchFunctionMode):
    """Notes functions that make products outside of modules that run on hardware."""

    def __init__(self, names: Tuple[str, ...]) -> None:
        super().__init__()
        self.names, self.inside = names, 0
        self.found: Dict[str, int] = {}

    def __torch_function__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        name = getattr(function, "__name__", "")
        if self.inside == 0 and name in self.names:
            self.found[name] = self.found.get(name, 0) + 1
        self.inside += 1
        try:
            return function(*args, **(kwargs or {}))
        finally:
            self.inside -= 1


def _observed(
    model: nn.Module, targets: Dict[nn.Module, str], batches: List[torch.Tensor], settings: Settings, products: bool
) -> Tuple[List[nn.Module], Dict[nn.Module, List[Observer]]]:
    """The modules in the order in which they first run, and what enters them."""
    order: List[nn.Module] = []
    seen: Dict[nn.Module, List[Observer]] = {
        target: [Observer() for _ in range(2 if isinstance(target, MatMul) else 1)] for target in targets}
    watch = _ProductWatch(_LAYER_FUNCTIONS + (_PRODUCT_FUNCTIONS if products else ()))
    counts = False

    def enter(target: nn.Module, inputs: Tuple[Any, ...]) -> None:
        watch.inside += 1
        if not counts and target not in order:
            order.append(target)
        for observer, x in zip(seen[target], inputs):
            if counts:
                observer.count(x)
            else:
                observer.see(x, targets[target])

    def leave(_target: nn.Module, _inputs: Any, _output: Any) -> None:
        watch.inside -= 1

    others = [child for child in model.modules() if isinstance(child, _FLOATING) and child not in targets]
    handles = [target.register_forward_pre_hook(enter) for target in targets]
    handles += [child.register_forward_pre_hook(lambda *_: setattr(watch, "inside", watch.inside + 1)) for child in others]
    handles += [child.register_forward_hook(leave) for child in (*targets, *others)]
    try:
        with evaluating(model), watch:
            for counts in ((False, True) if settings.needs_histogram else (False,)):
                for batch in batches:
                    model(batch)
    finally:
        for handle in handles:
            handle.remove()
    missing = [f"`{targets[target]}`" for target in targets if target not in order]
    if missing:
        raise ValueError(
            f"{', '.join(missing)} did not run in the calibration, so that the range of its activations is unknown "
            "(remove it, or calibrate with inputs that use it)")
    if watch.found:
        warnings.warn(
            f"left in floating point: products by {', '.join(sorted(watch.found))} outside of modules (use "
            "tessera.torch.MatMul, tessera.torch.ScaledDotProductAttention, or modules of layers)", UserWarning,
            stacklevel=3)
    return order, seen


@contextlib.contextmanager
def evaluating(model: nn.Module) -> Iterator[None]:
    """Runs a network in evaluation mode and without gradients; the modes of all modules are as before afterwards."""
    modes = {child: child.training for child in model.modules()}
    model.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        for child, mode in modes.items():
            child.training = mode


def _states(module: nn.Module) -> List[Union[LayerState, ProductState]]:
    if not isinstance(module, nn.Module):
        raise TypeError(f"module is {type(module).__name__} (needed: torch.nn.Module)")
    states = [child.hardware_state for child in module.modules() if isinstance(child, HardwareModule)]
    if not states:
        raise ValueError("the network has no module on hardware (tessera.torch.to_hardware makes such a network)")
    return states


def _fit_converters(model: nn.Module, batches: List[torch.Tensor]) -> None:
    """Keeps what enters layers and products of the integer network; their converters are fitted to it when they first run."""
    states = _states(model)
    for state in states:
        state.mode = "observe"
    try:
        with evaluating(model):
            for batch in batches:
                model(batch)
    finally:
        for state in states:
            state.mode = "hardware"


def reset(module: nn.Module, trial: int = 0) -> None:
    """Numbers images from 0 again, so that the same images give the same results, and takes chip number `trial`.

    All layers are programmed anew at their next call.

    Raises ValueError where the network is not on hardware.
    """
    if isinstance(trial, bool) or not isinstance(trial, int) or trial < 0:
        raise ValueError(f"trial = {trial!r} is not possible (allowed: whole numbers from 0 on)")
    for state in _states(module):
        state.reset(trial)


@contextlib.contextmanager
def exact_integers(module: nn.Module) -> Iterator[None]:
    """Within the block, exact integers take the place of the hardware: the quantized network without errors of arrays.

    Raises ValueError where the network is not on hardware.
    """
    states = _states(module)
    for state in states:
        state.mode = "integers"
    try:
        yield
    finally:
        for state in states:
            state.mode = "hardware"
