#include "portable.h"

#include "../../Sources/Kernels/tk_adc.c"
