#!/usr/bin/env bash
# Installs from Debian what the checks need and the machine lacks, and says so; needs root only when something is missing.
# The .NET SDK is not Debian's: it is only looked for.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=$(sed -nE 's/.*"version": *"([^"]+)".*/\1/p' global.json)
if ! command -v dotnet > /dev/null; then
  echo "The .NET SDK is missing. Install version $wanted (https://dotnet.microsoft.com/download), then run this again." >&2
  exit 1
fi
if ! dotnet --version > /dev/null 2>&1; then
  echo "No installed .NET SDK fits global.json, which wants $wanted or a later one of 10.0. Installed are:" >&2
  dotnet --list-sdks >&2
  exit 1
fi

missing=()
command -v strace > /dev/null || missing+=(strace)
command -v unzip > /dev/null || missing+=(unzip)
# Volumes and limits of the torture tests.
command -v mkfs.ext4 > /dev/null || missing+=(e2fsprogs)
command -v prlimit > /dev/null || missing+=(util-linux)
command -v mount > /dev/null || missing+=(mount)
command -v clang > /dev/null || command -v gcc > /dev/null || missing+=(gcc libc6-dev)
# A peer in the benchmarks.
ldconfig -p | grep -q 'liblmdb\.so\.0' || missing+=(liblmdb0)
[ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
if [ "${#missing[@]}" -eq 0 ]; then
  echo "Nothing to install."
  exit 0
fi

echo "Installing from Debian: ${missing[*]}"
if [ "$(id -u)" -ne 0 ]; then
  echo "That needs root. Run: apt-get install ${missing[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get install -y -qq --no-install-recommends "${missing[@]}" || {
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}"
}
