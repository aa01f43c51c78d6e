# SPDX-License-Identifier: Apache-2.0
"""Functions that estimate hardware: chips, macros, floorplans, comparisons, published chips."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Dict, Literal, Optional, Sequence, Union

from ._calls import Call, described
from ._inputs import wrong
from ._process import Progress
from ._results import Comparison, Devices, Estimate, Floorplan, Macro, Networks, Validation
from ._server import Server
from ._types import Images, InputShape, Network, Path, Settings, Shape, Vary

if sys.version_info >= (3, 11):
    from typing import Unpack
elif TYPE_CHECKING:
    from typing_extensions import Unpack

if TYPE_CHECKING:
    from ._parameters import Parameters

# Keywords that say where weights and activations come from.
_SOURCES = ("trace_command", "trace", "workload", "seed", "model", "images", "data")


def _with_workload(values: Dict[str, Any]) -> Dict[str, Any]:
    """The values of a call with `statistics` as options of the command line."""
    statistics = values.pop("statistics")
    if statistics is True:
        if all(values.get(source) is None for source in _SOURCES):
            values["workload"] = "statistics"
    elif statistics is not False:
        values["statistics"] = statistics
    return values


@described(["estimate"])
def estimate(
    network: Optional[Network] = None, *, param: Union[Path, Sequence[Path], None] = None,
    tokens: Optional[int] = None, context: Optional[int] = None, generate: Optional[int] = None,
    batch: Optional[int] = None, statistics: Union[bool, Path] = True, trace: Optional[Path] = None,
    trace_command: Optional[Path] = None, trace_inputs: Optional[Literal["bits", "numbers"]] = None,
    workload: Optional[Literal["trace", "synthetic", "statistics"]] = None, seed: Optional[int] = None,
    weight_bits: Optional[int] = None, activation_bits: Optional[int] = None, model: Optional[Path] = None,
    input_shape: Optional[InputShape] = None, output_name: Optional[str] = None, product_bits: Optional[int] = None,
    per_channel: bool = False, asymmetric: bool = False, percentile: Optional[float] = None,
    number_form: Optional[Literal["integer", "odd"]] = None, calibration_images: Optional[Images] = None,
    calibration_limit: Optional[int] = None, images: Optional[Images] = None, labels: Optional[Images] = None,
    data: Optional[Path] = None, limit: Optional[int] = None, normalization: Optional[Settings] = None,
    resize: Optional[Shape] = None, crop: Optional[Shape] = None,
    channel_order: Optional[Literal["rgb", "bgr"]] = None, image_shape: Optional[Shape] = None,
    sensitivity: bool = False, threads: Optional[int] = None, progress: Optional[Progress] = None,
    server: Optional[Server] = None, **parameters: Unpack[Parameters],
) -> Estimate:
    """Estimates area, latency, energy and leakage of a network on a chip, as ``tessera estimate``.

    Without a trace, a model or a seed the figures are expected values from averages, which takes about a millisecond.
    All figures are in SI units.

    Raises:
        UsageError: keywords are of a wrong type, or contradict each other.
        InputError: a parameter or a file has a wrong content.
        MissingInputError: a file, or the network, is not there.
    """
    return Estimate._of(Call.of(estimate.command, _with_workload(locals())))  # type: ignore[attr-defined]


@described(["macro"])
def macro(
    *, param: Union[Path, Sequence[Path], None] = None, weight_bits: Optional[int] = None,
    input_bits: Optional[int] = None, output_bits: Optional[int] = None, inputs: Optional[int] = None,
    outputs: Optional[int] = None, input_density: Optional[float] = None, weight_density: Optional[float] = None,
    data: Optional[Path] = None, sensitivity: bool = False, server: Optional[Server] = None,
    **parameters: Unpack[Parameters],
) -> Macro:
    """Estimates one in-memory computing macro: area, energy and time of a matrix-vector multiplication by part.

    The parameters are those of ``revision = tessera``. All figures are in SI units.

    Raises:
        UsageError: keywords are of a wrong type, or contradict each other.
        InputError: a parameter or a file has a wrong content.
    """
    return Macro._of(Call.of(macro.command, locals()))  # type: ignore[attr-defined]


@described(["floorplan"])
def floorplan(
    network: Optional[Network] = None, *, param: Union[Path, Sequence[Path], None] = None,
    tokens: Optional[int] = None, context: Optional[int] = None, trace: Optional[Path] = None,
    trace_command: Optional[Path] = None, trace_inputs: Optional[Literal["bits", "numbers"]] = None,
    weight_bits: Optional[int] = None, activation_bits: Optional[int] = None, threads: Optional[int] = None,
    server: Optional[Server] = None, **parameters: Unpack[Parameters],
) -> Floorplan:
    """Lays a network out on tiles, processing elements and subarrays, without any estimate.

    Raises:
        UsageError: keywords are of a wrong type, or contradict each other.
        InputError: a parameter or a file has a wrong content.
        MissingInputError: a file, or the network, is not there.
    """
    return Floorplan._of(Call.of(floorplan.command, locals()))  # type: ignore[attr-defined]


@described(["compare"])
def compare(
    network: Optional[Network] = None, *, vary: Optional[Vary] = None, files: Optional[Sequence[Path]] = None,
    param: Union[Path, Sequence[Path], None] = None, tokens: Optional[int] = None, context: Optional[int] = None,
    generate: Optional[int] = None, batch: Optional[int] = None, statistics: Union[bool, Path] = True,
    trace: Optional[Path] = None, trace_command: Optional[Path] = None,
    trace_inputs: Optional[Literal["bits", "numbers"]] = None,
    workload: Optional[Literal["trace", "synthetic", "statistics"]] = None, seed: Optional[int] = None,
    weight_bits: Optional[int] = None, activation_bits: Optional[int] = None,
    architecture: Union[str, Sequence[str], None] = None, config: Optional[Path] = None,
    array: Optional[Shape] = None, dataflow: Optional[Literal["os", "ws", "is"]] = None,
    ifmap_sram: Optional[int] = None, filter_sram: Optional[int] = None, ofmap_sram: Optional[int] = None,
    bandwidth: Union[int, Literal["calc"], None] = None, all_cycles: bool = False, stalls_once: bool = False,
    keep_maps: bool = False, partial_sum_reads: bool = False, real_writes: bool = False, exact: bool = False,
    threads: Optional[int] = None, progress: Optional[Progress] = None, server: Optional[Server] = None,
    **parameters: Unpack[Parameters],
) -> Comparison:
    """Estimates one network on several designs side by side, as ``tessera compare``.

    Designs are all combinations of the values of `vary`, and each of the parameter files `files`. Workloads are chosen as
    by `estimate`. All figures are in SI units.

    Raises:
        UsageError: keywords are of a wrong type, or contradict each other.
        InputError: a parameter or a file has a wrong content.
        MissingInputError: a file, or the network, is not there.
    """
    return Comparison._of(Call.of(compare.command, _with_workload(locals())))  # type: ignore[attr-defined]


@described(["validate"])
def validate(
    file: Path, *, calibrate: Optional[Path] = None, force: bool = False, server: Optional[Server] = None,
) -> Validation:
    """Sets the model of macros beside published chips: a row a figure, measured, by the model, and their ratio.

    Raises:
        InputError: the file has a wrong content.
        MissingInputError: there is no such file.
        CannotWriteError: `calibrate` names a file that exists already, and `force` is not given.
    """
    if force and calibrate is None:
        raise wrong("force", force, "calibrate, which names the file to replace")
    return Validation._of(Call.of(validate.command, locals()))  # type: ignore[attr-defined]


@described(["devices"])
def devices(
    *, revision: Optional[Literal["neurosim-2.1", "neurosim-1.5", "tessera"]] = None, server: Optional[Server] = None,
) -> Devices:
    """The measured devices that the parameter ``device`` names, each value with its source.

    Returns:
        The devices, with the parameters that they give in the revision.
    """
    return Devices._of(Call.of(devices.command, locals()))  # type: ignore[attr-defined]


@described(["networks", "list"])
def networks(*, server: Optional[Server] = None) -> Networks:
    """The networks that are known by their names, with their weights, operations and sources."""
    return Networks._of(Call.of(networks.command, locals()))  # type: ignore[attr-defined]
