// zlib as a module. Debian: zlib1g-dev.
#include <zlib.h>
