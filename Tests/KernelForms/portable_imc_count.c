#include "portable.h"

#include "../../Sources/Kernels/tk_imc_count.c"
