# SPDX-License-Identifier: Apache-2.0
"""Single steps of training on devices by PyTorch, in the arrays that `tessera train step` reads and writes."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping

import numpy as np
import torch

from tessera.torch import DeviceSGD, DeviceUpdate, device_network

Arrays = Dict[str, Any]


def steps_of(config: Mapping[str, Any], case: Mapping[str, Any]) -> Arrays:
    """The arrays of the steps of a case, as the program writes them."""
    network = device_network(config, case["x"].shape[2:]).double()
    layers = network.device_layers
    with torch.no_grad():
        for layer in layers:
            layer.weight.copy_(torch.from_numpy(case[f"w{layer.number}"]))
    numbers = range(len(layers))
    deviations = None
    if config.get("d2d_sigma"):
        deviations = [(case[f"dltp{i}"], case.get(f"dltd{i}", case[f"dltp{i}"])) for i in numbers]
    optimizer = DeviceSGD(network.parameters(), {**config, "clamp_initial_weights": False}, deviations=deviations)
    for layer in layers:
        optimizer.state[layer.weight]["velocity"] = torch.from_numpy(case[f"v{layer.number}"].copy())
    found: Dict[str, List[Any]] = {}
    for step in range(len(case["x"])):
        _run(case, step, network, optimizer, found)
    return {name: np.stack(values) for name, values in found.items()}


def _run(case: Mapping[str, Any], step: int, network: Any, optimizer: DeviceSGD, found: Dict[str, List[Any]]) -> None:
    def add(name: str, value: Any) -> None:
        found.setdefault(name, []).append(value.detach().numpy().copy() if isinstance(value, torch.Tensor) else value)

    outputs: Dict[str, torch.Tensor] = {}
    errors: Dict[str, torch.Tensor] = {}
    optimizer.zero_grad()
    logits = network(torch.from_numpy(case["x"][step]), outputs)
    hooked: Any
    for name, hooked in outputs.items():
        hooked.register_hook(lambda error, name=name: errors.__setitem__(name.replace("output", "error"), error.clone()))
    loss = network.loss(logits, torch.from_numpy(case["labels"][step]))
    loss.backward()
    add("logits", logits)
    add("loss", loss)
    for name, value in [*outputs.items(), *errors.items()]:
        add(name, value)
    updates: List[DeviceUpdate] = []
    numbers = range(len(network.device_layers))
    optimizer.step(
        uniforms=[case[f"u{i}"][step] for i in numbers], normals=[case[f"z{i}"][step] for i in numbers], record=updates)
    for i, (layer, update) in enumerate(zip(network.device_layers, updates)):
        add(f"gradient{i}", layer.weight.grad)
        for name in ("velocity", "state", "pulses", "target", "delta", "applied", "weights"):
            add(f"{name}{i}", getattr(update, name))
        assert np.array_equal(layer.weight.detach().numpy(), update.weights)


def difference(found: Arrays, right: Arrays, is_exact: bool, tolerance: float = 1e-9) -> str:
    """What differs first; empty where all is the same: rounded arrays exactly, the others to the tolerance."""
    for name, values in right.items():
        if name not in found:
            return f"{name} is missing"
        if found[name].shape != values.shape:
            return f"{name} is {found[name].shape}, not {values.shape}"
        is_rounded = name.startswith(("pulses", "error", "output")) or (name.startswith("applied") and not is_exact)
        limit = 1e-12 if is_rounded else tolerance * (1 + np.abs(values))
        wrong = ~(np.abs(found[name] - values) <= limit)
        if wrong.any():
            at = tuple(np.argwhere(wrong)[0])
            return f"{name}: {wrong.sum()} of {wrong.size} differ, first at {at}: {found[name][at]}, not {values[at]}"
    return ""
