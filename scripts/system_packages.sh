#!/bin/sh
# Installs the programs that some tests compare with or make files with: LibreOffice Writer (an oracle for .doc and
# .rtf, and what prints the sample PDFs) and Calc (what saves a filled-in workbook), Chromium (what a web page of ours
# is looked at in), poppler's tools and a Chinese font. Nothing that a user runs needs them but the fall-back for .doc
# files that are not read natively.
#
# As root on Debian or Ubuntu they are installed with apt; elsewhere it is said what is missing, and the tests that
# need it are skipped (where CI is set, a skipped test fails the run).
set -eu

say() { printf '%s\n' "$*" >&2; }

# Calc is a package of its own, beside the program that opens everything.
has_calc() {
    program=$(command -v soffice) && ls "$(dirname "$(readlink -f "$program")")"/libsclo.* >/dev/null 2>&1
}

# Debian's name of each package, and a sign that it is there.
missing=
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer-nogui"
has_calc || missing="$missing libreoffice-calc-nogui"
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 \
    || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
if ! command -v fc-list >/dev/null 2>&1 || [ -z "$(fc-list :lang=zh-cn family 2>/dev/null)" ]; then
    missing="$missing fonts-noto-cjk"
fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "正在安装$missing …"
    apt-get update -q >&2
    # Unquoted on purpose: one word a package.
    # shellcheck disable=SC2086
    if DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >&2; then
        exit 0
    fi
    say "未能安装$missing；需要它们的测试会被跳过。"
else
    say "缺少$missing；需要它们的测试会被跳过（Debian/Ubuntu：sudo apt install$missing）。"
    say "Missing:$missing; the tests that need them are skipped."
fi
