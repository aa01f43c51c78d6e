// SPDX-License-Identifier: Apache-2.0

#include "narrow.h"

#include "../../Sources/Kernels/Inference/tk_imc_table.c"
