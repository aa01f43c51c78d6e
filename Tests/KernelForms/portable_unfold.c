// SPDX-License-Identifier: Apache-2.0

#include "portable.h"

#include "../../Sources/Kernels/Models/tk_unfold.c"
