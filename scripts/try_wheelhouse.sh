#!/bin/sh
# Installs xxgk from wheelhouse/ as a machine without a network would, and uses it far from the checkout.
# Usage: scripts/try_wheelhouse.sh PYTHON REPORT
set -eu

python=$1
report=$2
wheelhouse=$PWD/wheelhouse
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT

"$python" -m venv "$away/venv"
# --isolated: no setting of this machine may bring in what the wheelhouse lacks.
"$away/venv/bin/python" -m pip --isolated install -q --no-index --find-links "$wheelhouse" xxgk
cp "$report" "$away/"
cd "$away"

xxgk=venv/bin/xxgk
name=$(basename "$report")
findings() { "$xxgk" check "$1" --json || [ $? -eq 1 ]; }

"$xxgk" --version
"$xxgk" forms
"$xxgk" extract "$name" --json >report.json
venv/bin/python - <<'EOF'
import json
from pathlib import Path

report = json.loads(Path("report.json").read_text(encoding="utf-8"))
printed = [figure for figure in report["figures"].values() if figure["status"] == "printed"]
print(f"{report['organ']} {report['year']}: {len(printed)} figures from the installed wheel")
assert printed
EOF
findings "$name" >from-file.json
findings report.json >from-json.json
cmp from-file.json from-json.json
