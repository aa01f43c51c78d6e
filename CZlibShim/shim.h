// SPDX-License-Identifier: Apache-2.0

// zlib as a module. Debian: zlib1g-dev.
#include <zlib.h>
