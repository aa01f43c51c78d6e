# SPDX-License-Identifier: Apache-2.0
"""Networks of PyTorch on modelled hardware: equal to the program, to integers, and between backends."""

from __future__ import annotations

import copy
import pathlib
import pickle
from typing import Any, Dict, List

import numpy as np
import pytest

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402

from tessera import _kernels  # noqa: E402
from tessera.torch import exact_integers, reset, to_hardware  # noqa: E402
from torch_networks import CALIBRATION, GROUPED, IMAGES, digits, grouped, inputs, lenet, program_results  # noqa: E402

needs_library = pytest.mark.skipif(not _kernels.is_available(), reason="needs the C library: set TESSERA_LIBRARY")
IDEAL: Dict[str, Any] = {"adc_bits": 8}
HARDWARE: List[Any] = [
    ({"adc_bits": 6}, {}, []),
    ({"adc_bits": 5, "adc_noise_sigma": 0.7, "g_sigma": 0.15}, {}, []),
    ({"adc_bits": 6, "cell_bits": 2, "dac_bits": 2, "rows_per_array": 64, "mapping": "diff", "read_sigma": 0.1}, {}, []),
    ({"adc_bits": 6, "adc_noise_sigma": 0.4}, {"per_channel": True}, ["--per-channel"]),
    ({"adc_bits": 6}, {"asymmetric": True, "activation_bits": 6, "weight_bits": 5},
     ["--asymmetric", "--activation-bits", "6", "--weight-bits", "5"]),
    ({"adc_bits": 4, "adc_scheme": "calibrated"}, {}, []),
    ({"adc_bits": 6}, {"percentile": 99.5}, ["--percentile", "99.5"]),
]


def small() -> nn.Sequential:
    """Convolutions with groups, strides, dilations and paddings, and a fully connected layer."""
    torch.manual_seed(1)
    return nn.Sequential(
        nn.Conv2d(4, 6, 3, stride=2, padding=1, groups=2), nn.ReLU(), nn.Conv2d(6, 5, (3, 2), dilation=(1, 2), padding="same"),
        nn.Flatten(), nn.Linear(5 * 4 * 4, 7)).double()


def pictures(count: int, seed: int = 2) -> torch.Tensor:
    return torch.randn(count, 4, 8, 7, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@needs_library
@pytest.mark.parametrize("hardware, keywords, options", HARDWARE)
def test_each_image_is_as_in_the_program(
    hardware: Dict[str, Any], keywords: Dict[str, Any], options: List[str], program: str, tmp_path: pathlib.Path
) -> None:
    model = lenet().float().double()
    expected = program_results(program, tmp_path, model, hardware, [*options, "--trials", "2", "--seed", "4"])
    images = inputs(digits(IMAGES + CALIBRATION))
    chip = to_hardware(model, hardware, calibration=images[IMAGES:], seed=4, backend="library", **keywords).eval()
    with torch.no_grad():
        with exact_integers(chip):
            integers = chip(images[:IMAGES]).numpy()
        trials = []
        for trial in range(2):
            reset(chip, trial)
            # Images may come in batches of any size.
            trials.append(torch.cat([chip(images[:5]), chip(images[5:IMAGES])]).numpy())
    # Scales of activations come from sums in another order, and may differ in the last bit.
    np.testing.assert_allclose(integers, expected["integers"][0], rtol=0, atol=1e-12)
    np.testing.assert_allclose(np.stack(trials), expected["hardware"][0], rtol=0, atol=1e-12)
    assert np.abs(trials[0] - integers).max() > 1e-3
    is_random = any(key.endswith("sigma") for key in hardware)
    assert bool((trials[0] != trials[1]).any()) == is_random


@needs_library
@pytest.mark.parametrize("hardware", [
    {"adc_bits": 5, "adc_noise_sigma": 0.5, "g_sigma": 0.1}, {"adc_bits": 3, "adc_scheme": "calibrated"}])
def test_groups_have_the_random_numbers_of_the_program(
    hardware: Dict[str, Any], program: str, tmp_path: pathlib.Path
) -> None:
    model = grouped().float().double()
    expected = program_results(program, tmp_path, model, hardware, network=GROUPED)
    images = inputs(digits(IMAGES + CALIBRATION))
    chip = to_hardware(model, hardware, calibration=images[IMAGES:], backend="library").eval()
    with torch.no_grad():
        found = chip(images[:IMAGES]).numpy()
    np.testing.assert_allclose(found, expected["hardware"][0, 0], rtol=0, atol=1e-12)
    assert np.abs(found - expected["integers"][0]).max() > 1e-3


@pytest.mark.parametrize("backend", ["torch", pytest.param("library", marks=needs_library)])
@pytest.mark.parametrize("keywords", [
    {}, {"per_channel": True, "weight_bits": 4}, {"asymmetric": True, "activation_bits": 5}])
def test_ideal_hardware_equals_the_quantized_network(backend: str, keywords: Dict[str, Any]) -> None:
    chip = to_hardware(small(), IDEAL, calibration=pictures(20), backend=backend, **keywords)
    images = pictures(9, seed=3)
    with torch.no_grad():
        y = chip(images)
        with exact_integers(chip):
            integers = chip(images)
    assert torch.equal(y, integers)
    assert not torch.equal(y, small()(images))
    # Integers differ from real numbers by the rounding of activations and weights only.
    assert (integers - small()(images)).abs().max() < 0.3


def random_hardware(random: np.random.Generator) -> Dict[str, Any]:
    """Settings of hardware without chance."""
    mapping = str(random.choice(["offset", "diff", "twos", "diff_analog"]))
    hardware: Dict[str, Any] = {
        "mapping": mapping, "cell_bits": int(random.choice([1, 2, 4])), "dac_bits": int(random.choice([1, 2])),
        "rows_per_array": int(random.choice([16, 24, 64, 128])), "adc_bits": int(random.integers(3, 9)),
        "rounding": str(random.choice(["half_up", "half_even", "floor"])),
        "adc_scheme": str(random.choice(["linear", "clipped", "pow2", "unitclip", "calibrated", "lloydmax"]))}
    if random.random() < 0.5:
        hardware["rows_active"] = int(random.choice([4, 8, hardware["rows_per_array"]]))
    if random.random() < 0.3:
        hardware["on_off"] = float(random.choice([10, 50]))
    if random.random() < 0.3:
        hardware["range_frac"] = float(random.choice([0.25, 0.5, 0.8]))
    return hardware


@needs_library
def test_both_backends_agree_bit_by_bit() -> None:
    random = np.random.default_rng(8)
    compared = refused = 0
    while compared < 60:
        hardware = random_hardware(random)
        keywords = {"weight_bits": int(random.integers(2, 9)), "activation_bits": int(random.integers(2, 9)),
                    "per_channel": bool(random.integers(2)), "asymmetric": bool(random.integers(2)), "calibration": pictures(6)}
        try:
            library = to_hardware(small(), hardware, backend="library", **keywords)
            with torch.no_grad():
                expected = library(pictures(5, seed=compared))
        except (ValueError, NotImplementedError) as error:
            # What one backend refuses, the other refuses, too.
            with pytest.raises((ValueError, NotImplementedError)):
                to_hardware(small(), hardware, backend="torch", **keywords)(pictures(5))
            refused += 1
            assert refused < 60, error
            continue
        own = to_hardware(small(), hardware, backend="torch", **keywords)
        with torch.no_grad():
            found = own(pictures(5, seed=compared))
        assert torch.equal(found, expected), (hardware, keywords)
        compared += 1
    assert refused < 30


def test_what_a_backend_does_not_model_is_refused_by_name() -> None:
    with pytest.raises(NotImplementedError, match="ir_drop"):
        to_hardware(small(), {"ir_drop": "exact", "wire_resistance": 1.0}, calibration=pictures(2), backend="torch")


@needs_library
def test_noise_has_the_moments_of_the_library() -> None:
    hardware = {"adc_bits": 7, "adc_noise_sigma": 1.5, "rows_per_array": 32}
    images = pictures(1).repeat(2000, 1, 1, 1)
    moments = []
    for backend in ("library", "torch"):
        chip = to_hardware(nn.Sequential(small()[0]), hardware, calibration=pictures(6), backend=backend)
        with torch.no_grad():
            y = chip(images)
        moments.append((y.mean(0), y.std(0)))
    error = moments[0][1] / 2000 ** 0.5
    assert ((moments[0][0] - moments[1][0]).abs() < 6 * error).all()
    assert ((moments[0][1] / moments[1][1] - 1).abs() < 0.12).all()
    assert (moments[0][1] > 0).all()


# Arrays are programmed when they have to be


@needs_library
def test_weights_are_programmed_again_only_when_they_change() -> None:
    chip = to_hardware(small(), IDEAL, calibration=pictures(4), backend="library")
    state = chip[0].hardware_state
    images = pictures(3)
    first = chip(images)
    for _ in range(3):
        assert torch.equal(chip(images), first)
    assert state.programmings == 1
    with torch.no_grad():
        chip[0].weight.mul_(1.5)
    assert not torch.equal(chip(images), first)
    assert state.programmings == 2
    chip.eval()
    chip(images)
    assert state.programmings == 2


@pytest.mark.parametrize("backend", ["torch", pytest.param("library", marks=needs_library)])
def test_images_are_numbered_on(backend: str) -> None:
    chip = to_hardware(small(), {"adc_bits": 5, "adc_noise_sigma": 1.0}, calibration=pictures(4), backend=backend, seed=3)
    images = pictures(6)
    first, second = chip(images), chip(images)
    assert not torch.equal(first, second)
    reset(chip)
    assert torch.equal(chip(images), first)
    reset(chip, 1)
    assert not torch.equal(chip(images), first)


@needs_library
def test_copies_and_parameters() -> None:
    hardware = {"adc_bits": 5, "adc_noise_sigma": 1.0}
    model = small()
    before = copy.deepcopy(model.state_dict())
    chip = to_hardware(model, hardware, calibration=pictures(4))
    assert list(chip.state_dict()) == list(model.state_dict())
    expected = chip(pictures(3))
    reset(chip)
    twin, other = copy.deepcopy(chip), pickle.loads(pickle.dumps(chip))
    for found in (chip(pictures(3)), twin(pictures(3)), other(pictures(3))):
        assert torch.equal(found, expected)
    fresh = to_hardware(small().apply(lambda module: None), hardware, calibration=pictures(4))
    fresh.load_state_dict(before)
    assert torch.equal(fresh(pictures(3)), expected)
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
    assert "layer=0" in repr(chip[0]) and "mapping=offset" in repr(chip[0])


@needs_library
def test_a_module_that_runs_twice() -> None:
    class Twice(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.shared = nn.Linear(6, 6)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            y: torch.Tensor = self.shared(torch.relu(self.shared(x)))
            return y

    torch.manual_seed(0)
    model = Twice().double()
    x = torch.randn(5, 6, dtype=torch.float64)
    chip = to_hardware(model, IDEAL, calibration=x)
    assert chip(x).shape == (5, 6)
    assert (chip(x) - model(x)).abs().max() < 0.1


def test_tokens_are_vectors_of_an_image() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(12, 9)).double()
    x = torch.randn(3, 5, 12, dtype=torch.float64)
    chip = to_hardware(model, IDEAL, calibration=x, backend="torch")
    flat = chip(x.reshape(15, 12)).reshape(3, 5, 9)
    assert torch.equal(chip(x), flat)


# Attention


@needs_library
def test_attention_on_hardware() -> None:
    torch.manual_seed(0)
    model = nn.TransformerEncoderLayer(16, 2, 32, dropout=0.0, batch_first=True).double().eval()
    x = torch.randn(4, 6, 16, dtype=torch.float64)
    with torch.no_grad():
        real = model(x)
        for backend in ("library", "torch"):
            chip = to_hardware(model, IDEAL, calibration=x, backend=backend).eval()
            y = chip(x)
            with exact_integers(chip):
                assert torch.equal(chip(x), y)
            assert 0 < (y - real).abs().max() < 0.2
        coarse = to_hardware(model, {"adc_bits": 8, "dynamic": {"adc_bits": 3}}, calibration=x).eval()
        assert not torch.equal(coarse(x), y)


# Single precision and mistakes


@needs_library
def test_single_precision() -> None:
    chip = to_hardware(small().float(), IDEAL, calibration=pictures(4).float())
    y = chip(pictures(3).float())
    assert y.dtype == torch.float32
    double = to_hardware(small().float().double(), IDEAL, calibration=pictures(4).float().double())
    assert (y.double() - double(pictures(3).float().double())).abs().max() < 0.1


@pytest.mark.parametrize("arguments, kind, message", [
    ({"calibration": None}, ValueError, "calibration is None"),
    ({"calibration": []}, ValueError, "no images"),
    ({"weight_bits": 9}, ValueError, "weight_bits = 9"),
    ({"percentile": 20}, ValueError, "percentile = 20"),
    ({"backend": "gpu"}, ValueError, "allowed: auto, library, torch"),
    ({"seed": -1}, ValueError, "seed = -1"),
    ({"hardware": {"adc_bit": 4}}, ValueError, "adc_bits"),
    ({"hardware": {"adc_bits": 99}}, ValueError, "adc_bits"),
    ({"module": "net"}, TypeError, "needed: torch.nn.Module"),
    ({"module": nn.Sequential(nn.ReLU())}, ValueError, "no convolution"),
    ({"module": nn.Sequential(nn.Conv2d(4, 2, 3, padding=1, padding_mode="reflect"))}, ValueError, "padding_mode"),
])
def test_wrong_arguments(arguments: Dict[str, Any], kind: Any, message: str) -> None:
    values: Dict[str, Any] = {"module": small(), "calibration": pictures(2), "hardware": None, **arguments}
    with pytest.raises(kind, match=message):
        to_hardware(values.pop("module"), values.pop("hardware"), **values)


def test_wrong_inputs() -> None:
    chip = to_hardware(small(), IDEAL, calibration=pictures(2), backend="torch")
    with pytest.raises(ValueError, match="channels"):
        chip(torch.zeros(1, 3, 8, 7, dtype=torch.float64))
    with pytest.raises(ValueError, match="shape"):
        chip(torch.zeros(4, dtype=torch.float64))
    with pytest.raises(TypeError, match="floating-point"):
        chip(torch.zeros(1, 4, 8, 7, dtype=torch.int32))
    with pytest.raises(ValueError, match="not finite"):
        chip(torch.full((1, 4, 8, 7), float("nan"), dtype=torch.float64))
    with pytest.raises(ValueError, match="on hardware already"):
        to_hardware(chip, IDEAL, calibration=pictures(2))


def test_other_layers_stay_in_floating_point_with_a_warning() -> None:
    model = nn.Sequential(nn.Conv2d(4, 4, 3, padding=1), nn.ConvTranspose2d(4, 2, 2)).double()
    with pytest.warns(UserWarning, match="ConvTranspose2d"):
        chip = to_hardware(model, IDEAL, calibration=pictures(2), backend="torch")
    assert type(chip[1]) is nn.ConvTranspose2d
