// SPDX-License-Identifier: Apache-2.0

#include "portable.h"

#include "../../Sources/Kernels/Formats/tk_checksum.c"
