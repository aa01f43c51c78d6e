# SPDX-License-Identifier: Apache-2.0
"""Watches a model run, for `TraceRecorder`: its layers, its products of two activations, and what stands between them."""

from __future__ import annotations

import math
import warnings
from types import TracebackType
from typing import Any, Callable, Dict, List, Optional, Set, Tuple, Type, Union

import torch
from torch import nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from .._errors import TesseraWarning
from ._modules import MatMul, MultiheadAttention
from ._recorder import TraceRecorder

_LINE = "_tessera_line"
"""The attribute of a tensor that names the line of the network whose output it holds, in any shape."""


def _methods(*names: str) -> List[Any]:
    places = (torch, torch.Tensor, functional)
    return [getattr(place, name) for place in places for name in names if hasattr(place, name)]


_PRODUCTS = _methods("matmul", "bmm", "mm", "mv", "__matmul__")
_SUMS = _methods("add", "add_", "__add__", "__radd__", "__iadd__")
_STEPS = {
    "softmax": _methods("softmax"), "layer_norm": _methods("layer_norm"), "group_norm": _methods("group_norm"),
    "rms_norm": _methods("rms_norm"), "gelu": _methods("gelu"), "silu": _methods("silu")}
_OPERATIONS = {function: operation for operation, functions in _STEPS.items() for function in functions}
_OTHERS = (
    "linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "einsum", "addmm",
    "addbmm", "bilinear", "tensordot")
_UNKNOWN = {function: name for name in _OTHERS for function in _methods(name)}
_NAMED_MODULES: Tuple[type, ...] = (MatMul, nn.Softmax, nn.LayerNorm, nn.GroupNorm, nn.GELU, nn.SiLU) + (
    (nn.RMSNorm,) if hasattr(nn, "RMSNorm") else ())
"""Modules whose one step has their name."""


class Watch(TorchFunctionMode):
    """Sees all functions of PyTorch that a model calls, and the modules that call them.

    Args:
        recorder: gets the lines of the network.
        model: the model.
        layer_types: types of modules that are layers.
    """

    def __init__(self, recorder: TraceRecorder, model: nn.Module, layer_types: Union[type, Tuple[type, ...]]) -> None:
        super().__init__()
        self.recorder, self.model, self.layer_types = recorder, model, layer_types
        self.images: Optional[int] = recorder.images
        self._calls: List[Tuple[str, nn.Module, Dict[str, int]]] = []
        self._paused = 0
        self._handles: List[Any] = []
        self._has_fast_path = False
        self._named: Set[str] = set()
        self._image: Any = None

    def __enter__(self) -> Watch:
        self._has_fast_path = torch.backends.mha.get_fastpath_enabled()
        # A layer that is computed at once has no modules that could be watched.
        torch.backends.mha.set_fastpath_enabled(False)
        for name, module in self.model.named_modules():
            self._attach(module, name)
        mode: Any = super()  # PyTorch has no types for it.
        mode.__enter__()
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        mode: Any = super()
        mode.__exit__(kind, error, trace)
        torch.backends.mha.set_fastpath_enabled(self._has_fast_path)
        for handle in self._handles:
            handle.remove()
        self._handles = []
        if self._image is not None:
            delattr(self._image, _LINE)
            self._image = None

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Tuple[Any, ...] = (), kwargs: Optional[Dict[str, Any]] = None
    ) -> Any:
        """Calls the function, and records it if it is a step of the network."""
        result = func(*args, **(kwargs or {}))
        if self._paused == 0 and self._calls:
            self._saw(func, args, kwargs or {}, result)
        return result

    # Modules

    def _attach(self, module: nn.Module, name: str) -> None:
        watched: Any = module  # PyTorch has no types for hooks.

        def enter(_module: nn.Module, args: Tuple[Any, ...], kwargs: Dict[str, Any]) -> None:
            self._enter(name, module, args)

        def leave(_module: nn.Module, args: Tuple[Any, ...], kwargs: Dict[str, Any], output: Any) -> None:
            self._leave(name, module, args, kwargs, output)

        self._handles.append(watched.register_forward_pre_hook(enter, with_kwargs=True))
        self._handles.append(watched.register_forward_hook(leave, with_kwargs=True))

    def _enter(self, name: str, module: nn.Module, args: Tuple[Any, ...]) -> None:
        if module is self.model:  # also after a run that failed
            self._calls, self._paused = [], 0
        if not self._calls:
            first = next((value for value in args if isinstance(value, torch.Tensor)), None)
            if self.recorder.images is None:
                self.images = first.shape[0] if first is not None and first.dim() > 0 else 1
            if first is not None and not hasattr(first, _LINE):
                if self._image is not None:
                    delattr(self._image, _LINE)
                self._image = first
                setattr(first, _LINE, "image")
        self._calls.append((name, module, {}))
        self._paused += isinstance(module, (nn.MultiheadAttention, MatMul, self.layer_types))

    def _leave(
        self, name: str, module: nn.Module, args: Tuple[Any, ...], kwargs: Dict[str, Any], output: Any
    ) -> None:
        self._paused -= isinstance(module, (nn.MultiheadAttention, MatMul, self.layer_types))
        if self._paused == 0:
            operands = [*args, *kwargs.values()]
            if isinstance(module, self.layer_types):
                self.recorder.add_layer(name, module, operands[0], self._source(operands[0]))
                setattr(output, _LINE, name)
            elif isinstance(module, MatMul):
                self._product(name, operands[0], operands[1], output)
            elif isinstance(module, (nn.RNNBase, nn.RNNCellBase)):
                self._warn(type(module).__name__)
            elif isinstance(module, nn.MultiheadAttention):
                self._attention(name, module, args, kwargs, output)
        self._calls.pop()

    def _attention(
        self, name: str, module: nn.MultiheadAttention, args: Tuple[Any, ...], kwargs: Dict[str, Any], output: Any
    ) -> None:
        """Runs the same attention in parts that can be seen."""
        query = args[0] if args else kwargs["query"]
        if not module.batch_first and query.dim() == 3 and self.recorder.images is None:
            raise ValueError(
                f"`{name}` takes tokens first (batch_first = False): give the recorder the number of images, as in "
                f"TraceRecorder(model, images={query.shape[1]})")
        parts = MultiheadAttention.of(module).eval()
        attached = len(self._handles)
        for part, child in parts.named_modules():
            if part:
                self._attach(child, f"{name}.{part}" if name else part)
        with torch.no_grad():
            result, _ = parts(*args, **kwargs)
        for handle in self._handles[attached:]:
            handle.remove()
        del self._handles[attached:]
        own = output[0]
        if own.shape != result.shape or not torch.allclose(own, result, rtol=1e-3, atol=1e-4, equal_nan=True):
            if not module.training:
                raise ValueError(f"`{name}` does not compute what torch.nn.MultiheadAttention does, and cannot be recorded")
        if hasattr(result, _LINE):
            setattr(own, _LINE, getattr(result, _LINE))

    # Functions

    def _saw(self, function: Any, args: Tuple[Any, ...], kwargs: Dict[str, Any], result: Any) -> None:
        if function in _PRODUCTS and len(args) > 1:
            self._product(self._name("product"), args[0], args[1], result)
        elif function is torch.Tensor.__rmatmul__:
            self._product(self._name("product"), args[1], args[0], result)
        elif function in (torch.baddbmm, torch.Tensor.baddbmm) and len(args) > 2:
            self._product(self._name("product"), args[1], args[2], result)
        elif function is functional.scaled_dot_product_attention:
            query, key, value = (
                kwargs[name] if name in kwargs else args[place] for place, name in enumerate(("query", "key", "value")))
            self._attended(query, key, value, result)
        elif function in _OPERATIONS:
            self._step(_OPERATIONS[function], args, kwargs, result)
        elif function in _SUMS and self._sum(args, result):
            pass
        elif function in _UNKNOWN:
            self._warn(_UNKNOWN[function])
        elif isinstance(result, torch.Tensor) and not hasattr(result, _LINE):
            for value in [*args, *kwargs.values()]:
                if hasattr(value, _LINE) and isinstance(value, torch.Tensor) and value.numel() == result.numel():
                    setattr(result, _LINE, getattr(value, _LINE))
                    break

    def _name(self, operation: str) -> str:
        """The name of a line: that of the module, and what it is of its lines."""
        module, instance, counts = self._calls[-1]
        counts[operation] = counts.get(operation, 0) + 1
        if module and isinstance(instance, _NAMED_MODULES) and counts[operation] == 1:
            return module
        number = str(counts[operation]) if counts[operation] > 1 else ""
        return f"{module}.{operation}{number}" if module else f"{operation}{number}"

    def _warn(self, function: str) -> None:
        place = self._calls[-1][0] or type(self._calls[-1][1]).__name__
        if (key := f"{place} {function}") not in self._named:
            self._named.add(key)
            warnings.warn(
                f"`{function}` in `{place}` is not recorded (recorded: Conv2d, Linear, matmul, bmm, "
                "scaled_dot_product_attention)", TesseraWarning, stacklevel=2)

    def _source(self, value: Any) -> str:
        """The line that a value comes from, if its numbers are as many as that line puts out."""
        line = getattr(value, _LINE, None)
        return line if line is not None and self.recorder.elements(line) == self._share(value.numel()) else "image"

    def _share(self, count: int) -> int:
        images = self.images or 1
        if count % images:
            place = self._calls[-1][0]
            raise ValueError(
                f"an operand in `{place}` has {count} numbers, no multiple of {images} images: give the recorder `images`")
        return count // images

    def _product(self, name: str, a: torch.Tensor, b: torch.Tensor, result: torch.Tensor) -> None:
        if any(_is_weight(operand) for operand in (a, b)):
            self._warn("matmul with a parameter")
            return
        left = a.unsqueeze(0) if a.dim() == 1 else a
        right = b.unsqueeze(1) if b.dim() == 1 else b
        groups = self._share(math.prod(result.shape) // (left.shape[-2] * right.shape[-1]))
        (vectors, rows), columns = left.shape[-2:], right.shape[-1]
        self._add(name, "product", (vectors, groups * rows, groups * columns, groups), [self._source(a), self._source(b)])
        setattr(result, _LINE, name)

    def _attended(self, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, result: torch.Tensor) -> None:
        scores, shares, mixed = (self._name(part) for part in ("scores", "softmax", "mixed"))
        heads = self._share(math.prod(query.shape[:-2]))
        (tokens, rows), (length, columns) = query.shape[-2:], value.shape[-2:]
        self._add(scores, "product", (tokens, heads * rows, heads * length, heads), [self._source(query), self._source(key)])
        self._add(shares, "softmax", (tokens, heads * length, heads * length, heads), [scores])
        self._add(mixed, "product", (tokens, heads * length, heads * columns, heads), [shares, self._source(value)])
        setattr(result, _LINE, mixed)

    def _step(self, operation: str, args: Tuple[Any, ...], kwargs: Dict[str, Any], result: torch.Tensor) -> None:
        value = args[0] if args else kwargs["input"]
        name = self._name(operation)
        count, last = self._share(value.numel()), int(value.shape[-1]) if value.dim() else 1
        groups = 1
        if operation == "group_norm":
            groups = int(kwargs["num_groups"] if "num_groups" in kwargs else args[1])
            last = int(value.shape[1])
        elif operation in ("layer_norm", "rms_norm"):
            last = math.prod(kwargs["normalized_shape"] if "normalized_shape" in kwargs else args[1])
        elif operation == "softmax":
            dim = kwargs.get("dim", args[1] if len(args) > 1 else -1)
            last = int(value.shape[-1 if dim is None else dim])
        self._add(name, operation, (count // last, last, last, groups), [self._source(value)])
        setattr(result, _LINE, name)

    def _sum(self, args: Tuple[Any, ...], result: torch.Tensor) -> bool:
        """Records the sum of two recorded values."""
        operands = [value for value in args[:2] if isinstance(value, torch.Tensor) and hasattr(value, _LINE)]
        if len(operands) < 2 or any(value.shape != result.shape for value in operands):
            return False
        sources = [self._source(value) for value in operands]
        name = self._name("sum")
        last = int(result.shape[-1])
        self._add(name, "add", (self._share(result.numel()) // last, last, last, 1), sources)
        setattr(result, _LINE, name)
        return True

    def _add(self, name: str, operation: str, extents: Tuple[int, int, int, int], inputs: List[str]) -> None:
        height, channels, outputs, groups = extents
        self.recorder.add_step({
            "name": name, "operation": operation, "input_height": height, "input_width": 1, "input_channels": channels,
            "kernel_height": 1, "kernel_width": 1, "output_channels": outputs, "groups": groups,
            "inputs": " ".join(inputs)})


def _is_weight(value: torch.Tensor) -> bool:
    return isinstance(value, nn.Parameter) or isinstance(value._base, nn.Parameter)
