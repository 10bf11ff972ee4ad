#!/bin/sh
# Writes constraints.txt: one version of every package that xxgk or its development needs, also indirectly, for
# every system and every Python from 3.11. uv does the resolving: pip judges markers only for the system it runs on.
# Usage: scripts/lock.sh PYTHON
set -eu

python=$1
[ -x .venv-lock/bin/uv ] || {
    "$python" -m venv --clear .venv-lock
    .venv-lock/bin/python -m pip install -q uv
}

new=$(mktemp)
trap 'rm -f "$new"' EXIT
{
    echo "# The versions that \`make lock\` settled on, for every system and Python from 3.11: pip install -c constraints.txt …"
    .venv-lock/bin/uv pip compile -q --universal --python-version 3.11 --all-extras \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml
} >"$new"
cat "$new" >constraints.txt
