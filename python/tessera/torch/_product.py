# SPDX-License-Identifier: Apache-2.0
"""Products of two activations on hardware: "Products of two activations" in `docs/models/imc-matmul.md`."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any, Callable, Dict, List, Optional, Tuple

import numpy as np
import numpy.typing as npt
import torch

from .. import _kernels
from ._arrays import Arrays, Plan
from ._cells import Chance
from ._encoding import WeightEncoding
from ._hardware import Hardware, check
from ._histogram import Histogram
from ._layer import Setup, _require_floating, nominal
from ._quantization import Activation, Range, activation, require_finite, stored


# PyTorch has no types for this.
_broadcast: Callable[..., Tuple[int, ...]] = torch.broadcast_shapes


@dataclass
class ProductState:
    """A product of two activations of a network on hardware.

    number: how many products ran before. limits: ranges of both operands. images: images that have run; they number what is
    drawn. observations: operands in the calibration run, where converters are fitted to them. mode: "hardware", "integers" or
    "observe".
    """

    setup: Setup
    name: str
    number: int
    limits: Tuple[Range, Range]
    images: int = 0
    observations: List[Tuple[torch.Tensor, torch.Tensor]] = field(default_factory=list)
    mode: str = "hardware"
    programmed: Dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def __getstate__(self) -> Dict[str, Any]:
        return {**self.__dict__, "programmed": {}}

    @property
    def entered(self) -> Activation:
        """How the first operand becomes integers."""
        settings = self.setup.settings
        return activation(self.limits[0], settings.product_bits[0], settings.product_forms[0], settings.asymmetric)

    @property
    def stored(self) -> Activation:
        """How the second operand becomes integers."""
        settings = self.setup.settings
        return stored(self.limits[1], settings.product_bits[1], settings.product_forms[1])

    def reset(self, trial: Optional[int]) -> None:
        """Numbers images from 0 again, as chip number `trial`."""
        self.images = 0
        self.programmed = {}
        if trial is not None:
            self.setup = replace(self.setup, trial=trial)

    def __call__(self, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        """a [..., vectors, rows] times b [..., rows, columns]. Raises TypeError and ValueError for what does not fit."""
        for operand in (a, b):
            _require_floating(operand, self.name)
        if a.dim() < 2 or b.dim() < 2 or a.shape[-1] != b.shape[-2]:
            raise ValueError(
                f"`{self.name}`: the operands have the shapes {tuple(a.shape)} and {tuple(b.shape)} (needed: ..., vectors, "
                "rows and ..., rows, columns)")
        if a.dtype != b.dtype or a.device != b.device:
            raise ValueError(
                f"`{self.name}`: the operands are {a.dtype} on {a.device} and {b.dtype} on {b.device} (needed: the same)")
        batch = _broadcast(a.shape[:-2], b.shape[:-2])
        left, right = a.expand(*batch, *a.shape[-2:]), b.expand(*batch, *b.shape[-2:])
        if not batch:
            left, right = left.unsqueeze(0), right.unsqueeze(0)
        y: torch.Tensor = _StraightProduct.apply(left, right, self)
        return y if batch else y.squeeze(0)

    def forward(self, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        """The products on hardware, in the precision of the operands, which have an axis of images first."""
        for operand in (a, b):
            require_finite(operand, f"an operand of `{self.name}`")
        hardware = self.setup.hardware.products()
        if self.mode == "observe" and hardware is not None and hardware.is_calibrated:
            self.observations.append((a.detach().clone(), b.detach().clone()))
        if self.mode != "hardware" or hardware is None:
            return self._with(None, a, b, 0).to(a.dtype)
        first, self.images = self.images, self.images + a.shape[0]
        if self.setup.backend_on(a.device) == "library":
            return self._library(hardware, a, b, first).to(a.dtype)
        return self._with(hardware, a, b, first).to(a.dtype)

    def _library(self, hardware: Hardware, a: torch.Tensor, b: torch.Tensor, first: int) -> torch.Tensor:
        shapes = [[math.prod(part.shape[1:-2]), *part.shape[-2:]] for part in (a, b)]
        key = str(shapes)
        if key not in self.programmed:
            settings = self.setup.settings
            product = _kernels.Product({
                **self.setup.library_keys(), "name": self.name, "product": self.number,
                "inputBits": settings.product_bits[0], "storedBits": settings.product_bits[1],
                "asymmetric": settings.asymmetric, "shapes": shapes,
                "ranges": [limits.keys() for limits in self.limits]})
            if hardware.is_calibrated:
                self._require_observed(a, b)
                for left, right in self.observations:
                    product.observe(_array(left), _array(right))
                product.finish_calibration()
            self.programmed[key] = product
        y = torch.empty(*a.shape[:-1], b.shape[-1], dtype=torch.float64)
        self.programmed[key].forward(_array(a), _array(b), first, y.numpy())
        return y

    def _require_observed(self, a: torch.Tensor, b: torch.Tensor) -> None:
        shapes = (tuple(a.shape[1:]), tuple(b.shape[1:]))
        for left, right in self.observations:
            seen = (tuple(left.shape[1:]), tuple(right.shape[1:]))
            if seen != shapes:
                raise ValueError(
                    f"`{self.name}`: operands of the shapes {shapes} after a calibration with {seen}: fitted converters need "
                    "operands of the same shapes")

    def _histogram(self, fitted: Hardware, shift: int, a: torch.Tensor, b: torch.Tensor) -> Optional[Histogram]:
        """Partial sums of nominal hardware for the operands of the calibration run; None where converters are not fitted."""
        if not fitted.is_calibrated:
            return None
        self._require_observed(a, b)
        key = ("histogram", a.shape[1:], b.shape[1:])
        if key not in self.programmed:
            plan = Plan.of(nominal(fitted), a.shape[-1], b.shape[-1])
            histogram: Optional[Histogram] = None
            for left, right in self.observations:
                inputs = self.entered.integers(left.to(a.device)).flatten(0, -3).to(torch.int64) + shift
                numbers = self.stored.integers(right.to(a.device)).flatten(0, -3).to(torch.int64)
                arrays = Arrays(plan, numbers, Chance(0, 0, "calibration", a.device))
                histogram = arrays.histogram() if histogram is None else histogram
                for sums in arrays.partial_sums(inputs):
                    histogram.add(sums)
            self.programmed[key] = histogram
        found: Optional[Histogram] = self.programmed[key]
        return found

    def _with(self, hardware: Optional[Hardware], a: torch.Tensor, b: torch.Tensor, first: int) -> torch.Tensor:
        """Products with arrays of PyTorch, or exact ones."""
        entered, held = self.entered, self.stored
        inputs = entered.integers(a).flatten(0, -3).to(torch.int64)
        numbers = held.integers(b).flatten(0, -3).to(torch.int64)
        columns = numbers.sum(dim=-2, keepdim=True).double()
        if hardware is None:
            sums = torch.bmm(inputs.double(), numbers.double())
        else:
            fitted, shift = self.fitted(hardware)
            plan = Plan.of(
                fitted, a.shape[-1], b.shape[-1], calibration=self._histogram(fitted, shift, a, b))
            chance = Chance(
                self.setup.seed, self.setup.trial, f"product {self.number}", a.device, first,
                inputs.shape[0] // max(1, a.shape[0]))
            sums = Arrays(plan, numbers, chance).multiply(inputs + shift, first)
            sums = sums - columns * float(shift) if shift else sums
        if entered.zero:
            sums = sums - float(entered.zero) * columns
        return (sums * (entered.scale * held.scale)).view(*a.shape[:-1], b.shape[-1])

    def fitted(self, hardware: Hardware) -> Tuple[Hardware, int]:
        """The hardware with the widths of the product, and what is added to inputs so that none is below 0.

        Raises ValueError where cells cannot hold the stored numbers, or rows carry the inputs.
        """
        entered, held = self.entered, self.stored
        is_odd = hardware.mapping in ("xnor", "odd", "odd_pair")
        is_xnor = hardware.mapping == "xnor"
        if (entered.form == "odd") != is_xnor:
            raise ValueError(
                f'product `{self.name}`: mapping = "{hardware.mapping}" does not take '
                f"{'odd numbers' if entered.form == 'odd' else 'whole numbers'} (give `dynamic` another mapping, or exact)")
        is_shifted = entered.is_signed and hardware.dac_bits > 1 and not is_xnor
        bits = held.bits + (1 if held.form == "odd" and not is_odd else 0)
        fitted = hardware.fitted(bits, entered.bits, entered.is_signed and not is_shifted)
        check(fitted)
        low, high = WeightEncoding.of(fitted).limits
        if is_odd and held.form != "odd" or low > held.low or high < held.high:
            raise ValueError(
                f"product `{self.name}`: the second operand has numbers from {held.low} to {held.high}, and mapping = "
                f'"{hardware.mapping}" holds those from {low} to {high} (give `dynamic` another mapping, or exact)')
        return fitted, 1 << (entered.bits - 1) if is_shifted else 0


def _array(operand: torch.Tensor) -> npt.NDArray[np.float64]:
    """An operand as the library takes it."""
    array: npt.NDArray[np.float64] = operand.detach().double().contiguous().numpy()
    return array


class _StraightProduct(torch.autograd.Function):
    """Forward through hardware; backward as of the product of the rounded operands."""

    @staticmethod
    def forward(ctx: Any, a: torch.Tensor, b: torch.Tensor, state: ProductState) -> torch.Tensor:
        ctx.save_for_backward(a, b)
        ctx.state = state
        return state.forward(a, b)

    @staticmethod
    @torch.autograd.function.once_differentiable  # type: ignore[untyped-decorator, unused-ignore]
    def backward(ctx: Any, *grads: torch.Tensor) -> Tuple[Optional[torch.Tensor], ...]:
        a, b = ctx.saved_tensors
        left, left_inside = ctx.state.entered.rounded(a)
        right, right_inside = ctx.state.stored.rounded(b)
        grad_a = grads[0] @ right.transpose(-1, -2) * left_inside if ctx.needs_input_grad[0] else None
        grad_b = left.transpose(-1, -2) @ grads[0] * right_inside if ctx.needs_input_grad[1] else None
        return grad_a, grad_b, None
