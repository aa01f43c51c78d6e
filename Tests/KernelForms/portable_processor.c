#include "portable.h"

#include "../../Sources/Kernels/tk_processor.c"
