#!/usr/bin/env bash
# The heavy proofs in their large size, then the proof that the tests can fail. Prints a summary.
set -uo pipefail
cd "$(dirname "$0")/.."
export DAYBOOK_NIGHTLY=1
bash eng/install.sh
dotnet build Daybook.slnx -c Release || exit 1
code=0
for suite in Daybook.Simulation Daybook.Torture; do
  echo "== $suite"
  dotnet test --project "tests/$suite" -c Release --no-build --output Detailed || code=1
done
bash eng/sabotage.sh || code=1
exit $code
