#!/bin/sh
# Makes the virtual environment .venv, or says what is missing for it.
#
# An interpreter is tried by running it: a name on the PATH may be a version manager's shim that fails.
# Another one than the first that fits: make PYTHON=/path/to/python3.12 …
set -eu

say() { printf '%s\n' "$*" >&2; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

if [ -n "${PYTHON:-}" ]; then
    if ! new_enough "$PYTHON"; then
        say "PYTHON=$PYTHON 不能用：它不存在，或版本低于 3.11。请换成 Python 3.11 或更新版本的路径。"
        say "PYTHON=$PYTHON is missing or older than Python 3.11."
        exit 1
    fi
elif [ -x .venv/bin/python ] && new_enough .venv/bin/python; then
    exit 0
else
    for candidate in python3.13 python3.12 python3.11 python3.14 python3 python; do
        if new_enough "$candidate"; then
            PYTHON=$candidate
            break
        fi
    done
    if [ -z "${PYTHON:-}" ]; then
        say "没有找到 Python 3.11 或更新版本。请先安装（Debian/Ubuntu：apt install python3 python3-venv），"
        say "或写明位置：make PYTHON=/路径/python3.11 demo"
        say "Python 3.11 or newer was not found; install it, or name it: make PYTHON=/path/to/python3.11 demo"
        exit 1
    fi
fi

# Debian and Ubuntu keep ensurepip in a package of its own.
if ! "$PYTHON" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    package=$("$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "正在安装 $package …"
        apt-get update -q >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$package" >&2
    else
        say "$PYTHON 缺少 venv/ensurepip，无法建立环境。请安装后重试（Debian/Ubuntu：sudo apt install $package）。"
        say "$PYTHON has no venv/ensurepip; install it and try again (Debian/Ubuntu: sudo apt install $package)."
        exit 1
    fi
fi

"$PYTHON" -m venv --clear .venv
