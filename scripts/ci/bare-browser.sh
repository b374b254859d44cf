#!/usr/bin/env bash
# Proves that the bundled browser, its libraries and the Chinese font are enough: a bare Debian root holds nothing but
# this folder and Node's package, and a consent run is made in it. Leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v debootstrap >/dev/null || { echo 'debootstrap is not installed'; exit 1; }
root=$(mktemp -d "${TMPDIR:-/tmp}/guiju-bare-XXXXXX")
cleanup() {
  umount "$root/proc" 2>/dev/null || true
  rm -rf --one-file-system "$root"
}
trap cleanup EXIT
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | head -1)
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
debootstrap --variant=minbase "$suite" "$root" ${mirror:+"$mirror"} >"$root.log" 2>&1 || { tail -5 "$root.log"; rm -f "$root.log"; exit 1; }
rm -f "$root.log"
mkdir -p "$root/guiju"
tar -c --exclude=./.git --exclude=./guiju-reports --exclude=./tools/node_modules --exclude=./bench/node_modules . | tar -x -C "$root/guiju"
mount -t proc proc "$root/proc"
chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/root TMPDIR=/tmp \
  /guiju/node_modules/node/bin/node /guiju/test/browser/bare-browser.ts
