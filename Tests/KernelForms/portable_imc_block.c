// SPDX-License-Identifier: Apache-2.0

#include "portable.h"

#include "../../Sources/Kernels/Inference/tk_imc_block.c"
