#!/usr/bin/env bash
# Writes the public surface of the libraries, as the code has it now, into PublicAPI.Unshipped.txt. Review the diff.
set -euo pipefail
cd "$(dirname "$0")/.."
for project in Daybook.Log Daybook Daybook.Import Daybook.Testing; do
  api="src/$project/PublicAPI.Unshipped.txt"
  echo '#nullable enable' > "$api"
  dotnet build "src/$project" -c Release --no-incremental -p:TreatWarningsAsErrors=false -p:NoWarn=RS0026 2>&1 \
    | sed -nE "s/^.*warning RS0016: Symbol '(.*)' is not part of the declared public API.*$/\1/p" | LC_ALL=C sort -u >> "$api"
  printf '%s: %s public members\n' "$project" "$(($(wc -l < "$api") - 1))"
done
