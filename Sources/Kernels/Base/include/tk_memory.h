// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <stddef.h>

/// Keeps memory that is given back for the next array, up to 32 MiB each, where the allocator can be told so.
void tk_keep_freed_memory(void);

/// Asks for large pages behind a long array before it is filled, where the system has them: touching many small ones for
/// the first time takes a good part of a short run. Short arrays are left alone. The content of an array never changes.
void tk_prefer_large_pages(void *start, size_t bytes);
