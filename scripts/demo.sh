#!/bin/sh
# Reads the sample reports, of every format, and shows their figures and what is wrong in them.
# Usage: scripts/demo.sh XXGK
set -eu

xxgk=$1
reports=fixtures/reports

show() {
    printf '\n━━━ %s\n    xxgk' "$1"
    shift
    printf ' %s' "$@"
    printf '\n\n'
    # `check` ends with 1 where a report is wrong, which is what a demonstration is for; 2 would be a failure of ours.
    "$xxgk" "$@" || [ $? -eq 1 ]
}

show '读取整个文件夹，每份年报写成 demo-out 中的一个 JSON 文件' extract "$reports" -o demo-out
# The first of each format is tidy; docx-02.doc is a .docx that is called so.
show '核对各种格式的年报：docx、doc、rtf、网页、xlsx、txt、csv，以及装着年报的 zip' check \
    "$reports"/docx-01.* "$reports"/docx-*.doc "$reports"/doc-01.* "$reports"/rtf-01.* "$reports"/html-01.* \
    "$reports"/mhtml-01.* "$reports"/xlsx-01.* "$reports"/txt-01.* "$reports"/csv-01.* "$reports/archive.zip"
show '一份年报：按格式显示全部数据，标出问题' check "$reports"/xlsx-01.*
