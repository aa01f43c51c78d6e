#!/usr/bin/env python3
"""Write the npz fixtures of the workload tests. Needs NumPy; the files are committed, so the tests do not.

usage: make_fixtures.py [FOLDER]
"""
import io
import os
import sys
import zipfile

import numpy as np

folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))


def path(name):
    return os.path.join(folder, name)


# A trace of a network with a 2 x 2 convolution of 2 channels and a fully connected layer:
# 3,3,2,2,2,3,0,1 / 1,1,12,1,1,2,0,1
rng = np.random.default_rng(1)
trace = {"weight_bits": np.int64(8), "activation_bits": np.int64(4)}
for layer, (rows, outputs, vectors) in enumerate([(8, 3, 4), (12, 2, 1)]):
    trace[f"weight_{layer}"] = (rng.integers(-128, 128, (rows, outputs)) / 128).astype("<f4")
    trace[f"activation_{layer}"] = rng.integers(-8, 8, (vectors, rows)).astype("<i8")
trace["old_weight_0"] = np.asfortranarray(trace["weight_0"] + np.float32(1 / 128))
trace["activity_1"] = np.float64(0.25)
np.savez(path("trace.npz"), **trace)
np.savez_compressed(path("trace_compressed.npz"), **trace)


class Pipe(io.RawIOBase):
    """Cannot seek, so that sizes come after the data."""

    def __init__(self, file):
        self.file = file

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)


with open(path("trace_streamed.npz"), "wb") as out:
    with zipfile.ZipFile(Pipe(out), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in trace.items():
            with archive.open(name + ".npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, np.asanyarray(array), version=(2, 0))

# What the tests compare with: the trace in NeuroSim's CSV form.
for layer in range(2):
    np.savetxt(path(f"weight{layer}.csv"), trace[f"weight_{layer}"], delimiter=",", fmt="%10.7f")
    values = trace[f"activation_{layer}"] & 15
    bits = (values[:, :, None] >> np.arange(3, -1, -1)) & 1          # [vectors, rows, bits], the sign first
    np.savetxt(path(f"input{layer}.csv"), bits.transpose(1, 0, 2).reshape(values.shape[1], -1), delimiter=",", fmt="%d")
np.savetxt(path("weightOld0.csv"), trace["old_weight_0"], delimiter=",", fmt="%10.7f")
np.savetxt(path("weightOld1.csv"), trace["weight_1"], delimiter=",", fmt="%10.7f")
with open(path("network.csv"), "w") as out:
    out.write("3,3,2,2,2,3,0,1\n1,1,12,1,1,2,0,1\n")
with open(path("trace_command.sh"), "w") as out:
    out.write("./NeuroSIM/main 0 network.csv 8 4 weight0.csv weightOld0.csv input0.csv 0.5 "
              "weight1.csv weightOld1.csv input1.csv 0.25\n")
