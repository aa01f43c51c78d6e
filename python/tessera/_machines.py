# SPDX-License-Identifier: Apache-2.0
"""Functions for other machines: systolic arrays, and streaming through a small SRAM."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal, Optional, Sequence, Union

from ._calls import Call, described
from ._process import Progress
from ._results import Stream, Systolic, SystolicSearch
from ._server import Server
from ._types import Images, InputShape, Network, Path, Settings, Shape

if sys.version_info >= (3, 11):
    from typing import Unpack
elif TYPE_CHECKING:
    from typing_extensions import Unpack

if TYPE_CHECKING:
    from ._parameters import Parameters


@described(["systolic", "run"])
def systolic(
    network: Optional[Network] = None, *, topology: Optional[Path] = None, gemm: bool = False,
    model: Optional[Path] = None, input_shape: Optional[InputShape] = None, output_name: Optional[str] = None,
    batch: Optional[int] = None, free_padding: bool = False, config: Optional[Path] = None,
    array: Optional[Shape] = None, dataflow: Optional[Literal["os", "ws", "is"]] = None,
    ifmap_sram: Optional[int] = None, filter_sram: Optional[int] = None, ofmap_sram: Optional[int] = None,
    bandwidth: Union[int, Literal["calc"], None] = None, all_cycles: bool = False, stalls_once: bool = False,
    keep_maps: bool = False, partial_sum_reads: bool = False, real_writes: bool = False, exact: bool = False,
    weight_bits: Optional[int] = None, activation_bits: Optional[int] = None,
    accumulator_bits: Optional[int] = None, param: Union[Path, Sequence[Path], None] = None,
    output: Optional[Path] = None, force: bool = False, threads: Optional[int] = None,
    progress: Optional[Progress] = None, server: Optional[Server] = None, **parameters: Unpack[Parameters],
) -> Systolic:
    """Runs a network on a systolic array, with SCALE-Sim's cycles and traffic, and with area and energy in SI units.

    Raises:
        UsageError: keywords are of a wrong type, or contradict each other.
        InputError: a parameter or a file has a wrong content.
        MissingInputError: a file, or the network, is not there.
        CannotWriteError: `output` has reports already, and `force` is not given.
    """
    return Systolic._of(Call.of(systolic.command, locals()))  # type: ignore[attr-defined]


@described(["systolic", "search"])
def systolic_search(
    network: Optional[Network] = None, *, topology: Optional[Path] = None, gemm: bool = False,
    model: Optional[Path] = None, input_shape: Optional[InputShape] = None, output_name: Optional[str] = None,
    batch: Optional[int] = None, free_padding: bool = False, rows: Optional[Sequence[int]] = None,
    columns: Optional[Sequence[int]] = None, dataflow: Union[str, Sequence[str], None] = None,
    ifmap_sram: Union[int, Sequence[int], None] = None, filter_sram: Union[int, Sequence[int], None] = None,
    ofmap_sram: Union[int, Sequence[int], None] = None, bandwidth: Union[int, Literal["calc"], None] = None,
    min_elements: Optional[int] = None, max_elements: Optional[int] = None, max_area: Optional[float] = None,
    method: Optional[Literal["exhaustive", "nsga2"]] = None, objectives: Union[str, Sequence[str], None] = None,
    population: Optional[int] = None, generations: Optional[int] = None, seed: Optional[int] = None,
    all_cycles: bool = False, stalls_once: bool = False, keep_maps: bool = False, partial_sum_reads: bool = False,
    real_writes: bool = False, exact: bool = False, weight_bits: Optional[int] = None,
    activation_bits: Optional[int] = None, accumulator_bits: Optional[int] = None,
    param: Union[Path, Sequence[Path], None] = None, plot: Optional[Path] = None, force: bool = False,
    threads: Optional[int] = None, progress: Optional[Progress] = None, server: Optional[Server] = None,
    **parameters: Unpack[Parameters],
) -> SystolicSearch:
    """Searches for the best systolic arrays for a network: shape, dataflow and buffers.

    Raises:
        UsageError: keywords are of a wrong type, or contradict each other.
        InputError: a parameter or a file has a wrong content.
        MissingInputError: a file, or the network, is not there.
        CannotWriteError: `plot` exists already, and `force` is not given.
    """
    return SystolicSearch._of(Call.of(systolic_search.command, locals()))  # type: ignore[attr-defined]


@described(["stream"])
def stream(
    network: Optional[Network] = None, *, param: Union[Path, Sequence[Path], None] = None,
    model: Optional[Path] = None, input_shape: Optional[InputShape] = None, output_name: Optional[str] = None,
    images: Optional[Images] = None, labels: Optional[Images] = None, data: Optional[Path] = None,
    limit: Optional[int] = None, normalization: Optional[Settings] = None, resize: Optional[Shape] = None,
    crop: Optional[Shape] = None, channel_order: Optional[Literal["rgb", "bgr"]] = None,
    image_shape: Optional[Shape] = None, product_bits: Optional[int] = None, per_channel: bool = False,
    asymmetric: bool = False, percentile: Optional[float] = None,
    number_form: Optional[Literal["integer", "odd"]] = None, calibration_images: Optional[Images] = None,
    calibration_limit: Optional[int] = None, weight_bits: Optional[int] = None,
    activation_bits: Optional[int] = None, capacity: Union[int, Sequence[int], None] = None,
    objective: Optional[Literal["traffic", "time", "energy"]] = None, threads: Optional[int] = None,
    progress: Optional[Progress] = None, server: Optional[Server] = None, **parameters: Unpack[Parameters],
) -> Stream:
    """Streams a network through one small SRAM, tile by tile: time, traffic and energy of an image in SI units.

    Raises:
        UsageError: keywords are of a wrong type, or contradict each other.
        InputError: a parameter or a file has a wrong content.
        MissingInputError: a file, or the network, is not there.
    """
    return Stream._of(Call.of(stream.command, locals()))  # type: ignore[attr-defined]
