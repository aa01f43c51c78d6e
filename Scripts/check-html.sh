#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Opens HTML reports in Chromium without a window: fails on messages on the console, and
# when hovering, keys, sorting or filtering do not work. Leaves screenshots and pages in a folder.
#
# usage: Scripts/check-html.sh [PATH/TO/tessera [FOLDER]]
#
# Needs chromium and python3 (standard library only). Without chromium it says so and does nothing.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
tessera=$(realpath "${1:-$root/.build/release/tessera}")
folder=${2:-$(mktemp -d)}
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ]; then
  echo "skipped: there is no chromium"
  exit 0
fi
mkdir -p "$folder"
folder=$(realpath "$folder")
cd "$root"

# Names that would be markup if anything forgot to escape them, in a network of 200 layers.
{
  echo 'name,input_height,input_width,input_channels,kernel_height,kernel_width,output_channels'
  for index in $(seq 0 199); do
    size=$((56 >> (index / 50))) kernel=$((1 + 2 * (index % 2)))
    echo "</script><b>block $((index + 1)),$size,$size,$((32 << (index / 50))),$kernel,$kernel,$((32 << ((index + 1) / 50)))"
  done
} > "$folder/deep.csv"

report() {
  local name=$1
  shift
  "$tessera" estimate --quiet --format html --output "$folder/$name.html" --force "$@"
}
report default
report inference --set trainingEstimation=false
report training --set trainingEstimation=true --workload statistics
report pipeline --set trainingEstimation=false --set pipeline=true --workload statistics --set memcelltype=RRAM
report endless --workload statistics --set batchSize=2
report deep --set trainingEstimation=false --workload statistics --network "$folder/deep.csv"
systolic() {
  local name=$1
  shift
  "$tessera" systolic --quiet --format html "$@" > "$folder/$name.html"
}
systolic systolic
systolic systolic-deep --network "$folder/deep.csv"
stream() {
  local name=$1
  shift
  "$tessera" stream --quiet --format html --output "$folder/$name.html" --force "$@"
}
stream stream --capacity 4096,65536
stream stream-deep --set streamCapacity=1024 --network "$folder/deep.csv"
python3 "$root/Scripts/check_html.py" "$browser" "$folder" \
  default inference training pipeline endless deep systolic systolic-deep stream stream-deep

accuracy() {
  local name=$1
  shift
  "$tessera" accuracy --quiet --format html --output "$folder/$name.html" --force --network Examples/accuracy-adc/network.csv \
    --model Examples/accuracy-adc/model.npz --data Examples/accuracy-adc/digits.npz \
    --hardware Examples/accuracy-adc/hardware.json --limit 1000 "$@"
}
accuracy accuracy
accuracy accuracy-vary --vary adc_bits=3,4,5,6 --trials 3
python3 "$root/Scripts/check_accuracy_page.py" "$browser" "$folder" accuracy accuracy-vary

# Small pages that have all figures of a report, each of which is to be seen.
digits=(--network Examples/accuracy-adc/network.csv --model Examples/accuracy-adc/model.npz --data Examples/accuracy-adc/digits.npz)
lenet=(--network Examples/lenet5/network.csv)
small=Tests/ReportingTests/Fixtures/small.param
report figures-training "${lenet[@]}" --set trainingEstimation=true --workload statistics
report figures-endless "${lenet[@]}" --set trainingEstimation=true --set batchSize=2 --workload statistics
report figures-model "${digits[@]}" --limit 50 --set trainingEstimation=false --set memcelltype=RRAM
report figures-activations --network gpt2 --tokens 16 --generate 4 --batch 2 --workload statistics --set trainingEstimation=false \
  --set dynamicEngine=resistive --set dynamicEndurance=1e6 --set activationBufferSize=300000
report figures-products --model Examples/accuracy-transformer/model.onnx --data Examples/accuracy-adc/digits.npz --limit 5 \
  --set trainingEstimation=false --set dynamicEngine=sram
report figures-free --network resnet18 --workload statistics --set trainingEstimation=false
echo 'revision = neurosim-1.5' > "$folder/clock.param"
report figures-clock --param "$folder/clock.param" "${lenet[@]}" --workload statistics
systolic figures-systolic "${lenet[@]}" --bandwidth 10
stream figures-stream --param "$small" "${lenet[@]}"
stream figures-stream-model --param "$small" "${digits[@]}" --limit 50
accuracy figures-accuracy --limit 50 --trials 2 --stream "$small"
accuracy figures-shifted --limit 50 --shift-arithmetic exact
accuracy figures-vary --limit 50 --vary adc_bits=3,4
"$tessera" macro --quiet --sensitivity --output-bits 5 --format html > "$folder/figures-macro.html"
"$tessera" macro --quiet --set computeDomain=digital --set technode=55 --format html > "$folder/figures-macro-digital.html"
"$tessera" validate Validation/open-chips.json --format html > "$folder/figures-validate.html"
training=(--network Examples/accuracy-adc/network.csv --data Examples/train-devices/train.npz --limit 200 --epochs 2)
"$tessera" train --quiet "${training[@]}" --test-images Examples/train-devices/test.npz --estimate --endurance 1 \
  --accounting exact --hardware Examples/accuracy-adc/hardware.json --format html > "$folder/figures-train.html"
"$tessera" train --quiet "${training[@]}" --test-images Examples/train-devices/test.npz --patience 1 \
  --format html > "$folder/figures-train-ending.html"
awk 'BEGIN { print "pulse,potentiation,depression"; for (n = 0; n <= 30; n++) print n "," 1 + n / (n + 9) "," 2 - n / (n + 5) }' \
  > "$folder/curve.csv"
"$tessera" train --quiet "${training[@]}" --accounting exact --device-curve "$folder/curve.csv" \
  --format html > "$folder/figures-train-curve.html"
cat > "$folder/norms.json" <<'END'
{"accounting": "exact", "input_range": [0, 1], "network": [{"type": "conv", "outputs": 4, "kernel": 3}, {"type": "batch_norm"},
 {"type": "max_pool", "size": 2}, {"type": "fc", "outputs": 10}]}
END
"$tessera" train --quiet --config "$folder/norms.json" --data Examples/train-devices/train.npz --limit 200 --epochs 2 \
  --format html > "$folder/figures-train-norms.html"
python3 "$root/Scripts/check_page_figures.py" "$browser" "$folder"/figures-*.html
