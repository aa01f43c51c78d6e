#include "portable.h"

#include "../../Sources/Kernels/tk_cells.c"
