# SPDX-License-Identifier: Apache-2.0
"""The gallery of the site: reports that the program makes when the site is built, each with the command that makes it."""
import html
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

DIGITS = ("--network Examples/accuracy-adc/network.csv --model Examples/accuracy-adc/model.npz "
          "--data Examples/accuracy-adc/digits.npz --limit 1000")

# File, title, what it shows, arguments of the command in the root of the repository.
REPORTS = [
    ("estimate.html", "Inference on a chip", "VGG-8 on RRAM at 22 nm: floorplan, area, latency and energy by layer.",
     "estimate --set trainingEstimation=false --set memcelltype=RRAM --set technode=22 --format html"),
    ("estimate-training.html", "Training on a chip", "VGG-8 with the default parameters: phases of an epoch.",
     "estimate --format html"),
    ("transformer.html", "A transformer", "ViT-B/16 with attention, softmax and normalizations.",
     "estimate --network vit_b_16 --workload statistics --set trainingEstimation=false --format html"),
    ("macro.html", "One macro", "A macro that adds up charge: area, energy and time by part, and what they depend on.",
     "macro --set technode=22 --set computeDomain=charge --sensitivity --format html"),
    ("validate.html", "Published chips", "The model of macros beside measurements of chips.",
     "validate Validation/open-chips.json --format html"),
    ("accuracy.html", "Accuracy over the converter's bits", "Digits on arrays with converters of 3 to 6 bits.",
     f"accuracy {DIGITS} --hardware Examples/accuracy-adc/hardware.json --vary adc_bits=3,4,5,6 --trials 3 --format html"),
    ("train.html", "Training on devices", "Digits learned on devices with few levels and noisy writes.",
     "train --network Examples/accuracy-adc/network.csv --data Examples/train-devices/train.npz --test-images "
     "Examples/train-devices/test.npz --limit 400 --epochs 4 --estimate --format html"),
    ("systolic.html", "A systolic array", "LeNet-5 on an array of multipliers: cycles and energy by layer.",
     "systolic --network Examples/lenet5/network.csv --bandwidth 10 --format html"),
    ("stream.html", "One small SRAM", "EfficientNet-B0 streamed through memories of 4 and 64 KiB.",
     "stream --network Examples/efficientnet-b0/efficientnet_b0.csv --capacity 4096,65536 --format html"),
    ("compare.svg", "Designs side by side", "Area of three memory cells by part.",
     "compare --vary memcelltype=SRAM,RRAM,FeFET --workload statistics --set trainingEstimation=false --format svg"),
    ("floorplan.svg", "A floorplan", "ResNet-18 on tiles, to scale.", "floorplan --network resnet18 --format svg"),
]

OPENING = """# Gallery

The program made these reports when this site was built. A page holds its style, script and data in one file and can be sent by
mail. Below each picture stands the command, as it is run in the root of the repository.

"""


class GalleryError(Exception):
    """A command that made no report."""


def browser():
    """Chromium, or None."""
    return next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


def make_report(root, program, arguments, output):
    quiet = [] if arguments.startswith(("validate", "floorplan")) else ["--quiet"]
    with open(output, "wb") as file:
        result = subprocess.run([program] + shlex.split(arguments) + quiet, cwd=root, stdout=file, stderr=subprocess.PIPE, text=True,
                                check=False)
    if result.returncode or not os.path.getsize(output):
        raise GalleryError(f"tessera {arguments} ended with {result.returncode}: {result.stderr.strip()}")


def make_picture(chromium, page, picture):
    """A picture of the top of a page; whether there is one."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        try:
            subprocess.run(
                [chromium, "--headless=new", "--no-sandbox", "--hide-scrollbars", "--window-size=1200,800",
                 "--force-device-scale-factor=0.6", f"--user-data-dir={profile}", f"--screenshot={picture}",
                 "--virtual-time-budget=3000", "file://" + os.path.abspath(page)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, check=False)
        except subprocess.TimeoutExpired:
            print(f"warning: no picture of {page}: the browser took too long", file=sys.stderr)
    return os.path.exists(picture)


def figure(name, title, text, arguments, picture):
    shown = html.escape(f"tessera {arguments} > {name}")
    image = f'<img src="{picture}" alt="{html.escape(title)}" loading="lazy">' if picture else ""
    return (f'<figure><a href="{name}">{image}<strong>{html.escape(title)}</strong></a>\n<figcaption>{html.escape(text)}\n'
            f'<code class="command">{shown}</code></figcaption></figure>\n')


def make(root, folder, program):
    """The page of the gallery as Markdown; reports and pictures are put into the folder."""
    if program is None:
        return "# Gallery\n\nThis site was built without the program that makes the reports, so that they are left out.\n"
    if not os.path.isfile(program):
        raise GalleryError(f"{program} is not there: `make build` makes the program")
    chromium = browser()
    figures = []
    for name, title, text, arguments in REPORTS:
        output = os.path.abspath(os.path.join(folder, name))
        make_report(root, os.path.abspath(program), arguments, output)
        picture = name if name.endswith(".svg") else name.replace(".html", ".png")
        if picture != name and not (chromium and make_picture(chromium, output, os.path.join(folder, picture))):
            picture = None
        figures.append(figure(name, title, text, arguments, picture))
    return OPENING + '<div class="gallery">\n' + "".join(figures) + "</div>\n"
