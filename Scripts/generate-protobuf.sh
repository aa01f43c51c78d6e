#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes ONNXMessages/onnx.pb-c.c and its header from onnx.proto. Needed only after a change of onnx.proto: the result is
# committed, so that building Tessera needs no compiler of protocol buffers.
#
# Needs protoc-c (Debian: protobuf-c-compiler).
set -euo pipefail
cd "$(dirname "$0")/../ONNXMessages"
protoc-c --c_out=. onnx.proto
mv onnx.pb-c.h include/
