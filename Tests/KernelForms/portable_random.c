#include "portable.h"

#include "../../Sources/Kernels/tk_random.c"
