#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes Sources/Models/ONNX/ONNX.pb.swift from onnx.proto. Needed only after a change of onnx.proto: the result is
# committed, so that neither protoc nor its Swift plugin is needed to build Tessera.
#
# Needs protoc (Debian: protobuf-compiler). The plugin is built from the sources of SwiftProtobuf at the version below, in
# the folder that SCRATCH names (default: a temporary one), unless protoc-gen-swift is in the PATH.
set -euo pipefail
version=1.39.0
folder="$(cd "$(dirname "$0")/../Sources/Models/ONNX" && pwd)"
plugin="$(command -v protoc-gen-swift || true)"
if [ -z "$plugin" ]; then
  scratch="${SCRATCH:-$(mktemp -d)}"
  [ -d "$scratch/swift-protobuf" ] ||
    git clone --quiet --branch "$version" --depth 1 https://github.com/apple/swift-protobuf "$scratch/swift-protobuf"
  (cd "$scratch/swift-protobuf" && swift build -c release --product protoc-gen-swift)
  plugin="$scratch/swift-protobuf/.build/release/protoc-gen-swift"
fi
output="$(mktemp -d)"
trap 'rm -rf "$output"' EXIT
protoc --plugin="protoc-gen-swift=$plugin" --proto_path="$folder" --swift_opt=Visibility=Internal \
  --swift_out="$output" onnx.proto
# The plugin marks the file so that swift-format leaves it alone.
mv "$output/onnx.pb.swift" "$folder/ONNX.pb.swift"
