#include "portable.h"

#include "../../Sources/Kernels/tk_products.c"
