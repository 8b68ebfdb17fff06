#!/usr/bin/env bash
# Installs the Debian packages of tools/packages.txt that are missing.
#
#   tools/install_packages.sh          # what builds and tests need
#   tools/install_packages.sh build    # what a build needs
#   tools/install_packages.sh long     # what the long tests need besides
#   tools/install_packages.sh run      # what the built programs need
#
# Nothing is touched where nothing is missing. Exit: 0 all there, 1 not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  echo "usage: tools/install_packages.sh [build|test|long|run] …" >&2
  exit 2
}

# Prints the packages of group $1.
packages_of() {
  awk -v group="[$1]" '
    /^\[/ { inside = ($1 == group); next }
    inside && NF && !/^#/ { print $1 }' tools/packages.txt
}

installed() {
  local state
  state=$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) || return 1
  [ "$state" = installed ]
}

groups=("$@")
[ ${#groups[@]} -gt 0 ] || groups=(build test)
wanted=()
for group in "${groups[@]}"; do
  case "$group" in build | test | long | run) ;; *) usage ;; esac
  mapfile -t -O "${#wanted[@]}" wanted < <(packages_of "$group")
done

if ! command -v dpkg-query >/dev/null; then
  echo "install_packages: this is not a Debian system. What is needed, by its" \
    "Debian 12 names: ${wanted[*]}" >&2
  exit 1
fi

missing=()
for package in "${wanted[@]}"; do
  installed "$package" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

echo "Missing packages (${#missing[@]}): ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  # A password can be asked for only where there is somebody to type it.
  if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root=(sudo)
  else
    {
      echo "install_packages: no right to install them: you are not root, and sudo"
      echo "is not there or asks for a password. Ask an administrator to run:"
      echo "  apt-get install --no-install-recommends ${missing[*]}"
    } >&2
    exit 1
  fi
fi

apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get \
    -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# A line for each package instead of pages; all of it is shown on failure.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
run_apt() {
  if ! apt "$@" 2>&1 | tee "$log" | sed -un '
      s/^Get:\([0-9]*\) [^ ]* [^ ]* [^ ]* \([^[ ][^ ]*\) .*/  download \1: \2/p
      s/^Setting up \(.*\) \.\.\.$/  install \1/p'; then
    echo "install_packages: apt-get $1 failed:" >&2
    grep -E '^(E|W|Err):?' "$log" >&2 || tail -n 15 "$log" >&2
    exit 1
  fi
}
echo "Reading package lists …"
run_apt update -q
echo "Installing …"
run_apt install -q -y --no-install-recommends "${missing[@]}"
