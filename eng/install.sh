#!/usr/bin/env bash
# Installs from Debian's packages what the checks need and the machine lacks, and says so. Needs root for that.
set -euo pipefail

if ! command -v dotnet > /dev/null; then
  echo "The .NET SDK is missing. Install the version that global.json names, then run this again." >&2
  exit 1
fi

missing=()
command -v strace > /dev/null || missing+=(strace)
command -v gcc > /dev/null || command -v clang > /dev/null || missing+=(gcc)
[ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)

if [ "${#missing[@]}" -gt 0 ]; then
  echo "Installing ${missing[*]}" >&2
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
fi
