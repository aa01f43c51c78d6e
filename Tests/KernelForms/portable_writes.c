#include "portable.h"

#include "../../Sources/Kernels/tk_writes.c"
