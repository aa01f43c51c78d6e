#!/usr/bin/env python3
"""Write the npz fixtures of the tests of formats. Needs NumPy; the files are committed, so the tests do not.

usage: make_fixtures.py [FOLDER]
"""
import os
import sys

import numpy as np

folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))


def path(name):
    return os.path.join(folder, name)


# The same six numbers in every type and order that the reader knows.
grid = np.array([[0, 1, 2], [3, 100, 5]])
types = ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]
arrays = {f"{order}{kind}": grid.astype(name) for order, name, kind in
          [(o, ("<" if o == "little_" else ">") + t, t) for o in ("little_", "big_") for t in types]}
arrays["fortran"] = np.asfortranarray(grid.astype("<f4"))
arrays["negative"] = -grid.astype("<i2")
arrays["boolean"] = grid > 2
arrays["scalar"] = np.int64(7)
arrays["halves"] = np.array([0.5, -2.0, 65504.0, 6e-8, 0.333251953125], "<f2")
arrays["vector"] = np.arange(5, dtype="<i4")
arrays["empty"] = np.zeros((0, 3), "<f4")
np.savez(path("types.npz"), **arrays)

# Arrays that a trace cannot use.
unusable = {"text": np.array(["a", "b"]), "complex": np.array([1j]), "records": np.zeros(2, [("x", "<f4")])}
np.savez(path("unusable.npz"), **unusable)
