# SPDX-License-Identifier: Apache-2.0
"""Stochastic gradient descent on synaptic devices: the update of `tessera train` as an optimizer of PyTorch.

Equations: docs/models/device-training.md, sections "Devices", "Update" and "neurosim and exact".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple, Union

import numpy as np
import torch

from .._errors import InputError, UsageError
from ._device_rule import CellRule, Step
from ._devices import Curve, Numbers, curve, read_measurement
from ._training_settings import KEYS, Config, TrainingSettings, checked, did_you_mean, read_settings, whole

Deviations = Sequence[Any]
"""For each parameter the standard normal numbers of the labels of its cells: those of rising, then of falling weights."""

_GROUP_KEYS = (
    "gradient_bits", "weight_bits", "momentum", "gradient_share", "max_level", "nonlinearity_ltp", "nonlinearity_ltd",
    "d2d_sigma", "c2c_sigma")
"""Keys that parameter groups may have for themselves, beside `lr`."""



@dataclass(frozen=True)
class DeviceUpdate:
    """What a step did to the cells of a parameter; all arrays have its shape, in double precision.

    Attributes:
        velocity: momentum times the last velocity, plus gradient_share times the gradient.
        state: the velocity that goes to the next step.
        pulses: pulses, those below 0 upwards.
        target: the weights after the pulses, not cut to the limits.
        delta: the weights less the targets within the limits.
        applied: what is taken off the weights.
        weights: the new weights.
    """

    velocity: Numbers
    state: Numbers
    pulses: Numbers
    target: Numbers
    delta: Numbers
    applied: Numbers
    weights: Numbers


class DeviceSGD(torch.optim.Optimizer):
    """Moves weights that are the conductances of synaptic devices, from -1 to 1, as `tessera train` does.

        network = tessera.torch.device_network(config, input_shape=(1, 28, 28))
        optimizer = tessera.torch.DeviceSGD(network.parameters(), config, seed=1)
        for epoch in range(epochs):
            optimizer.start_epoch(epoch, epochs)
            for images, labels in batches:
                optimizer.zero_grad()
                network.loss(network(images), labels).backward()
                optimizer.step()

    A gradient of any network will do: a layer's velocity is divided by the power of two next to its largest magnitude. The
    update is computed on the CPU in double precision, and the weights of the devices are kept so; a parameter of single
    precision is their nearest number. Parameters that are changed from outside are the new weights of the devices.

    A group with `digital = True` has no devices: its parameters follow w - lr velocity. Biases and norms belong there.

    `state[parameter]` has `velocity`, `weights`, `steps` and `writes` of each cell since the start (steps are pulses, in
    accounting `neurosim` steps of the gradient's grid), and `deviations` of the labels where `d2d_sigma` is not 0.

    Args:
        params: parameters, or parameter groups. A group may have its own `lr`, `digital`, `weight_bits`, `gradient_bits`,
            `momentum`, `gradient_share`, `max_level`, `nonlinearity_ltp`, `nonlinearity_ltd`, `d2d_sigma`, `c2c_sigma`.
        config: the configuration of `tessera train`: a dictionary, the path of a JSON file, or None for its defaults. Keys
            of images and layers are checked and not used.
        lr: the learning rate, another name of `learning_rate`.
        seed: chooses all random numbers.
        deviations: standard normal numbers of the labels in place of drawn ones, for each parameter of the groups with
            devices: a pair of arrays (rising, falling); accounting `neurosim` uses the first one for both.
        **keywords: keys of the configuration, which win over `config`.

    Raises:
        UsageError: an unknown key, a value out of range, or values that contradict each other.
        InputError: a file with such content.
    """

    def __init__(
        self, params: Iterable[Any], config: Config = None, *, lr: Optional[float] = None, seed: int = 0,
        deviations: Optional[Deviations] = None, **keywords: Any
    ) -> None:
        if lr is not None:
            if keywords.get("learning_rate") is not None:
                raise UsageError("lr and learning_rate are two names of one value (allowed: one of them)")
            keywords["learning_rate"] = lr
        self.settings = read_settings(config, **keywords)
        self._measured = _taken(self.settings)
        if self._measured is not None:
            self.settings = self._measured[0]
        self._generator = torch.Generator().manual_seed(whole("seed", seed, 0, (1 << 63) - 1))
        defaults = {name: getattr(self.settings, name) for name in _GROUP_KEYS}
        super().__init__(params, {"lr": self.settings.first_rate, "digital": False, **defaults})
        self._take_deviations(deviations)
        if self.settings.clamps_initially:
            self._clamp()

    def add_param_group(self, param_group: Dict[str, Any]) -> None:
        """Adds a group of parameters. Raises UsageError for keys that groups do not have, and values out of range."""
        own = {name: value for name, value in param_group.items() if name not in ("params", "param_names")}
        allowed = ("lr", "digital", *_GROUP_KEYS)
        for name, value in own.items():
            if name in KEYS and name not in allowed:
                raise UsageError(f"{name} belongs to all groups (allowed for one group: {', '.join(allowed)})")
            if name not in allowed and name != "initial_lr":  # which schedulers add
                raise UsageError(f"unknown key `{name}` of a group{did_you_mean(name, allowed)}")
            if name in _GROUP_KEYS:
                own[name] = checked({name: value})[name]
                if self._measured is not None and name in ("max_level", "nonlinearity_ltp", "nonlinearity_ltd"):
                    if own[name] != getattr(self.settings, name):
                        raise UsageError(f"{name} of a group contradicts device_curve, which tells it")
        if "lr" in own:
            own["lr"] = checked({"learning_rate": own["lr"]})["learning_rate"]
        super().add_param_group({**param_group, **own})
        for parameter in self.param_groups[-1]["params"]:
            if not parameter.is_floating_point():
                raise UsageError(f"a parameter of type {parameter.dtype} has no gradient (allowed: real numbers)")

    def start_epoch(self, epoch: int, epochs: Optional[int] = None) -> None:
        """Sets the learning rate of an epoch by `schedule`, and in accounting `neurosim` the momentum to 0.

        The rate of each group keeps its ratio to the rate that the group began with. Not for use with a scheduler of
        PyTorch, which sets the rate as well.

        Args:
            epoch: the epoch, counted from 0.
            epochs: epochs of the training; `schedule = cosine` needs them.
        """
        first = self.settings.first_rate
        factor = self.settings.rate(epoch, epochs) / first if first > 0 else 1.0
        for group in self.param_groups:
            group["lr"] = group.setdefault("first_lr", group["lr"]) * factor
            for parameter in group["params"]:
                if not self.settings.is_exact and not group["digital"] and "velocity" in self.state[parameter]:
                    self.state[parameter]["velocity"].zero_()

    @torch.no_grad()
    def step(
        self, closure: Optional[Callable[[], Any]] = None, *, uniforms: Optional[Sequence[Any]] = None,
        normals: Optional[Sequence[Any]] = None, record: Optional[List[DeviceUpdate]] = None
    ) -> Any:
        """Updates all parameters that have a gradient.

        Args:
            closure: computes the loss again and returns it.
            uniforms: numbers from 0 up to 1 for the rounding in place of drawn ones, an array for each parameter that has
                devices and a gradient, in the order of the groups.
            normals: standard normal numbers for the noise of writes, in the same form.
            record: gets what happened to each of these parameters.

        Returns:
            What the closure returns, else None.

        Raises:
            InputError: a gradient is not finite; in accounting `neurosim` one that is 0 everywhere; a weight that gets a
                pulse lies beyond the end of its pulse curve. No parameter is changed then.
            UsageError: arrays that do not fit the parameters.
        """
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        moved = [
            (index, group, parameter) for index, group, parameter in self._parameters(is_digital=False)
            if parameter.grad is not None]
        drawn = [_given(name, values, [parameter for _, _, parameter in moved])
                 for name, values in (("uniforms", uniforms), ("normals", normals))]
        updates: List[DeviceUpdate] = []
        for place, (index, group, parameter) in enumerate(moved):
            step = Step(self._numbers(drawn[0], place, parameter, torch.rand),
                        self._numbers(drawn[1], place, parameter, torch.randn))
            updates.append(self._update(index, group, parameter, step))
        digital = [
            (group, parameter, self._digital(index, group, parameter))
            for index, group, parameter in self._parameters(is_digital=True) if parameter.grad is not None]
        for (_, group, parameter), update in zip(moved, updates):
            self._keep(group, parameter, update)
        for group, parameter, velocity in digital:
            self.state[parameter]["velocity"] = velocity
            parameter -= (group["lr"] * velocity).to(parameter)
        if record is not None:
            record.extend(updates)
        return loss

    def state_dict(self) -> Dict[str, Any]:
        """The state of all parameters, the groups, and of the random numbers."""
        state: Dict[str, Any] = super().state_dict()
        return {**state, "generator": self._generator.get_state()}

    def load_state_dict(self, state_dict: Dict[str, Any]) -> None:
        """Goes on from a state, with the same random numbers.

        Raises:
            UsageError: a state of another optimizer.
        """
        if "generator" not in state_dict:
            raise UsageError("the state has no `generator`: it is not the state of a DeviceSGD")
        super().load_state_dict({name: value for name, value in state_dict.items() if name != "generator"})
        self._generator.set_state(state_dict["generator"].cpu())
        # PyTorch casts what it loads to the types of the parameters; devices are kept in double precision.
        for index, _, parameter in [*self._parameters(False), *self._parameters(True)]:
            for name, value in state_dict["state"].get(index, {}).items():
                self.state[parameter][name] = value.detach().cpu().clone()

    def _parameters(self, is_digital: bool) -> List[Tuple[int, Dict[str, Any], torch.Tensor]]:
        """Number, group and tensor of the parameters, those with devices or those without."""
        flat = [(group, parameter) for group in self.param_groups for parameter in group["params"]]
        return [(index, *pair) for index, pair in enumerate(flat) if bool(pair[0]["digital"]) == is_digital]

    def _take_deviations(self, deviations: Optional[Deviations]) -> None:
        analog = self._parameters(is_digital=False)
        if deviations is None:
            return
        if len(deviations) != len(analog):
            raise UsageError(f"deviations has {len(deviations)} entries (needed: one for each of {len(analog)} parameters)")
        for (_, _, parameter), pair in zip(analog, deviations):
            both = np.stack([_numbers_of(part) for part in pair]) if len(pair) == 2 else np.empty(0)
            if both.shape != (2, *parameter.shape) or not np.isfinite(both).all():
                raise UsageError(
                    f"deviations of shape {both.shape} for a parameter of {tuple(parameter.shape)} (needed: two finite "
                    "arrays of its shape)")
            self.state[parameter]["deviations"] = torch.from_numpy(both)

    @torch.no_grad()
    def _clamp(self) -> None:
        for _, group, parameter in self._parameters(is_digital=False):
            limit = CellRule.limit_of(group["weight_bits"])
            parameter.clamp_(-limit, limit)

    def _numbers(
        self, given: Optional[List[Numbers]], place: int, parameter: torch.Tensor, draw: Callable[..., torch.Tensor]
    ) -> Numbers:
        if given is not None:
            return given[place]
        return draw(parameter.shape, generator=self._generator, dtype=torch.float64).numpy()

    def _curves(self, group: Dict[str, Any], parameter: torch.Tensor) -> Tuple[Curve, Curve]:
        """The curves of rising and falling weights; deviations of labels are drawn when they are first needed."""
        if self._measured is not None and self.settings.device_curve_use == "table":
            return self._measured[1]
        labels: List[Any] = [group["nonlinearity_ltp"], group["nonlinearity_ltd"]]
        is_tabulated = not self.settings.is_exact
        if group["d2d_sigma"] != 0:
            state = self.state[parameter]
            if "deviations" not in state:
                state["deviations"] = torch.randn((2, *parameter.shape), generator=self._generator, dtype=torch.float64)
            both = state["deviations"].numpy()
            rising, falling = both[0], both[0] if is_tabulated else both[1]
            labels = [labels[0] + group["d2d_sigma"] * rising, labels[1] + group["d2d_sigma"] * falling]
        rising_curve, falling_curve = (curve(label, group["max_level"], is_tabulated) for label in labels)
        return rising_curve, falling_curve

    def _velocity(self, index: int, group: Dict[str, Any], parameter: torch.Tensor) -> Numbers:
        assert parameter.grad is not None
        if parameter.grad.is_sparse:
            raise UsageError(f"the gradient of parameter {index} is sparse (allowed: dense gradients)")
        old = self.state[parameter].get("velocity")
        gradient = _numbers_of(parameter.grad)
        velocity = group["gradient_share"] * gradient
        if old is not None:
            velocity = group["momentum"] * old.numpy() + velocity
        if not np.isfinite(velocity).all():
            raise InputError(f"the gradient of parameter {index} is not finite")
        return velocity

    def _update(self, index: int, group: Dict[str, Any], parameter: torch.Tensor, numbers: Step) -> DeviceUpdate:
        velocity = self._velocity(index, group, parameter)
        largest = float(np.abs(velocity).max()) if velocity.size else 0.0
        if largest == 0 and not self.settings.is_exact:
            raise InputError(
                f"the gradient of parameter {index} is 0 everywhere, at which the reference stops (accounting = exact "
                "goes on)")
        power = 2.0 ** np.round(np.log2(largest)) if largest > 0 else 1.0
        relative = velocity / power
        rule = CellRule(self.settings.is_exact, group)
        old = self._weights(parameter)
        cells = rule.moved(old, relative, self._curves(group, parameter), numbers)
        if cells is None:
            beyond = rule.beyond(old, self._curves(group, parameter))
            raise InputError(
                f"{int(beyond.sum())} of {old.size} weights of parameter {index} lie beyond the end of their pulse curve "
                f"(the first is {old[beyond][0]:.3f}), where the reference computes NaN; use clamp_initial_weights = True, "
                "or accounting = exact")
        state = velocity if self.settings.is_exact else relative
        return DeviceUpdate(velocity, state, *cells)

    def _weights(self, parameter: torch.Tensor) -> Numbers:
        """Weights of the devices: those kept in double precision where the parameter is still their nearest number."""
        now = _numbers_of(parameter)
        kept = self.state[parameter].get("weights")
        if kept is None:
            return now
        rounded = kept.to(parameter.dtype).double().numpy()
        return np.where(rounded == now, kept.numpy(), now)

    def _keep(self, group: Dict[str, Any], parameter: torch.Tensor, update: DeviceUpdate) -> None:
        state = self.state[parameter]
        state["velocity"] = torch.from_numpy(np.array(update.state))
        state["weights"] = torch.from_numpy(np.array(update.weights))
        if "steps" not in state:
            state["steps"] = torch.zeros(parameter.shape, dtype=torch.int64)
            state["writes"] = torch.zeros(parameter.shape, dtype=torch.int64)
        steps = CellRule(self.settings.is_exact, group).steps(update.pulses, update.applied)
        state["steps"] += torch.from_numpy(np.asarray(steps))
        state["writes"] += torch.from_numpy(np.asarray(steps > 0)).to(torch.int64)
        parameter.copy_(state["weights"])

    def _digital(self, index: int, group: Dict[str, Any], parameter: torch.Tensor) -> torch.Tensor:
        velocity: torch.Tensor = torch.from_numpy(np.array(self._velocity(index, group, parameter)))
        return velocity


def _taken(settings: TrainingSettings) -> Optional[Tuple[TrainingSettings, Tuple[Curve, Curve]]]:
    """The settings with labels and levels of their measurement, and its curves; None without one."""
    if settings.device_curve is None:
        return None
    measured = read_measurement(settings.device_curve)
    rising, falling = measured.labels()
    values = {name: getattr(settings, name) for name in KEYS}
    values.update(max_level=measured.pulses, nonlinearity_ltp=rising, nonlinearity_ltd=falling)
    return TrainingSettings(**values), measured.curves()


def _numbers_of(values: Union[torch.Tensor, Any]) -> Numbers:
    if isinstance(values, torch.Tensor):
        return values.detach().to(device="cpu", dtype=torch.float64).numpy().copy()
    return np.asarray(values, dtype=np.float64)


def _given(name: str, values: Optional[Sequence[Any]], parameters: List[torch.Tensor]) -> Optional[List[Numbers]]:
    """Arrays in place of drawn numbers; None where they are to be drawn."""
    if values is None:
        return None
    arrays = [_numbers_of(value) for value in values]
    shapes, needed = [array.shape for array in arrays], [tuple(parameter.shape) for parameter in parameters]
    if shapes != needed:
        raise UsageError(f"{name} have the shapes {shapes} (needed: {needed}, those of the parameters with a gradient)")
    if not all(np.isfinite(array).all() for array in arrays):
        raise UsageError(f"{name} are not all finite")
    if name == "uniforms" and not all(((array >= 0) & (array < 1)).all() for array in arrays):
        raise UsageError("uniforms are not all from 0 up to 1, without 1")
    return arrays
