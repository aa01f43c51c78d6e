# SPDX-License-Identifier: Apache-2.0
"""The dataclasses that results are made of, for annotations: ``layer: tessera.reports.LayerOfAnEstimate``.

docs/json-schema.md describes the same members under their names in JSON.
"""

from __future__ import annotations

from ._reports import *  # noqa: F403
from ._reports import __all__ as __all__
