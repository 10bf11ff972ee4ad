#!/bin/sh
# Reads one sample report of every format and shows its figures and what is wrong in it.
# Usage: scripts/demo.sh XXGK
set -eu

xxgk=$1
reports=fixtures/reports

# `check` ends with 1 where a report is wrong, which is what a demonstration is for; 2 would be a failure of ours.
check() {
    "$xxgk" check "$@" || [ $? -eq 1 ]
}

for ending in docx html xlsx txt csv doc zip; do
    set -- "$reports"/*."$ending"
    printf '\n━━━ .%s：xxgk check %s\n\n' "$ending" "$1"
    check "$1"
done
printf '\n━━━ 整个文件夹：xxgk extract %s\n\n' "$reports"
"$xxgk" extract "$reports" -o demo-out
