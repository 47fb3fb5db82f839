#!/usr/bin/env bash
# The heavy proofs in their large size, then the proof that the tests can fail. Ends with a table of them.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export DAYBOOK_NIGHTLY=1

logs=artifacts/nightly
mkdir -p "$logs"
table=()
code=0

run() {
  local name=$1 begun=$SECONDS result=ok
  shift
  echo "== $name"
  "$@" 2>&1 | tee "$logs/$name.log" || { result=FAILED; code=1; }
  table+=("$(printf '%-20s %-7s %6d s  %s' "$name" "$result" "$((SECONDS - begun))" "$(grep -E '^ *(total|[0-9]+ passed)' "$logs/$name.log" | tail -n 1 | xargs)")")
  [ "$result" = ok ]
}

finish() {
  echo
  printf '%s\n' "${table[@]}"
  exit "$code"
}

run install bash eng/install.sh || finish
run build dotnet build Daybook.slnx -c Release || finish
for suite in Daybook.Simulation Daybook.Torture; do
  run "$suite" dotnet test --project "tests/$suite" -c Release --no-build --output Detailed
done
if [ -e eng/sabotage.sh ]; then
  run sabotage bash eng/sabotage.sh
fi
finish
