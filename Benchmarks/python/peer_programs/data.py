# SPDX-License-Identifier: Apache-2.0
"""Images and labels, as `tessera accuracy` takes them: IDX (also compressed), npy, and npz with `images` and `labels`."""

from __future__ import annotations

import gzip
import json
import pathlib
import struct

import numpy as np


def _idx(path: pathlib.Path) -> np.ndarray:
    """The array of an IDX file of bytes, the format of MNIST."""
    content = path.read_bytes()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    if len(content) < 4 or content[:3] != b"\0\0\x08":
        raise ValueError(f"{path}: neither .npy nor .npz, and no IDX file of bytes")
    extents = struct.unpack_from(f">{content[3]}I", content, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * content[3]).reshape(extents)


def _array(path: pathlib.Path, name: str) -> np.ndarray:
    if path.suffix == ".npy":
        return np.load(path)
    if path.suffix == ".npz":
        with np.load(path) as archive:
            if name not in archive:
                raise ValueError(f"{path}: no array `{name}` (there are {', '.join(archive)})")
            return archive[name]
    return _idx(path)


def load_images(images: str, labels: str, normalization: str | None) -> tuple[np.ndarray, np.ndarray]:
    """Images as single-precision numbers [images, channels, height, width], and their labels."""
    pixels = _array(pathlib.Path(images), "images")
    classes = _array(pathlib.Path(labels), "labels").astype(np.int64).ravel()
    if pixels.ndim == 3:
        pixels = pixels[..., np.newaxis]
    if pixels.ndim != 4 or len(pixels) != len(classes):
        raise ValueError(f"{images}: {pixels.shape} beside {len(classes)} labels (images are [count, height, width, channels])")
    values = pixels.astype(np.float32) / 255
    if normalization is not None:
        rules = json.loads(pathlib.Path(normalization).read_text(encoding="utf-8"))
        unknown = set(rules) - {"mean", "std"}
        if unknown:
            raise ValueError(f"{normalization}: {', '.join(sorted(unknown))} (this script knows mean and std)")
        values = (values - np.float32(rules.get("mean", 0))) / np.float32(rules.get("std", 1))
    return np.ascontiguousarray(values.transpose(0, 3, 1, 2)), classes
