#!/usr/bin/env bash
# Sets up a rustc with the wasm32 standard libraries (wasm32-unknown-unknown,
# wasm32-wasip1, wasm32-wasip2) from the Debian mirror, without rustup's
# servers and without installing anything into the system: the .debs are
# unpacked into one folder, and rustc runs through the ld.so and libraries
# unpacked with it, so its newer glibc does not matter.
#
#   wasm-toolchain.sh [DIR]     DIR: default $WASM_TOOLCHAIN_DIR, else ~/.cache/wasm-toolchain
#   . DIR/env.sh
#   wcargo build --release --target wasm32-unknown-unknown
#
# About 190 MB to fetch, 0.8 GB unpacked.
# Environment: DEBIAN_MIRROR (default: the one apt uses here), DEBIAN_SUITE
# (default forky), WASM_LLD (a wasm-ld or rust-lld), NO_VERIFY=1 (skip the
# check of the archive's signature).
# Needs: bash, curl, xz, dpkg-deb, python3, sha256sum; gpgv and Debian's
# keyring for the signature; a host cc; a cargo; and
# a wasm linker: rustup's own rust-lld, or the package lld-22 / lld-19.
# amd64 only.
set -euo pipefail

DIR=${1:-${WASM_TOOLCHAIN_DIR:-$HOME/.cache/wasm-toolchain}}
SUITE=${DEBIAN_SUITE:-forky}
ARCH=amd64
KEYRING=${DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}
mkdir -p "$DIR"
cd "$DIR"
DIR=$PWD
mkdir -p debs bin

MIRROR=${DEBIAN_MIRROR:-}
if [ -z "$MIRROR" ]; then
  MIRROR=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null \
    | grep -v '^ *#' | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n1 | tr -d ' ' | sed 's,/$,,' || true)
  [ -n "$MIRROR" ] || { echo "set DEBIAN_MIRROR" >&2; exit 1; }
fi
get() { curl -fsSL --retry 3 -o "$1.part" "$MIRROR/$2" && mv "$1.part" "$1"; }

# 1. The index, checked against the signed InRelease.
index() {
  get InRelease "dists/$SUITE/InRelease"
  if [ -z "${NO_VERIFY:-}" ] && command -v gpgv >/dev/null && [ -r "$KEYRING" ]; then
    gpgv --status-fd 1 --keyring "$KEYRING" InRelease 2>/dev/null | grep -q '^\[GNUPG:\] VALIDSIG' \
      || { echo "InRelease of $SUITE: no valid signature (NO_VERIFY=1 to skip)" >&2; exit 1; }
  fi
  get Packages.xz "dists/$SUITE/main/binary-$ARCH/Packages.xz"
  local sum
  sum=$(awk -v f="main/binary-$ARCH/Packages.xz" '/^SHA256:/{s=1;next} /^[^ ]/{s=0} s&&$3==f{print $1}' InRelease)
  echo "$sum  Packages.xz" | sha256sum -c --quiet
  xz -dc Packages.xz > Packages
  # rustc, the wasm32 libraries, wasi-libc, and the closure of their
  # libraries (no compilers, no -dev packages of C).
  python3 - > list.txt <<'PY'
import re
pk = {}
for para in open('Packages', encoding='utf-8').read().split('\n\n'):
    d = {}
    for l in para.split('\n'):
        if l[:1] not in (' ', '\t') and ': ' in l:
            k, v = l.split(': ', 1)
            d[k] = v
    if 'Package' in d:
        pk.setdefault(d['Package'], d)
todo, seen = ['rustc', 'libstd-rust-dev-wasm32', 'wasi-libc'], []
skip = {'libc-dev', 'libc6-dev'}
while todo:
    p = todo.pop()
    if p in seen or p in skip or p not in pk:
        continue
    seen.append(p)
    for dep in (pk[p].get('Depends', '') + ',' + pk[p].get('Pre-Depends', '')).split(','):
        n = re.split(r'[ (|:]', dep.strip())[0]
        if n.startswith('lib') or n == 'zlib1g':
            todo.append(n)
for p in sorted(seen):
    print(pk[p]['Filename'], pk[p]['SHA256'])
PY
}

# 2. Fetch and check each .deb.
fetch() {
  local f sum b
  while read -r f sum; do
    b=debs/$(basename "$f")
    if [ ! -s "$b" ]; then get "$b" "$f" || return 1; fi
    echo "$sum  $b" | sha256sum -c --quiet || { rm -f "$b"; return 1; }
  done < list.txt
}
if [ ! -s list.txt ] || [ -n "${REFRESH:-}" ]; then index; fi
fetch || { echo "the index is out of date: again" >&2; index; fetch; }

# 3. Unpack (anew when the versions have moved).
if ! cmp -s list.txt list.unpacked; then
  rm -rf root list.unpacked
  while read -r f _; do dpkg-deb -x "debs/$(basename "$f")" root; done < list.txt
  cp list.txt list.unpacked
fi

# 4. Wrappers.
LDSO=$(find root -name 'ld-linux-x86-64.so.2' | head -n1)
cat > bin/rustc <<W
#!/bin/sh
exec "$DIR/$LDSO" --argv0 rustc --library-path "$DIR/root/usr/lib/x86_64-linux-gnu:$DIR/root/lib/x86_64-linux-gnu" "$DIR/root/usr/bin/rustc" --sysroot "$DIR/root/usr" "\$@"
W
HOSTBIN="$(dirname "$(dirname "$(rustup which rustc 2>/dev/null || echo /nonexistent/bin/rustc)")")/lib/rustlib/x86_64-unknown-linux-gnu/bin"
LLD=${WASM_LLD:-}
if [ -z "$LLD" ]; then
  for c in "$HOSTBIN/rust-lld" "$(command -v wasm-ld-22 || true)" "$(command -v wasm-ld-19 || true)" "$(command -v wasm-ld || true)"; do
    [ -x "$c" ] && { LLD=$c; break; }
  done
fi
[ -n "$LLD" ] || { echo "no rust-lld or wasm-ld: apt-get install lld-22 (or lld-19), or set WASM_LLD" >&2; exit 1; }
# The name wasm-ld decides lld's personality; rustc passes "-flavor wasm" as well.
ln -sfn "$LLD" bin/wasm-ld
# wasm32-wasip2 links through wasm-component-ld (rustup's toolchains carry it;
# else: cargo install wasm-component-ld --root "$DIR").
[ ! -x "$HOSTBIN/wasm-component-ld" ] || ln -sfn "$HOSTBIN/wasm-component-ld" bin/wasm-component-ld

cat > bin/wcargo <<W
#!/bin/sh
# cargo with this folder's rustc, for host crates (build scripts, proc macros) and wasm32 targets alike.
export RUSTC="$DIR/bin/rustc"
export PATH="$DIR/bin:\$PATH"
export CARGO_TARGET_DIR="\${CARGO_TARGET_DIR:-target/wasm}"
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$DIR/bin/wasm-ld"
export CARGO_TARGET_WASM32_WASIP1_LINKER="$DIR/bin/wasm-ld"
export CARGO_TARGET_WASM32_WASIP2_LINKER="$DIR/bin/wasm-component-ld"
exec cargo "\$@"
W
chmod +x bin/rustc bin/wcargo
# Only wcargo goes on the PATH (this rustc must not shadow the usual one).
mkdir -p path && ln -sfn ../bin/wcargo path/wcargo
printf 'export PATH="%s/path:$PATH" WASM_TOOLCHAIN_DIR="%s"\n' "$DIR" "$DIR" > env.sh
"$DIR/bin/rustc" -V
echo "targets: $(ls root/usr/lib/rustlib | tr '\n' ' ')"
