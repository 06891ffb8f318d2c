#!/bin/sh
# Compiles the simulator, and its self-check, if there is a C compiler; without one the build goes on without them.
# usage: build.sh OUTPUT_FOLDER [check]    CFLAGS adds to the flags, as in CFLAGS=-fsanitize=address,undefined
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
out="$1"
library="$out/libbgapi2_simulator.so"
check="$out/self_check"
cc="${CC:-cc}"

if ! command -v "$cc" > /dev/null 2>&1; then
    rm -f "$library" "$check"
    echo "no C compiler ($cc): the BGAPI2 simulator is not built, and the tests that need it are skipped" >&2
    exit 0
fi
mkdir -p "$out"
flags="-std=c11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Werror -pthread ${CFLAGS:-}"
stale() {
    [ ! -f "$1" ] || [ -n "$(find "$here/src" "$here/build.sh" -newer "$1" -print -quit)" ]
}

if stale "$library"; then
    # shellcheck disable=SC2086
    "$cc" $flags -fPIC -shared -fvisibility=hidden -Wl,-soname,libbgapi2_simulator.so -o "$library.part" \
        "$here"/src/main/c/*.c -lm
    mv "$library.part" "$library"
fi
if [ "${2:-}" = check ]; then
    # shellcheck disable=SC2086
    stale "$check" && "$cc" $flags -I "$here/src/main/c" -o "$check" "$here"/src/test/c/*.c "$here"/src/main/c/*.c -lm
    "$check"
fi
