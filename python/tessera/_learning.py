# SPDX-License-Identifier: Apache-2.0
"""Functions that run images through networks on modelled hardware: accuracy and training."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal, Optional, Sequence, Union

from ._calls import Call, described
from ._process import Progress
from ._results import Accuracy, Training
from ._server import Server
from ._types import Images, InputShape, Network, Path, Settings, Shape, Vary

if sys.version_info >= (3, 11):
    from typing import Unpack
elif TYPE_CHECKING:
    from typing_extensions import Unpack

if TYPE_CHECKING:
    from ._parameters import Parameters


@described(["accuracy"])
def accuracy(
    model: Path, *, network: Optional[Network] = None, images: Optional[Images] = None,
    labels: Optional[Images] = None, data: Optional[Path] = None, limit: Optional[int] = None,
    input_shape: Optional[InputShape] = None, output_name: Optional[str] = None,
    normalization: Optional[Settings] = None, resize: Optional[Shape] = None, crop: Optional[Shape] = None,
    channel_order: Optional[Literal["rgb", "bgr"]] = None, image_shape: Optional[Shape] = None,
    hardware: Optional[Settings] = None, param: Union[Path, Sequence[Path], None] = None,
    vary: Optional[Vary] = None, trials: Optional[int] = None, seed: Optional[int] = None,
    weight_bits: Optional[int] = None, activation_bits: Optional[int] = None, product_bits: Optional[int] = None,
    per_channel: bool = False, asymmetric: bool = False, percentile: Optional[float] = None,
    number_form: Optional[Literal["integer", "odd"]] = None, calibration_images: Optional[Images] = None,
    calibration_limit: Optional[int] = None, no_floating_point: bool = False,
    shift_arithmetic: Optional[Literal["exact", "four-decimals"]] = None, stream_param: Optional[Path] = None,
    results: Optional[Path] = None, force: bool = False, threads: Optional[int] = None,
    progress: Optional[Progress] = None, server: Optional[Server] = None, **parameters: Unpack[Parameters],
) -> Accuracy:
    """Measures the classification accuracy of a trained network on in-memory-computing hardware.

    The network runs in floating point, in exact integers, and on the hardware, `trials` times with different cells and other
    noise. Accuracies are shares, from 0 to 1.

    Raises:
        UsageError: keywords are of a wrong type, or contradict each other.
        InputError: a model, images, hardware or a parameter has a wrong content.
        MissingInputError: a file is not there.
        CannotWriteError: `results` exists already, and `force` is not given.
    """
    return Accuracy._of(Call.of(accuracy.command, locals()))  # type: ignore[attr-defined]


@described(["train", "run"])
def train(
    config: Optional[Settings] = None, *, network: Optional[Network] = None, model: Optional[Path] = None,
    input_shape: Optional[InputShape] = None, output_name: Optional[str] = None, images: Optional[Images] = None,
    labels: Optional[Images] = None, data: Optional[Path] = None, limit: Optional[int] = None,
    test_images: Optional[Images] = None, test_labels: Optional[Images] = None, test_limit: Optional[int] = None,
    normalization: Optional[Settings] = None, epochs: Optional[int] = None, batch_size: Optional[int] = None,
    training_accounting: Optional[Literal["neurosim", "exact"]] = None, seed: Optional[int] = None,
    device_curve: Optional[Path] = None, device_curve_use: Optional[Literal["label", "table"]] = None,
    hardware: Optional[Settings] = None, hardware_in_loop: bool = False, calibration: Optional[int] = None,
    patience: Optional[int] = None, min_delta: Optional[float] = None, target_accuracy: Optional[float] = None,
    estimate: bool = False, estimate_every: Optional[int] = None, param: Union[Path, Sequence[Path], None] = None,
    endurance: Optional[float] = None, output: Optional[Path] = None, resume: Optional[Path] = None,
    neurosim_files: bool = False, log: Optional[Path] = None, force: bool = False, threads: Optional[int] = None,
    progress: Optional[Progress] = None, server: Optional[Server] = None, **parameters: Unpack[Parameters],
) -> Training:
    """Trains a network on modelled devices, with accuracy, writes and figures of every epoch.

    Raises:
        UsageError: keywords are of a wrong type, or contradict each other.
        InputError: settings, images or a parameter have a wrong content.
        MissingInputError: a file is not there.
        CannotWriteError: `output` or `log` exists already, and `force` is not given.
    """
    return Training._of(Call.of(train.command, locals()))  # type: ignore[attr-defined]
