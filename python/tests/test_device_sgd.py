# SPDX-License-Identifier: Apache-2.0
"""The optimizer of devices: laws of the update, its state, groups, and wrong arguments."""

from __future__ import annotations

import copy
import json
import pathlib
from typing import Any, List

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs PyTorch")

import tessera  # noqa: E402
from tessera.torch import DeviceSGD, device_network  # noqa: E402
from tessera.torch._devices import constants, curve  # noqa: E402

QUIET = {"accounting": "exact", "c2c_sigma": 0.0, "momentum": 0.0, "gradient_share": 1.0}


def parameter(values: Any, gradient: Any, dtype: Any = torch.float64) -> Any:
    result = torch.nn.Parameter(torch.tensor(values, dtype=dtype))
    result.grad = torch.tensor(gradient, dtype=dtype)
    return result


def test_known_constants() -> None:
    """SPEC of the training: constants of some labels."""
    found = constants(np.array([0.01, 1.46, 1.75, 3, 5, 9]))
    known = [126.26895807, 0.8486771995, 0.7020807120, 0.3868296685, 0.1924063798, 0.0228102560]
    assert np.allclose(found, known, rtol=1e-9)


def test_known_weights() -> None:
    rising, falling = curve(1.75, 32, True), curve(1.46, 32, True)
    weights = np.array([-0.5, 0, 0.25, 0.75])
    assert np.allclose(rising.moved(weights, np.full(4, -8.0))[0], [0.139286, 0.489492, 0.664596, 1.014803], atol=1e-6)
    assert np.allclose(falling.moved(weights, np.full(4, 8.0))[0], [-1.318485, -0.647207, -0.311567, 0.359711], atol=1e-6)


@pytest.mark.parametrize("label", [-9, -1.2, 0, 0.004, 0.8, 9])
def test_pulses_add_and_are_monotonic(label: float) -> None:
    device = curve(label, 40, False)
    weights = np.linspace(-0.9, 0.9, 19)
    once, twice = (device.moved(weights, np.full(19, pulses))[0] for pulses in (3.0, 5.0))
    assert np.allclose(device.moved(once, np.full(19, 2.0))[0], twice, atol=1e-9)
    assert np.array_equal(device.moved(weights, np.zeros(19))[0], weights)
    assert (twice <= once).all() and (once <= weights).all() and (np.diff(once) > 0).all()
    assert device.moved(np.array([-1.0]), np.array([-40.0]))[0] == pytest.approx(1, abs=1e-6)


def test_weights_move_against_the_gradient_and_stay_within_limits() -> None:
    random = np.random.default_rng(0)
    start, gradient = random.uniform(-0.9, 0.9, 200), random.normal(0, 1, 200)
    weights = parameter(start, gradient)
    optimizer = DeviceSGD([weights], QUIET, lr=1.0)
    optimizer.step()
    moved = weights.detach().numpy() - start
    assert (moved * gradient <= 0).all() and (moved != 0).mean() > 0.8
    for _ in range(40):
        optimizer.step()
    strong = np.abs(gradient) > 0.5
    assert np.array_equal(weights.detach().numpy()[strong], -np.sign(gradient[strong]) * 15 / 16)


def test_straight_devices_move_by_the_rate_on_average() -> None:
    """A straight device moves by - rate velocity / power on average, where a power of two is next to the largest velocity."""
    gradient = np.full(20000, 0.25)
    gradient[0] = 1.0
    weights = parameter(np.zeros(20000), gradient)
    settings = {**QUIET, "nonlinearity_ltp": 0, "nonlinearity_ltd": 0, "learning_rate": 0.1}
    DeviceSGD([weights], settings).step()
    mean = weights.detach().numpy()[1:].mean()
    assert mean == pytest.approx(-0.1 * 0.25, rel=0.03)


def test_noise_of_writes_grows_with_the_root_of_the_pulses() -> None:
    spreads = []
    for rate in (0.125, 0.5):
        weights = parameter(np.zeros(20000), np.ones(20000))
        settings = {**QUIET, "c2c_sigma": 0.01, "nonlinearity_ltp": 0, "nonlinearity_ltd": 0, "learning_rate": rate}
        optimizer = DeviceSGD([weights], settings)
        optimizer.step()
        spreads.append(weights.detach().numpy().std())
        assert int(optimizer.state[weights]["steps"][0]) == rate * 16
    assert spreads[0] == pytest.approx(0.02 * np.sqrt(2), rel=0.03)
    assert spreads[1] == pytest.approx(0.02 * np.sqrt(8), rel=0.03)


def run(optimizer: DeviceSGD, weights: Any, steps: int, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    for _ in range(steps):
        weights.grad = torch.randn(weights.shape, generator=generator, dtype=torch.float64).to(weights.dtype)
        optimizer.step()


@pytest.mark.parametrize("accounting", ["exact", "neurosim"])
def test_a_loaded_state_goes_on_alike(tmp_path: pathlib.Path, accounting: str) -> None:
    def fresh(seed: int) -> Any:
        weights = torch.nn.Parameter(torch.linspace(-0.8, 0.8, 60).reshape(6, 10))
        return weights, DeviceSGD([weights], accounting=accounting, d2d_sigma=0.3, seed=seed)

    weights, optimizer = fresh(3)
    run(optimizer, weights, 4, seed=1)
    torch.save({"weights": weights.detach(), "optimizer": optimizer.state_dict()}, tmp_path / "state.pt")
    run(optimizer, weights, 4, seed=2)
    other, again = fresh(77)
    saved = torch.load(tmp_path / "state.pt")
    with torch.no_grad():
        other.copy_(saved["weights"])
    again.load_state_dict(saved["optimizer"])
    run(again, other, 4, seed=2)
    assert torch.equal(weights, other)
    for name in ("weights", "velocity", "steps", "writes", "deviations"):
        assert torch.equal(optimizer.state[weights][name], again.state[other][name]), name
    assert again.state[other]["velocity"].dtype == torch.float64


def test_a_state_of_another_optimizer_is_refused() -> None:
    weights = parameter([0.1], [1.0])
    with pytest.raises(tessera.UsageError, match="generator"):
        DeviceSGD([weights]).load_state_dict(torch.optim.SGD([weights], lr=1).state_dict())


def test_single_precision_keeps_devices_in_double() -> None:
    start = np.linspace(-0.7, 0.7, 50)
    double, single = parameter(start, start), parameter(start, start, torch.float32)
    start32 = single.detach().double().numpy()
    with torch.no_grad():
        double.copy_(torch.from_numpy(start32))
    optimizers = [DeviceSGD([double], accounting="exact"), DeviceSGD([single], accounting="exact")]
    for step in range(5):
        for weights, optimizer in zip((double, single), optimizers):
            weights.grad = torch.linspace(-1, 2, 50, dtype=torch.float64).float().to(weights.dtype)
            optimizer.step()
    assert torch.equal(double.float(), single)
    assert torch.equal(optimizers[1].state[single]["weights"], double.detach())
    with torch.no_grad():
        single[7] = 0.5
    single.grad = torch.zeros(50)
    single.grad[0] = 1
    optimizers[1].state[single]["velocity"].zero_()
    optimizers[1].step(uniforms=[np.zeros(50)])
    assert single[7] == 0.5


def test_parameters_without_gradient_stay() -> None:
    moving, still = parameter([0.1, 0.2], [1.0, -1.0]), parameter([0.3], [1.0])
    still.grad = None
    optimizer = DeviceSGD([moving, still], QUIET, learning_rate=1)
    optimizer.step(uniforms=[[0.5, 0.5]])
    assert still.item() == 0.3 and "velocity" not in optimizer.state[still]
    assert moving[0] < 0.1 and moving[1] > 0.2


def test_groups_have_settings_of_their_own() -> None:
    coarse, fine, bias = parameter([0.0], [1.0]), parameter([0.0], [1.0]), parameter([0.5], [2.0])
    straight = {"nonlinearity_ltp": 0, "nonlinearity_ltd": 0}
    optimizer = DeviceSGD(
        [{"params": [coarse], "max_level": 4, **straight}, {"params": [fine], "lr": 0.125, **straight},
         {"params": [bias], "digital": True, "lr": 0.1}], QUIET, lr=0.5)
    optimizer.step(uniforms=[[0.0], [0.0]])
    assert coarse.item() == -0.5 and fine.item() == -0.125 and bias.item() == pytest.approx(0.5 - 0.1 * 2)


def test_schedules() -> None:
    weights = parameter([0.0], [1.0])
    optimizer = DeviceSGD([weights], decreasing_lr=[2, 3], lr=0.8)
    rates = []
    for epoch in range(4):
        optimizer.start_epoch(epoch)
        rates.append(optimizer.param_groups[0]["lr"])
    assert rates == pytest.approx([0.8, 0.8, 0.1, 0.0125])
    optimizer = DeviceSGD([weights], schedule="cosine", lr=0.8)
    optimizer.start_epoch(2, epochs=4)
    assert optimizer.param_groups[0]["lr"] == pytest.approx(0.4)
    with pytest.raises(tessera.UsageError, match="epochs"):
        optimizer.start_epoch(2)
    scheduler = torch.optim.lr_scheduler.StepLR(DeviceSGD([weights], lr=0.8), 1, 0.5)
    scheduler.optimizer.step()
    scheduler.step()
    assert scheduler.optimizer.param_groups[0]["lr"] == 0.4


@pytest.mark.parametrize("accounting, is_kept", [("neurosim", False), ("exact", True)])
def test_momentum_at_the_start_of_an_epoch(accounting: str, is_kept: bool) -> None:
    weights = parameter([0.1, 0.2], [1.0, 0.5])
    optimizer = DeviceSGD([weights], accounting=accounting)
    optimizer.step()
    optimizer.start_epoch(1)
    assert bool((optimizer.state[weights]["velocity"] != 0).all()) is is_kept


def test_initial_weights_are_cut_in_exact_accounting_only() -> None:
    for accounting, largest in (("exact", 15 / 16), ("neurosim", 1.5)):
        weights = parameter([1.5, -0.2], [1.0, 1.0])
        DeviceSGD([weights], accounting=accounting)
        assert weights.detach().tolist() == [largest, -0.2]


def test_failures_change_no_parameter() -> None:
    good, bad = parameter([0.1], [1.0]), parameter([0.2], [float("nan")])
    optimizer = DeviceSGD([good, bad])
    with pytest.raises(tessera.InputError, match="parameter 1 is not finite"):
        optimizer.step()
    assert good.item() == 0.1 and "velocity" not in optimizer.state[good]
    bad.grad = torch.zeros(1, dtype=torch.float64)
    with pytest.raises(tessera.InputError, match="parameter 1 is 0 everywhere"):
        optimizer.step()
    exact = DeviceSGD([bad], accounting="exact")
    exact.step()
    assert bad.item() == 0.2
    high = parameter([1.4], [-1.0])
    with pytest.raises(tessera.InputError, match=r"1 of 1 weights of parameter 0 .* \(the first is 1.400\)"):
        DeviceSGD([high], nonlinearity_ltp=5).step()


def test_closure() -> None:
    weights = parameter([0.4], [0.0])
    optimizer = DeviceSGD([weights], QUIET, learning_rate=1)

    def loss() -> Any:
        optimizer.zero_grad()
        value = (weights ** 2).sum()
        value.backward()
        return value

    assert optimizer.step(loss).item() == pytest.approx(0.16)
    assert weights.item() < 0.4


@pytest.mark.parametrize("keywords, message", [
    ({"max_levels": 32}, "unknown key `max_levels` .did you mean `max_level`"),
    ({"weight_bits": 17}, "weight_bits is 17 .allowed: whole numbers from 1 to 16"),
    ({"nonlinearity_ltp": 9.5}, "nonlinearity_ltp is 9.5 .allowed: -9 to 9"),
    ({"nonlinearity_ltp": float("nan")}, "nonlinearity_ltp is nan"),
    ({"accounting": "real"}, "accounting is 'real' .allowed: neurosim, exact"),
    ({"lr": 1.0, "learning_rate": 1.0}, "two names of one value"),
    ({"device_curve_use": "table"}, "needs device_curve"),
    ({"device_curve": "x.csv", "max_level": 8}, "max_level contradicts device_curve"),
    ({"decreasing_lr": [3, 2]}, "does not ascend"),
    ({"seed": -1}, "seed is -1"),
    ({"deviations": []}, "deviations has 0 entries"),
    ({"network": [{"type": "fc", "output": 3}]}, "did you mean `outputs`"),
])
def test_wrong_settings_are_refused(keywords: Any, message: str) -> None:
    with pytest.raises(tessera.UsageError, match=message):
        DeviceSGD([parameter([0.0], [1.0])], **keywords)


def test_wrong_arrays_and_groups_are_refused() -> None:
    weights = parameter([0.0, 0.1], [1.0, 1.0])
    optimizer = DeviceSGD([weights])
    wrong: List[Any] = [{"uniforms": [[0.5]]}, {"normals": []}, {"uniforms": [[1.0, 0.5]]}, {"normals": [[0, np.nan]]}]
    for keywords in wrong:
        with pytest.raises(tessera.UsageError):
            optimizer.step(**keywords)
    with pytest.raises(tessera.UsageError, match="did you mean `max_level`"):
        DeviceSGD([{"params": [weights], "max_lvel": 3}])
    with pytest.raises(tessera.UsageError, match="accounting belongs to all groups"):
        DeviceSGD([{"params": [weights], "accounting": "exact"}])
    assert weights.detach().tolist() == [0.0, 0.1]


def test_settings_of_a_file(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "training.json"
    path.write_text(json.dumps({"max_level": 64, "device": 3}))
    with pytest.raises(tessera.InputError, match="training.json: unknown key `device`"):
        DeviceSGD([parameter([0.0], [1.0])], path)
    path.write_text(json.dumps({"max_level": 64, "c2c_sigma": 0.5}))
    settings = DeviceSGD([parameter([0.0], [1.0])], path, c2c_sigma=0.1).settings
    assert (settings.max_level, settings.c2c_sigma) == (64, 0.1)
    with pytest.raises(tessera.MissingInputError):
        DeviceSGD([parameter([0.0], [1.0])], tmp_path / "absent.json")


@pytest.mark.parametrize("layers, message", [
    ([], "no layer with weights"), ([{"type": "fc", "outputs": 3}, {"type": "max_pool", "size": 2}], "the last layer is"),
    ([{"type": "conv", "outputs": 3, "kernel": 9}, {"type": "fc", "outputs": 3}], "layer 1: a kernel of 9 does not fit"),
    ([{"type": "conv", "outputs": 3, "kernel": 1, "groups": 2}, {"type": "fc", "outputs": 3}], "2 groups do not divide"),
    ([{"type": "conv", "outputs": 3, "kernel": 1}, {"type": "batch_norm"}, {"type": "fc", "outputs": 3}], "batch_norm"),
    ([{"type": "fc", "outputs": 3}, {"type": "conv", "outputs": 3, "kernel": 1}], "needs maps"),
])
def test_networks_that_do_not_fit_are_refused(layers: Any, message: str) -> None:
    with pytest.raises(tessera.UsageError, match=message):
        device_network({"network": layers}, (3, 6, 6))


def test_training_learns_on_devices() -> None:
    """Two classes of random images, told apart on devices with noise after few batches, the same in each run."""
    config = {"accounting": "exact", "network": [{"type": "fc", "outputs": 16}, {"type": "fc", "outputs": 2}]}
    generator = torch.Generator().manual_seed(0)
    labels = torch.arange(200) % 2
    images = torch.rand(200, 20, generator=generator) - 0.5
    images[:, :4] += (labels * 0.8 - 0.4)[:, None]
    results = []
    for _ in range(2):
        network = device_network(config, 20, seed=1)
        optimizer = DeviceSGD(network.parameters(), config, seed=2)
        before = copy.deepcopy(network.state_dict())
        for step in range(30):
            optimizer.zero_grad()
            loss: Any = network.loss(network(images.clamp(-1, 1)), labels)
            loss.backward()
            optimizer.step()
        accuracy = (network(images.clamp(-1, 1)).argmax(1) == labels).float().mean().item()
        results.append(network.state_dict())
        assert accuracy > 0.9 and not torch.equal(before["layers.0.weight"], results[-1]["layers.0.weight"])
    assert all(torch.equal(results[0][name], results[1][name]) for name in results[0])
