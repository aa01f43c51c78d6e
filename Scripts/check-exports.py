#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Exports networks of torchvision and transformers to ONNX, runs them with onnxruntime and with Tessera, and compares the results.

usage: check-exports.py [--tessera PROGRAM] [--folder FOLDER] [--exporter dynamo|script|both] [NETWORK ...]

Weights are random. Results may differ by 1e-4 of the largest one. Multiply-accumulate operations, those of layers with weights and
those of products of two values, are compared with known numbers. Needs, in an environment of its own:

    pip install torch torchvision transformers onnx onnxscript onnxruntime numpy

It is not part of CI: these packages take some gigabytes. FOLDER keeps the models; the default is a temporary folder.
"""
import argparse
import contextlib
import io
import os
import subprocess
import sys
import tempfile
import time
import warnings

import numpy as np

# Multiply-accumulate operations of an image: of layers, and of products of two values [1].
KNOWN = {
    "resnet18": (1_814_073_344, 0),
    # 12 blocks of 197 tokens and 12 * 768^2 weights, and the layer of patches; 12 * 2 * 12 heads * 197^2 * 64.
    "vit_b_16": (12 * 197 * 768 * 9216 + 196 * 768 * 768 + 768_000, 12 * 2 * 197 * 197 * 768),
    "swin_v2_t": (4_704_000_000, 215_500_000),
}
TOLERANCE = 1e-4
TOKENS = 32
VISION = [
    "resnet18", "resnet50", "mobilenet_v2", "mobilenet_v3_small", "efficientnet_b0", "densenet121", "shufflenet_v2_x1_0",
    "convnext_tiny", "vit_b_16", "swin_t", "swin_v2_t",
]
TEXT = ["bert", "gpt2", "llama"]


def torchvision_models():
    """The module of models; operators of detection, which no network here has, stand empty where torchvision's own are missing."""
    import torch

    library = torch.library.Library("torchvision", "DEF")
    for _ in range(40):
        try:
            import torchvision
            return torchvision.models
        except RuntimeError as error:
            text = str(error)
            if "torchvision::" not in text or "does not exist" not in text:
                raise
            name = text.split("torchvision::")[1].split()[0]
            library.define(f"{name}(Tensor x) -> Tensor")
            for module in [name for name in sys.modules if name.startswith("torchvision")]:
                del sys.modules[module]
    raise RuntimeError("torchvision cannot be loaded")


def network(name):
    """A network with random weights, its input, and the name of that."""
    import torch

    models = torchvision_models()
    torch.manual_seed(1)
    if name == "bert":
        from transformers import BertConfig, BertModel

        config = BertConfig(num_hidden_layers=2, attn_implementation="eager")
        return first_output(BertModel(config)), torch.randint(0, config.vocab_size, (1, TOKENS)), "input_ids"
    if name == "gpt2":
        from transformers import GPT2Config, GPT2LMHeadModel

        config = GPT2Config(n_layer=2, use_cache=False, attn_implementation="eager")
        return first_output(GPT2LMHeadModel(config)), torch.randint(0, config.vocab_size, (1, TOKENS)), "input_ids"
    if name == "llama":
        from transformers import LlamaConfig, LlamaForCausalLM

        config = LlamaConfig(
            num_hidden_layers=2, hidden_size=256, intermediate_size=512, num_attention_heads=8, num_key_value_heads=2,
            vocab_size=4000, use_cache=False)
        return first_output(LlamaForCausalLM(config)), torch.randint(0, config.vocab_size, (1, TOKENS)), "input_ids"
    model = getattr(models, name)(weights=None)
    return spread(model), torch.randn(1, 3, 224, 224), "images"


def spread(model):
    """Parameters that would hide what layers compute, with other numbers: zeros, and layer scales of 1e-6 (ConvNeXt)."""
    import torch

    with torch.no_grad():
        for key, parameter in model.named_parameters():
            if key.endswith("layer_scale"):
                parameter.fill_(0.5)
            elif not parameter.any():
                parameter.normal_(0, 0.05)
    return model


def first_output(model):
    """A network of tokens with one output."""
    import torch

    class Wrapped(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model

        def forward(self, input_ids):
            # Without a mask, models look for several texts in one sequence, which the older exporter cannot write (aten::diff).
            mask = torch.ones_like(input_ids)
            return self.model(input_ids=input_ids, attention_mask=mask, return_dict=False)[0]

    return Wrapped()


def export(name, exporter, folder):
    """Writes NAME.EXPORTER.onnx and its input; returns the paths."""
    import torch

    path = os.path.join(folder, f"{name}.{exporter}.onnx")
    data = os.path.join(folder, f"{name}.npz")
    if os.path.exists(path) and os.path.exists(data):
        return path, data
    model, value, key = network(name)
    model.eval()
    np.savez(data, **{key: value.numpy()})
    # Exporters print graphs and progress.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        torch.onnx.export(
            model, (value,), path, input_names=[key], output_names=["results"], dynamo=exporter == "dynamo",
            **({"opset_version": 17} if exporter == "script" else {}))
    return path, data


def expected(path, data):
    import onnxruntime

    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    arrays = np.load(data)
    name = session.get_inputs()[0].name
    return session.run(None, {name: arrays[arrays.files[0]]})[0]


def check(name, exporter, tessera, folder):
    """One line about a network; whether it agrees."""
    label = f"{name} ({exporter})"
    try:
        path, data = export(name, exporter, folder)
    except Exception as error:  # Exporters raise whatever they meet.
        print(f"{label:32s} not exported: {str(error).strip().splitlines()[0][:100]}", flush=True)
        if os.path.exists(os.path.join(folder, f"{name}.{exporter}.onnx")):
            os.remove(os.path.join(folder, f"{name}.{exporter}.onnx"))
        return None
    wanted = expected(path, data)
    output = os.path.join(folder, "results.npz")
    start = time.time()
    run = subprocess.run(
        [tessera, "results", "--model", path, "--images", data, "--output", output, "--force"], capture_output=True,
        text=True)
    seconds = time.time() - start
    if run.returncode != 0:
        print(f"{label:32s} FAILS: {run.stderr.strip()[:600]}", flush=True)
        return False
    found = np.load(output)
    results = found["results"].reshape(wanted.shape)
    difference = float(np.abs(results - wanted).max() / np.abs(wanted).max())
    static, dynamic = int(found["multiply_accumulates"]), int(found["dynamic_multiply_accumulates"])
    known = KNOWN.get(name)
    agree = known is None or all(abs(a - b) <= 0.002 * b for a, b in zip((static, dynamic), known))
    good = difference < TOLERANCE and agree
    print(
        f"{label:32s} {'agrees' if good else 'DIFFERS'}: {difference:.1e} of the largest, {static / 1e9:.3f} + "
        f"{dynamic / 1e9:.4f} GMAC, {seconds:.0f} s", flush=True)
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tessera", default=".build/release/tessera")
    parser.add_argument("--folder")
    parser.add_argument("--exporter", choices=["dynamo", "script", "both"], default="both")
    parser.add_argument("networks", nargs="*", metavar="NETWORK", default=VISION + TEXT)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    exporters = ["dynamo", "script"] if arguments.exporter == "both" else [arguments.exporter]
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or temporary
        os.makedirs(folder, exist_ok=True)
        results = [
            check(name, exporter, arguments.tessera, folder) for name in arguments.networks for exporter in exporters]
    sys.exit(0 if all(result is not False for result in results) else 1)


if __name__ == "__main__":
    main()
