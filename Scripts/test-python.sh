#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Tests of the Python package with the wheel of `make wheel`, in an environment of its own: .build/python.
#
#   Scripts/test-python.sh [OPTIONS OF PYTEST]
set -eu
cd "$(dirname "$0")/.."
wheel=$(ls -t dist/tessera_imc-*.whl 2> /dev/null | head -n 1)
[ -n "$wheel" ] || { echo 'error: there is no wheel; `make wheel` makes it'; exit 1; }
environment=.build/python
python=$environment/bin/python
if ! cmp -s python/tests/requirements.txt "$environment/requirements.txt"; then
    rm -rf "$environment"
    python3 -m venv "$environment" || { echo 'error: python3 with venv is needed (apt-get install python3-venv)'; exit 1; }
    "$python" -m pip install --quiet --disable-pip-version-check --requirement python/tests/requirements.txt
    "$python" -m pip install --quiet --disable-pip-version-check torch \
        || echo 'skipped: PyTorch could not be installed, and its tests are left out'
    cp python/tests/requirements.txt "$environment"
fi
"$python" -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps "$wheel"
unset TESSERA_PROGRAM TESSERA_LIBRARY PYTHONPATH
# Not from python/, where the package of the sources would be found in place of the wheel's.
cd python/tests
"../../$python" -c '
import tessera
assert "site-packages" in tessera.__file__, tessera.__file__
'
exec "../../$python" -m pytest -q -p no:cacheprovider "$@" .
