#pragma once

/// Keeps memory that is given back for the next array, up to 32 MiB each, where the allocator can be told so.
void tk_keep_freed_memory(void);
