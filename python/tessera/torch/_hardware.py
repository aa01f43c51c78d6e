# SPDX-License-Identifier: Apache-2.0
"""The keys of a hardware file, as `docs/models/imc-matmul.md` lists them, with the checks that need no layer."""

from __future__ import annotations

import dataclasses
import difflib
import json
import math
import os
from dataclasses import dataclass
from typing import Any, Callable, Mapping, Optional, Tuple, Union

MAPPINGS = ("offset", "twos", "diff", "diff_analog", "xnor", "odd", "odd_pair")
SCHEMES = (
    "linear", "lossless", "clipped", "unitclip", "pow2", "nsfloor", "calibrated", "lloydmax", "nonuniform", "confined",
    "table")
HardwareLike = Union[None, str, "os.PathLike[str]", Mapping[str, Any]]


@dataclass(frozen=True)
class Hardware:
    """In-memory-computing hardware; each field is a key of the hardware file, in the units that the file has.

    `inl` is the content of the file that `adc_inl_file` names [LSB].
    """

    weight_bits: int = 8
    act_bits: int = 8
    act_signed: bool = False
    dac_bits: int = 1
    cell_bits: int = 1
    rows_per_array: int = 128
    rows_active: int = 128
    columns_per_array: int = 128
    weight_joining: str = "digital"
    mapping: str = "offset"
    offset_ref: str = "digital"
    row_order: str = "channels"
    dynamic: Any = "same"
    adc_bits: Optional[int] = 8
    adc_levels: Optional[int] = None
    adc_scheme: str = "lossless"
    adc_lo: float = 0.0
    adc_hi: Optional[float] = None
    range_frac: Optional[float] = None
    full_scale: str = "array"
    rounding: str = "half_up"
    adc_thresholds: Optional[Tuple[float, ...]] = None
    adc_values: Optional[Tuple[float, ...]] = None
    calibration_percentile: float = 100.0
    adc_inl_file: Optional[str] = None
    adc_table_file: Optional[str] = None
    adc_table: str = "prob"
    adc_offset_sigma: float = 0.0
    adc_gain_sigma: float = 0.0
    adc_noise_sigma: float = 0.0
    on_off: float = math.inf
    gmin_comp: str = "none"
    g_sigma: float = 0.0
    g_model: str = "prop"
    g_variation: str = "device"
    state_std: Optional[Tuple[float, ...]] = None
    g_clip0: bool = True
    stuck_lo: float = 0.0
    stuck_hi: float = 0.0
    drift_time: float = 0.0
    drift_reference_time: float = 1.0
    drift_nu: float = 0.0
    drift_nu_sigma: float = 0.0
    bitcell_sigma: float = 0.0
    capacitor_sigma: float = 0.0
    joining_sigma: float = 0.0
    read_sigma: float = 0.0
    dac_sigma: float = 0.0
    rbl_sigma: float = 0.0
    ir_drop: str = "none"
    wire_resistance: float = 1.0
    driver_resistance: float = 0.0
    sense_resistance: float = 0.0
    cell_on_resistance: float = 100e3
    inl: Tuple[float, ...] = ()

    @property
    def has_converter(self) -> bool:
        """Whether partial sums are converted."""
        return self.adc_bits is not None or self.adc_levels is not None

    @property
    def code_count(self) -> int:
        """Codes of a converter; 0 without one."""
        return self.adc_levels or (1 << self.adc_bits if self.adc_bits is not None else 0)

    @property
    def has_spread(self) -> bool:
        """Whether conductances spread, from device to device or from read to read."""
        return any(value > 0 for value in self.state_std or ()) if self.g_model == "state" else self.g_sigma > 0

    @property
    def is_calibrated(self) -> bool:
        """Whether converters are fitted to calibration data."""
        return self.adc_scheme in ("calibrated", "lloydmax")

    @property
    def compensates_off_current(self) -> bool:
        """Whether the current of cells at level 0 is there and taken off."""
        return math.isfinite(self.on_off) and self.gmin_comp != "none"

    @property
    def subtracts_reference_code(self) -> bool:
        """Whether the code of a column that holds the offset of weights takes the offset off."""
        return self.mapping == "offset" and self.offset_ref != "digital"

    @property
    def has_read_noise(self) -> bool:
        """Whether anything is drawn at reads."""
        return (self.read_sigma > 0 or self.dac_sigma > 0 or self.rbl_sigma > 0 or self.adc_noise_sigma > 0
                or self.has_spread and self.g_variation == "read")

    def fitted(self, weight_bits: int, act_bits: int, act_signed: bool) -> Hardware:
        """The same hardware with the widths of a layer."""
        return dataclasses.replace(self, weight_bits=weight_bits, act_bits=act_bits, act_signed=act_signed)

    def changed(self, **keys: Any) -> Hardware:
        """The same hardware with other values of some keys."""
        return dataclasses.replace(self, **keys)

    def products(self) -> Optional[Hardware]:
        """The hardware of products of two activations; None where they are exact integers."""
        if self.dynamic == "exact":
            return None
        if self.dynamic == "same":
            return self.changed(dynamic="same")
        changes = dict(self.dynamic)
        if "adc_bits" in changes and "adc_levels" not in changes:
            changes["adc_levels"] = None
        if "adc_inl_file" in changes:
            changes.setdefault("inl", _numbers_of(changes["adc_inl_file"]) if changes["adc_inl_file"] else ())
        hardware = self.changed(dynamic="same", **changes)
        check(hardware)
        return hardware


def _whole(low: int, high: int, may_be_none: bool = False) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value is None and may_be_none:
            return None
        number = value
        if isinstance(value, float) and value.is_integer():
            number = int(value)
        if isinstance(number, bool) or not hasattr(number, "__index__") or not low <= int(number) <= high:
            raise ValueError(f"{'None, or ' if may_be_none else ''}whole numbers from {low} to {high}")
        return int(number)
    return read


def _number(low: float, high: float, may_be_none: bool = False) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value is None and may_be_none:
            return None
        try:
            number = math.nan if isinstance(value, (bool, str)) else float(value)
        except (TypeError, ValueError):
            number = math.nan
        if not low <= number <= high:
            raise ValueError(f"{'None, or ' if may_be_none else ''}numbers from {low:g} to {high:g}")
        return number
    return read


def _choice(*words: str) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value not in words:
            raise ValueError(", ".join(words))
        return value
    return read


def _flag(value: Any) -> Any:
    if not isinstance(value, bool):
        raise ValueError("true, false")
    return value


def _list(value: Any) -> Any:
    if value is None:
        return None
    try:
        numbers = tuple(float(number) for number in value)
    except (TypeError, ValueError):
        numbers = (math.nan,)
    if len(numbers) > 1 << 16 or not all(abs(number) <= 1e12 for number in numbers):
        raise ValueError("None, or a list of numbers from -1e12 to 1e12")
    return numbers or None


def _path(value: Any) -> Any:
    if value is None:
        return None
    if not isinstance(value, (str, os.PathLike)) or not os.fspath(value):
        raise ValueError("None, or a path")
    return os.fspath(value)


def _ratio(value: Any) -> Any:
    if value == "inf" or value == math.inf:
        return math.inf
    try:
        return _number(math.nextafter(1.0, 2.0) if hasattr(math, "nextafter") else 1.0 + 2e-16, 1e12)(value)
    except ValueError:
        raise ValueError('"inf", or numbers above 1 and up to 1e12') from None


def _name(value: Any) -> Any:
    if not isinstance(value, str) or not value:
        raise ValueError("the name of an array")
    return value


_SIGMA = _number(0, 1e6)
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "weight_bits": _whole(1, 16), "act_bits": _whole(1, 16), "act_signed": _flag, "dac_bits": _whole(1, 8),
    "cell_bits": _whole(1, 8), "rows_per_array": _whole(1, 65536), "rows_active": _whole(1, 65536),
    "columns_per_array": _whole(1, 65536), "weight_joining": _choice("digital", "analog"),
    "mapping": _choice(*MAPPINGS), "offset_ref": _choice("digital", "dummy", "counted"),
    "row_order": _choice("channels", "positions"), "adc_bits": _whole(1, 24, True),
    "adc_levels": _whole(2, 1 << 24, True), "adc_scheme": _choice(*SCHEMES), "adc_lo": _number(-1e12, 1e12),
    "adc_hi": _number(-1e12, 1e12, True), "range_frac": _number(1e-9, 1e3, True),
    "full_scale": _choice("array", "layer"), "rounding": _choice("half_up", "half_even", "floor"),
    "adc_thresholds": _list, "adc_values": _list, "calibration_percentile": _number(1, 100), "adc_inl_file": _path,
    "adc_table_file": _path, "adc_table": _name, "adc_offset_sigma": _SIGMA, "adc_gain_sigma": _SIGMA,
    "adc_noise_sigma": _SIGMA, "on_off": _ratio, "gmin_comp": _choice("none", "digital", "reference"),
    "g_sigma": _SIGMA, "g_model": _choice("prop", "range", "lognormal", "state"),
    "g_variation": _choice("device", "read"), "state_std": _list, "g_clip0": _flag, "stuck_lo": _number(0, 1),
    "stuck_hi": _number(0, 1), "drift_time": _number(0, 1e12), "drift_reference_time": _number(1e-12, 1e12),
    "drift_nu": _number(-1, 1), "drift_nu_sigma": _number(0, 1), "bitcell_sigma": _SIGMA,
    "capacitor_sigma": _number(0, 0.3), "joining_sigma": _SIGMA, "read_sigma": _SIGMA, "dac_sigma": _SIGMA,
    "rbl_sigma": _SIGMA, "ir_drop": _choice("none", "fast", "exact"), "wire_resistance": _number(1e-6, 1e9),
    "driver_resistance": _number(0, 1e9), "sense_resistance": _number(0, 1e9), "cell_on_resistance": _number(1, 1e12),
}
KEYS = (*_READERS, "dynamic")


def _value(key: str, value: Any, what: str) -> Any:
    if key not in _READERS:
        near = difflib.get_close_matches(key, KEYS, 1)
        raise ValueError(f"{what}: unknown key `{key}`" + (
            f"; did you mean `{near[0]}`?" if near else f" (allowed: {', '.join(KEYS)})"))
    try:
        return _READERS[key](value)
    except ValueError as error:
        raise ValueError(f"{what}: {key} = {value!r} is not possible (allowed: {error})") from None


def _values(keys: Mapping[str, Any], folder: str, what: str) -> dict[str, Any]:
    values = {key: _value(key, value, what) for key, value in keys.items()}
    for key in ("adc_inl_file", "adc_table_file"):
        if values.get(key) is not None:
            values[key] = os.path.join(folder, values[key])
    return values


def _numbers_of(path: str) -> Tuple[float, ...]:
    with open(path, encoding="utf-8") as file:
        words = file.read().replace(",", " ").split()
    try:
        return tuple(float(word) for word in words)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def read_hardware(source: HardwareLike, weight_bits: int = 8, asymmetric: bool = False) -> Hardware:
    """Hardware from a path, from a mapping of keys, or the one that `tessera accuracy` takes where none is named.

    `weight_bits` and `asymmetric` describe the network: without a source, one-bit weights get XNOR cells. Paths in a file
    are looked up from its folder.

    Raises ValueError for an unknown key, a value that is not allowed, and values that contradict each other, OSError for
    a file that cannot be read.
    """
    folder, what = os.getcwd(), "hardware"
    if source is None:
        return Hardware(mapping="xnor" if weight_bits == 1 and not asymmetric else "offset")
    if isinstance(source, (str, os.PathLike)):
        what = os.fspath(source)
        folder = os.path.dirname(os.path.abspath(what))
        with open(what, encoding="utf-8") as file:
            try:
                keys = json.load(file)
            except ValueError as error:
                raise ValueError(f"{what}: {error}") from None
    else:
        keys = source
    if not isinstance(keys, Mapping):
        raise ValueError(f"{what} is no object of keys and values, but {type(keys).__name__}")
    keys = dict(keys)
    dynamic = keys.pop("dynamic", "same")
    if isinstance(dynamic, Mapping):
        if "dynamic" in dynamic:
            raise ValueError(f"{what}: dynamic.dynamic is not possible (allowed: the other keys)")
        dynamic = tuple(sorted(_values(dynamic, folder, f"{what}: dynamic").items(), key=lambda item: item[0]))
    elif dynamic not in ("same", "exact"):
        raise ValueError(f"{what}: dynamic = {dynamic!r} is not possible (allowed: same, exact, or an object of keys)")
    values = _values(keys, folder, what)
    if values.get("adc_inl_file") is not None:
        values["inl"] = _numbers_of(values["adc_inl_file"])
    hardware = Hardware(dynamic=dynamic, **values)
    check(hardware)
    hardware.products()
    return hardware


def file_keys(hardware: Hardware) -> dict[str, Any]:
    """The keys of a hardware file that differ from their defaults, ready for JSON."""
    keys: dict[str, Any] = {}
    for field in dataclasses.fields(Hardware):
        value = getattr(hardware, field.name)
        if field.name == "inl" or value == field.default:
            continue
        if field.name == "dynamic" and value != "exact":
            keys["dynamic"] = {key: list(item) if isinstance(item, tuple) else _json(item) for key, item in value}
        else:
            keys[field.name] = list(value) if isinstance(value, tuple) else _json(value)
    return keys


def _json(value: Any) -> Any:
    return "inf" if value == math.inf else value


def check(hardware: Hardware) -> None:
    """Raises ValueError that names both keys where two values contradict each other."""
    for first, second, reason in _contradictions(hardware):
        raise ValueError(f"{first} contradicts {second}: {reason}")


def _contradictions(h: Hardware) -> "list[tuple[str, str, str]]":
    mapping, scheme = f'mapping = "{h.mapping}"', f'adc_scheme = "{h.adc_scheme}"'
    only_unsigned = {"xnor": ("unitclip", "pow2", "nsfloor"), "diff_analog": ("pow2", "nsfloor", "confined", "table")}
    refused = only_unsigned.get(h.mapping, ("confined",))
    no_adc = not h.has_converter
    is_signed = h.mapping in ("xnor", "diff_analog")
    is_ranged = h.adc_scheme in ("clipped", "nsfloor")
    thresholds = h.adc_thresholds or ()
    two_sided = h.adc_scheme == "confined" or is_ranged and is_signed
    states = (1 << h.cell_bits)
    rules = (
        (h.act_signed and h.dac_bits > 1 and h.mapping != "xnor", "act_signed = true", f"dac_bits = {h.dac_bits}",
         "the sign bit counts negative and needs a read of its own"),
        (h.weight_bits < 2 and h.mapping in ("twos", "diff", "diff_analog"), f"weight_bits = {h.weight_bits}", mapping,
         "a sign and a bit at least are needed"),
        (h.weight_joining == "analog" and h.mapping in ("twos", "xnor"), 'weight_joining = "analog"', mapping,
         "only slices that all count with the same sign can be added"),
        (h.joining_sigma > 0 and h.weight_joining == "digital", f"joining_sigma = {h.joining_sigma}",
         'weight_joining = "digital"', "slices are converted one by one"),
        (h.mapping == "xnor" and h.cell_bits != 1, f"cell_bits = {h.cell_bits}", mapping, "XNOR cells hold one bit"),
        (h.mapping == "xnor" and h.dac_bits != 1, f"dac_bits = {h.dac_bits}", mapping, "XNOR rows carry one bit"),
        (h.mapping == "xnor" and math.isfinite(h.on_off), f"on_off = {h.on_off}", mapping,
         "an XNOR cell adds -1 or +1"),
        (h.mapping == "xnor" and h.ir_drop != "none", f'ir_drop = "{h.ir_drop}"', mapping,
         "XNOR cells are no resistors"),
        (h.adc_scheme in refused, scheme, mapping,
         f"allowed are {', '.join(name for name in SCHEMES if name not in refused)}"),
        (h.mapping == "diff_analog" and h.has_converter and h.code_count < 3
         and h.adc_scheme not in ("nonuniform", "lloydmax"), f"{h.code_count} codes of adc_bits", mapping,
         "signed codes need at least 3"),
        (no_adc and h.adc_offset_sigma > 0, "adc_offset_sigma", "adc_bits = null", "there is no converter"),
        (no_adc and h.adc_gain_sigma > 0, "adc_gain_sigma", "adc_bits = null", "there is no converter"),
        (no_adc and h.adc_noise_sigma > 0, "adc_noise_sigma", "adc_bits = null", "there is no converter"),
        (no_adc and bool(h.inl), "adc_inl_file", "adc_bits = null", "there is no converter"),
        (no_adc and h.adc_scheme in ("table", "nonuniform", "calibrated", "lloydmax"), scheme, "adc_bits = null",
         "there is no converter"),
        (is_ranged and not is_signed and h.adc_hi is not None and h.adc_hi <= h.adc_lo, f"adc_hi = {h.adc_hi}",
         f"adc_lo = {h.adc_lo}", "the range is empty"),
        (two_sided and h.adc_hi is not None and h.adc_hi <= 0, f"adc_hi = {h.adc_hi}", mapping,
         "the range is -adc_hi to adc_hi"),
        (two_sided and h.adc_lo != 0, f"adc_lo = {h.adc_lo}", mapping, "the range is -adc_hi to adc_hi"),
        (h.adc_scheme != "nonuniform" and bool(thresholds or h.adc_values), "adc_thresholds", scheme,
         'only "nonuniform" takes thresholds'),
        (h.adc_scheme == "nonuniform" and not (thresholds and all(a < b for a, b in zip(thresholds, thresholds[1:]))),
         "adc_thresholds", scheme, "at least one is needed, and they must ascend"),
        (h.adc_scheme == "nonuniform" and len(h.adc_values or ()) != len(thresholds) + 1, "adc_values",
         "adc_thresholds", f"{len(thresholds)} thresholds part {len(thresholds) + 1} values"),
        (h.stuck_lo + h.stuck_hi > 1, f"stuck_lo = {h.stuck_lo}", f"stuck_hi = {h.stuck_hi}",
         "together more than all cells"),
        (h.g_model == "state" and (len(h.state_std or ()) != states or min(h.state_std or (0,)) < 0), "state_std",
         f"cell_bits = {h.cell_bits}", f"{states} spreads that are not negative are needed"),
        (h.g_model == "state" and h.mapping == "xnor", 'g_model = "state"', mapping, "there are no levels"),
        (h.g_model != "state" and h.state_std is not None, "state_std", f'g_model = "{h.g_model}"',
         'only "state" takes it'),
        (h.g_model == "lognormal" and h.g_sigma > 5, f"g_sigma = {h.g_sigma}", 'g_model = "lognormal"',
         "more than 5 is beyond all numbers"),
        (h.drift_time == 0 and (h.drift_nu != 0 or h.drift_nu_sigma != 0), "drift_nu or drift_nu_sigma",
         "drift_time = 0", "without time nothing drifts"),
        (h.adc_scheme != "table" and h.adc_table_file is not None, "adc_table_file", scheme, 'only "table" takes one'),
        (h.adc_scheme == "table" and h.adc_table_file is None, scheme, "adc_table_file", "it needs one"),
    )
    return [(first, second, reason) for holds, first, second, reason in rules if holds]
