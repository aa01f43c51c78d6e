// SPDX-License-Identifier: Apache-2.0

#include "narrow.h"

#include "../../Sources/Kernels/Estimation/tk_products.c"
