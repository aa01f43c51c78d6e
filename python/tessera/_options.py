# SPDX-License-Identifier: Apache-2.0
"""The keywords of the functions: the option of each, how its value becomes words, and what it means."""

from __future__ import annotations

from typing import Dict, Mapping, NamedTuple, Tuple

from . import _inputs as values


class Option(NamedTuple):
    """A keyword: its option of the command line, what makes the words, and its meaning."""

    flag: str
    convert: values.Convert
    meaning: str


_SHARED: Mapping[str, Tuple[values.Convert, str]] = {
    # Input.
    "param": (values.paths, "a parameter file, or a list of them; a later one overrides an earlier one. No file of the "
              "working folder is read unless it is named"),
    "network": (values.network, "a name of `networks()`, a network file, or the rows of one"),
    "tokens": (values.integer, "tokens that a network by name reads at once, if it reads text"),
    "context": (values.integer, "earlier tokens, whose keys and values are in the cache, for a network by name that "
                "generates text"),
    "trace_command": (values.path, "a `trace_command.sh` of NeuroSim"),
    "trace_inputs": (values.word, "how its input files hold activations: bits, or whole numbers"),
    "trace": (values.path, "a trace in one NumPy archive, as `save_trace` writes it"),
    "weight_bits": (values.integer, "bits of a weight"),
    "activation_bits": (values.integer, "bits of an activation"),
    "workload": (values.word, "a recorded trace, a trace that is drawn from a seed, or expected values from averages"),
    "seed": (values.integer, "seed of the random numbers"),
    "generate": (values.integer, "tokens that a network by name generates after its prompt"),
    "batch": (values.integer, "sequences that are generated side by side, or images that share the filters of a systolic "
              "array"),
    # A model and its images.
    "model": (values.path, "a trained network: ONNX, or an npz archive of weights for the layers of `network`"),
    "input_shape": (values.input_shape, "extents of an input image of an ONNX model that leaves some of them open, such as "
                    "(3, 224, 224), or by the name of the input {'tokens': (1, 128)}"),
    "output_name": (values.word, "the result of an ONNX model to use"),
    "product_bits": (values.integer, "bits of both operands of a product of two activations, 1 to 8"),
    "per_channel": (values.switch, "gives each output of a model in floating point its own weight scale"),
    "asymmetric": (values.switch, "gives activations that may be negative a zero point, in place of a sign"),
    "percentile": (values.number, "percentile of the magnitude of activations that the largest integer stands for, "
                   "50 to 100"),
    "number_form": (values.word, "integers for weights: integer, or odd for XNOR arrays"),
    "calibration_images": (values.images, "images for the ranges of activations and of converters that are calibrated: a "
                           "file, or an array as `images`"),
    "calibration_limit": (values.integer, "calibrates with only the first images"),
    "images": (values.images, "images: a file (MNIST idx, npy, npz, CIFAR-10 binary, csv), a folder of classes, or an array "
               "[images, height, width, channels] or as `normalization` says"),
    "labels": (values.images, "the labels, if they are not in the file of images: a file, or an array [images]"),
    "data": (values.path, "an npz archive with `images` and `labels`, in place of both"),
    "limit": (values.integer, "uses only the first images"),
    "normalization": (values.settings, "scale, mean, std and layout of pixels: a JSON file or a dictionary"),
    "resize": (values.shape, "scales images to a size (height, width)"),
    "crop": (values.shape, "cuts that size out of the middle of images, after `resize`"),
    "channel_order": (values.word, "order of colors that the network takes; images are stored as rgb"),
    "image_shape": (values.shape, "height, width and channels of the images of a table"),
    # Hardware and trials.
    "hardware": (values.settings, "the hardware: a JSON file or a dictionary of its keys (docs/models/imc-matmul.md)"),
    "vary": (values.vary, "values to try, by the name of a parameter: {'technode': [32, 22]}; all combinations are tried"),
    "trials": (values.integer, "number of chips to try, each with its own cells and noise"),
    "no_floating_point": (values.switch, "leaves the run in floating point out, which is slow beside integers and hardware"),
    "shift_arithmetic": (values.word, "also runs a model in floating point in integers with shifts"),
    "stream_param": (values.path, "a parameter file whose names begin with `stream`: adds time, traffic and energy of an "
                     "image through this SRAM"),
    "sensitivity": (values.switch, "adds the parameters that move energy, area and latency most"),
    # Systolic arrays.
    "config": (values.settings, "the settings"),
    "array": (values.shape, "rows and columns of the array, such as (32, 32)"),
    "dataflow": (values.word, "operands that stay in the processing elements: outputs, weights or inputs"),
    "ifmap_sram": (values.integer, "buffer for input maps, in 1024 words"),
    "filter_sram": (values.integer, "buffer for filters, in 1024 words"),
    "ofmap_sram": (values.integer, "buffer for output maps, in 1024 words"),
    "bandwidth": (values.words, "words per cycle between DRAM and each buffer, or \"calc\" for as many as the array needs"),
    "topology": (values.path, "a topology file of SCALE-Sim"),
    "gemm": (values.switch, "the columns of the topology are name, M, N, K"),
    "free_padding": (values.switch, "does not fetch the padding zeros of `network` or `model` from memory"),
    "all_cycles": (values.switch, "counts all cycles; SCALE-Sim reports the index of the last one, from 0"),
    "stalls_once": (values.switch, "counts each stall for a word once; SCALE-Sim counts it twice"),
    "keep_maps": (values.switch, "keeps a map on the chip between two layers if half a buffer holds it"),
    "partial_sum_reads": (values.switch, "reads partial sums before adding to them"),
    "real_writes": (values.switch, "counts only outputs as writes"),
    "exact": (values.switch, "all of these five rules of counting"),
    "accumulator_bits": (values.integer, "bits of an accumulator"),
    # Runs.
    "threads": (values.integer, "number of threads; figures do not depend on it"),
    "force": (values.switch, "replaces files that exist"),
}

_OF_COMMANDS: Mapping[str, Mapping[str, Tuple[values.Convert, str]]] = {
    "estimate": {
        "statistics": (values.path, "True: expected values, unless a trace, a model, a seed or a workload is given; a path: "
                       "averages that `tessera trace statistics` has measured; False: a trace that is drawn from `seed`"),
    },
    "compare": {
        "files": (values.paths, "parameter files, each a design"),
        "statistics": (values.path, "as for `estimate`"),
        "architecture": (values.words, "hardware of each setting: \"imc\", \"systolic\" or both"),
        "config": (values.path, "a configuration file of SCALE-Sim; excludes the keywords of the array"),
    },
    "macro": {
        "input_bits": (values.integer, "bits of an input"),
        "output_bits": (values.integer, "bits of a result that converters resolve"),
        "inputs": (values.integer, "length of the input vector"),
        "outputs": (values.integer, "number of results"),
        "input_density": (values.number, "share of ones among the bits of inputs, 0 to 1"),
        "weight_density": (values.number, "share of ones among the bits of weights, 0 to 1"),
        "data": (values.path, "an archive with integer arrays `x` and `w`, whose shares are used"),
    },
    "accuracy": {
        "network": (values.network, "the layers of an npz archive of weights"),
        "results": (values.path, "a file that gets what the network gives for each image: `hardware` [settings, trials, images, "
                    "classes], `integers`, and of a model in floating point `floating_point`"),
        "vary": (values.vary, "values to try of a key of `hardware`, or with `param` or parameters of a parameter: "
                 "{'adc_bits': [4, 5, 6]}"),
    },
    "train": {
        "network": (values.network, "the layers; by default those of `config`"),
        "config": (values.settings, "settings of the training: a JSON file or a dictionary; by default those of V2.1"),
        "epochs": (values.integer, "number of epochs"),
        "batch_size": (values.integer, "images of a batch"),
        "training_accounting": (values.word, "`accounting` of the settings"),
        "estimate": (values.switch, "estimates the chip after epochs, with their weights and activations"),
        "estimate_every": (values.integer, "epochs from one estimate to the next"),
        "images": (values.images, "images to train with: a file, or an array"),
        "test_images": (values.images, "images to test with after each epoch: a file, or an array"),
        "test_labels": (values.images, "their labels"),
        "test_limit": (values.integer, "tests with the first images only"),
        "device_curve": (values.path, "conductance of a device over pulses, a CSV file"),
        "device_curve_use": (values.word, "the nonlinearity labels that fit it best, or its points"),
        "hardware_in_loop": (values.switch, "runs the forward passes of the training on `hardware` as well"),
        "calibration": (values.integer, "training images that the converters of `hardware` are calibrated with"),
        "patience": (values.integer, "ends after so many epochs without a better test accuracy"),
        "min_delta": (values.number, "by how much an accuracy must be better to count as better"),
        "target_accuracy": (values.number, "ends when the test accuracy is reached, as in 0.95"),
        "endurance": (values.number, "writes that a cell survives: adds when cells are worn"),
        "output": (values.path, "a new folder for checkpoint, models, weights and trace, written after each epoch"),
        "resume": (values.path, "goes on from the checkpoint in the folder of a former training"),
        "neurosim_files": (values.switch, "also adds each epoch to the CSV files of DNN+NeuroSim V2.1 in `output`"),
        "log": (values.path, "a file that gets a line of JSON after each epoch"),
    },
    "systolic": {
        "config": (values.path, "a configuration file of SCALE-Sim; excludes the keywords of the array"),
        "output": (values.path, "a folder for SCALE-Sim's three reports"),
    },
    "systolic_search": {
        "rows": (values.words, "numbers of rows to try"),
        "columns": (values.words, "numbers of columns to try"),
        "dataflow": (values.words, "dataflows to try"),
        "ifmap_sram": (values.words, "buffers for input maps to try, in 1024 words"),
        "filter_sram": (values.words, "buffers for filters to try, in 1024 words"),
        "ofmap_sram": (values.words, "buffers for output maps to try, in 1024 words"),
        "min_elements": (values.integer, "smallest number of processing elements of an array"),
        "max_elements": (values.integer, "largest number of processing elements of an array"),
        "max_area": (values.number, "largest area of an array with its buffers, in mm^2"),
        "method": (values.word, "all points, or the genetic search NSGA-II"),
        "objectives": (values.words, "what is minimized: cycles, area, energy, dram"),
        "population": (values.integer, "number of arrays in a generation"),
        "generations": (values.integer, "number of generations"),
        "plot": (values.path, "a file for a plot of the first two objectives, as SVG"),
    },
    "stream": {
        "capacity": (values.words, "sizes of the SRAM to try, in byte"),
        "objective": (values.word, "what schedules make as small as they can"),
    },
    "validate": {
        "file": (values.path, "the chips, in JSON (docs/chips.md)"),
        "calibrate": (values.path, "a file that gets the factors of overhead that fit best, for `macro(param=...)`"),
    },
    "sweep": {
        "plan": (values.path, "a plan in YAML, or a dictionary of its keys (docs/how-to/sweep.md)"),
        "database": (values.path, "the database, which keeps points for later runs; by default a temporary one"),
        "shard": (values.word, "evaluates only one of several parts, such as \"1/4\""),
        "trainings": (values.path, "the folder with finished trainings"),
        "renew": (values.switch, "evaluates points again that another build of Tessera has stored"),
        "engine": (values.word, "where points are evaluated: on this machine, or by a job array of Slurm"),
        "shards": (values.integer, "number of tasks of the job array"),
        "slurm_options": (values.each, "options for sbatch"),
        "objectives": (values.words, "objectives of the points that are best; by default those of the plan"),
    },
    "networks": {},
    "devices": {"revision": (values.word, "the revision whose parameters are shown; by default neurosim-2.1")},
    "floorplan": {},
}

_FLAGS: Mapping[str, str] = {
    "training_accounting": "--accounting",
    "stream_param": "--stream",
    "slurm_options": "--slurm-option",
    "files": "",
    "file": "",
    "plan": "",
}


def option(command: str, keyword: str) -> Option:
    """The option of a keyword.

    Args:
        command: the name of the function, such as ``systolic_search``.
        keyword: the keyword.
    """
    found = _OF_COMMANDS[command].get(keyword) or _SHARED[keyword]
    return Option(_FLAGS.get(keyword, "--" + keyword.replace("_", "-")), *found)


def options(command: str, keywords: Tuple[str, ...]) -> Dict[str, Option]:
    """The options of several keywords."""
    return {keyword: option(command, keyword) for keyword in keywords}
