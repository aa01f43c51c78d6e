#include "portable.h"

#include "../../Sources/Kernels/tk_numbers.c"
