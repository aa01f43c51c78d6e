#include "portable.h"

#include "../../Sources/Kernels/tk_imc_table.c"
