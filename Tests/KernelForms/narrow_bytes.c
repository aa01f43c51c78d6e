// SPDX-License-Identifier: Apache-2.0

#include "narrow.h"

#include "../../Sources/Kernels/Base/tk_bytes.c"
