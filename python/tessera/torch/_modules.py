# SPDX-License-Identifier: Apache-2.0
"""Modules whose products run on hardware, and modules that make products of two activations visible."""

from __future__ import annotations

import math
from typing import Any, Dict, Optional, Tuple, Union

import torch
from torch import nn

from ._layer import LayerState, Window
from ._product import ProductState


def _described(state: Union[LayerState, ProductState]) -> str:
    setup = state.setup
    bits = (setup.settings.weight_bits, setup.settings.activation_bits)
    number = f"layer={state.layer}" if isinstance(state, LayerState) else f"product={state.number}"
    if isinstance(state, ProductState):
        bits = (setup.settings.product_bits[1], setup.settings.product_bits[0])
    return (f"{number}, mapping={setup.hardware.mapping}, weight_bits={bits[0]}, activation_bits={bits[1]}, "
            f"backend={setup.backend}, trial={setup.trial}")


class HardwareConv2d(nn.Conv2d):
    """A convolution on modelled hardware. `to_hardware` makes it; its parameters are those of the convolution."""

    hardware_state: LayerState

    def forward(self, input: torch.Tensor) -> torch.Tensor:
        """[images, channels, height, width] or [channels, height, width], as `torch.nn.Conv2d`."""
        return self.hardware_state(input, self.weight, self.bias)

    def extra_repr(self) -> str:
        """The convolution, and its hardware."""
        text: Any = super().extra_repr  # PyTorch has no type for this.
        return f"{text()}, {_described(self.hardware_state)}"


class HardwareLinear(nn.Linear):
    """A fully connected layer on modelled hardware. `to_hardware` makes it; its parameters are those of the layer."""

    hardware_state: LayerState

    def forward(self, input: torch.Tensor) -> torch.Tensor:
        """[images, ..., inputs] or [inputs], as `torch.nn.Linear`."""
        return self.hardware_state(input, self.weight, self.bias)

    def extra_repr(self) -> str:
        """The layer, and its hardware."""
        return f"{super().extra_repr()}, {_described(self.hardware_state)}"


class MatMul(nn.Module):
    """The product of two activations, `torch.matmul(a, b)` as a module.

    Hardware stores the second operand and lets vectors of the first one into its rows. Use it in place of `@`, `torch.matmul`
    and `torch.bmm` where a product is to run on hardware.
    """

    def forward(self, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        """a [images, ..., vectors, rows] times b [images, ..., rows, columns]."""
        return torch.matmul(a, b)


class HardwareMatMul(MatMul):
    """The product of two activations on modelled hardware. `to_hardware` makes it."""

    hardware_state: ProductState

    def forward(self, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        """a [images, ..., vectors, rows] times b [images, ..., rows, columns]."""
        return self.hardware_state(a, b)

    def extra_repr(self) -> str:
        """The hardware."""
        return _described(self.hardware_state)


class ScaledDotProductAttention(nn.Module):
    """`torch.nn.functional.scaled_dot_product_attention` as a module of two `MatMul`."""

    def __init__(self) -> None:
        super().__init__()
        self.scores = MatMul()
        self.mixed = MatMul()

    def forward(
        self, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, attn_mask: Optional[torch.Tensor] = None,
        dropout_p: float = 0.0, is_causal: bool = False, scale: Optional[float] = None
    ) -> torch.Tensor:
        """Operands [images, heads, tokens, features]. attn_mask: True where attention is allowed, or numbers to add."""
        return self.attend(query, key, value, attn_mask, dropout_p, is_causal, scale)[0]

    def attend(
        self, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, mask: Optional[torch.Tensor] = None,
        dropout: float = 0.0, is_causal: bool = False, scale: Optional[float] = None
    ) -> Tuple[torch.Tensor, torch.Tensor]:
        """As `forward`, with the shares of the softmax."""
        if is_causal and mask is not None:
            raise ValueError("is_causal = True contradicts attn_mask: give one of them")
        factor = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
        scores = self.scores(query, key.transpose(-2, -1)) * factor
        if is_causal:
            mask = torch.ones(scores.shape[-2:], dtype=torch.bool, device=scores.device).tril()
        if mask is not None and mask.dtype == torch.bool:
            scores = scores.masked_fill(~mask, -math.inf)
        elif mask is not None:
            scores = scores + mask
        shares = torch.softmax(scores, dim=-1)
        if dropout > 0:
            shares = torch.dropout(shares, dropout, self.training)
        mixed: torch.Tensor = self.mixed(shares, value)
        return mixed, shares


class MultiheadAttention(nn.Module):
    """`torch.nn.MultiheadAttention` built of four `torch.nn.Linear` and two `MatMul`.

    Its results, and the names of its parameters in a `state_dict`, are those of `torch.nn.MultiheadAttention`.
    """

    in_proj_bias: None = None
    in_proj_weight: None = None
    # Tells `torch.nn.TransformerEncoderLayer` not to compute the layer without its modules.
    _qkv_same_embed_dim = False

    def __init__(
        self, embed_dim: int, num_heads: int, dropout: float = 0.0, bias: bool = True, kdim: Optional[int] = None,
        vdim: Optional[int] = None, batch_first: bool = False
    ) -> None:
        super().__init__()
        if embed_dim % num_heads:
            raise ValueError(f"embed_dim = {embed_dim} is no multiple of num_heads = {num_heads}")
        self.embed_dim, self.num_heads, self.dropout, self.batch_first = embed_dim, num_heads, dropout, batch_first
        self.has_one_matrix = (kdim or embed_dim) == embed_dim and (vdim or embed_dim) == embed_dim
        self.q_proj = nn.Linear(embed_dim, embed_dim, bias)
        self.k_proj = nn.Linear(kdim or embed_dim, embed_dim, bias)
        self.v_proj = nn.Linear(vdim or embed_dim, embed_dim, bias)
        self.attention = ScaledDotProductAttention()
        self.out_proj = nn.Linear(embed_dim, embed_dim, bias)
        hooked: Any = self  # PyTorch has no types for hooks.
        hooked.register_state_dict_post_hook(_together)
        hooked.register_load_state_dict_pre_hook(_apart)

    @staticmethod
    def of(module: nn.MultiheadAttention) -> MultiheadAttention:
        """The same attention with the parameters of another one. Raises ValueError for what it does not have."""
        if module.bias_k is not None or module.add_zero_attn:
            raise ValueError("MultiheadAttention with add_bias_kv or add_zero_attn has no form on hardware")
        result = MultiheadAttention(
            module.embed_dim, module.num_heads, module.dropout, module.in_proj_bias is not None, module.kdim, module.vdim,
            module.batch_first)
        first = next(module.parameters())
        result.to(device=first.device, dtype=first.dtype)
        result.load_state_dict(module.state_dict())
        for own, other in ((result.q_proj, "q"), (result.k_proj, "k"), (result.v_proj, "v")):
            source = module.in_proj_weight if module.in_proj_weight is not None else getattr(
                module, f"{other}_proj_weight")
            own.weight.requires_grad_(source.requires_grad)
        return result.train(module.training)

    def forward(
        self, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor,
        key_padding_mask: Optional[torch.Tensor] = None, need_weights: bool = True,
        attn_mask: Optional[torch.Tensor] = None, average_attn_weights: bool = True, is_causal: bool = False
    ) -> Tuple[torch.Tensor, Optional[torch.Tensor]]:
        """As `torch.nn.MultiheadAttention`: the outputs, and the shares of attention where `need_weights` asks for them."""
        is_batched = query.dim() == 3
        operands = [part if is_batched else part.unsqueeze(0) for part in (query, key, value)]
        if is_batched and not self.batch_first:
            operands = [part.transpose(0, 1) for part in operands]
        heads = [
            projection(part).unflatten(-1, (self.num_heads, -1)).transpose(1, 2)
            for projection, part in zip((self.q_proj, self.k_proj, self.v_proj), operands)]
        mask = self._mask(heads[0], heads[1], attn_mask, key_padding_mask, is_causal)
        mixed, shares = self.attention.attend(heads[0], heads[1], heads[2], mask, self.dropout if self.training else 0.0)
        output: torch.Tensor = self.out_proj(mixed.transpose(1, 2).flatten(2))
        if is_batched and not self.batch_first:
            output = output.transpose(0, 1)
        weights = (shares.mean(dim=1) if average_attn_weights else shares) if need_weights else None
        if not is_batched:
            return output.squeeze(0), None if weights is None else weights.squeeze(0)
        return output, weights

    def _mask(
        self, query: torch.Tensor, key: torch.Tensor, attn_mask: Optional[torch.Tensor],
        padding: Optional[torch.Tensor], is_causal: bool
    ) -> Optional[torch.Tensor]:
        """Numbers to add to scores [images, heads, queries, keys]; None for none."""
        if is_causal and attn_mask is None:
            raise ValueError("is_causal = True needs attn_mask, as in torch.nn.MultiheadAttention")
        total = None
        if attn_mask is not None:
            own = _added(attn_mask, query)
            total = own.view(-1, self.num_heads, *own.shape[1:]) if own.dim() == 3 else own
        if padding is not None:
            own = _added(padding if padding.dim() == 2 else padding.unsqueeze(0), query)[:, None, None]
            total = own if total is None else total + own
        return total


def _added(mask: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
    """A mask as numbers to add; True in a mask means that attention is not allowed."""
    if mask.dtype != torch.bool:
        return mask.to(like.dtype)
    return torch.zeros(mask.shape, dtype=like.dtype, device=like.device).masked_fill(mask, -math.inf)


_PARTS = ("q", "k", "v")


def _together(module: nn.Module, state: Dict[str, Any], prefix: str, _metadata: Any) -> None:
    """Names parameters as `torch.nn.MultiheadAttention` does."""
    for kind in ("weight", "bias"):
        parts = [state.pop(f"{prefix}{part}_proj.{kind}", None) for part in _PARTS]
        if parts[0] is None:
            continue
        if kind == "bias" or module.has_one_matrix:
            state[f"{prefix}in_proj_{kind}"] = torch.cat(parts)
        else:
            state.update({f"{prefix}{name}_proj_weight": part for name, part in zip(_PARTS, parts)})


def _apart(
    module: nn.Module, state: Dict[str, Any], prefix: str, _metadata: Any, _strict: bool, _missing: Any, _unexpected: Any,
    _errors: Any
) -> None:
    """Takes parameters under the names of `torch.nn.MultiheadAttention`."""
    for kind in ("weight", "bias"):
        whole = state.pop(f"{prefix}in_proj_{kind}", None)
        parts = (state.pop(f"{prefix}{name}_proj_weight", None) for name in _PARTS) if whole is None else whole.chunk(3)
        for name, part in zip(_PARTS, parts if kind == "weight" or whole is not None else ()):
            if part is not None:
                state[f"{prefix}{name}_proj.{kind}"] = part


def _pair(value: Any) -> Tuple[int, int]:
    return (int(value[0]), int(value[1])) if isinstance(value, (tuple, list)) else (int(value), int(value))


def window_of(module: nn.Conv2d) -> Window:
    """The window of a convolution, with its padding as numbers."""
    kernel, dilation = _pair(module.kernel_size), _pair(module.dilation)
    if module.padding == "valid":
        padding = (0, 0, 0, 0)
    elif module.padding == "same":
        # As PyTorch does: the odd one goes below and to the right.
        total = [gap * (extent - 1) for gap, extent in zip(dilation, kernel)]
        padding = (total[0] // 2, total[1] // 2, total[0] - total[0] // 2, total[1] - total[1] // 2)
    else:
        padding = (*_pair(module.padding), *_pair(module.padding))
    return Window(kernel, _pair(module.stride), dilation, padding)
