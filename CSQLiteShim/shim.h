// SPDX-License-Identifier: Apache-2.0

// SQLite as a module. Debian: libsqlite3-dev.
#include <sqlite3.h>
