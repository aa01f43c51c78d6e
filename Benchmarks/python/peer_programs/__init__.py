# SPDX-License-Identifier: Apache-2.0
"""Programs that `peers.py` times beside Tessera, one module for each."""
