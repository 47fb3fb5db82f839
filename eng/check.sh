#!/usr/bin/env bash
# The whole gate: install, restore, build, every test, AOT smoke, packages, the demo, the benchmarks in their smallest size. What each step wrote is kept in
# artifacts/check and shown when it fails. The last line sums up.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

logs=artifacts/check
rm -rf "$logs"
mkdir -p "$logs"
passed=0
failed=0
begun=$SECONDS
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '%-7s %s (%d s)\n' "$1" "$2" "$((SECONDS - begun))"; }

# A step that counts as one test.
step() {
  local name=$1 log="$logs/${1// /-}.log"
  shift
  begun=$SECONDS
  if "$@" > "$log" 2>&1; then
    passed=$((passed + 1))
    say ok "$name"
  else
    failed=$((failed + 1))
    say FAILED "$name"
    tail -n 100 "$log"
    return 1
  fi
}

# A test project: its own tests count.
suite() {
  local name=$1 log="$logs/$1.log" code good bad
  begun=$SECONDS
  timeout 30m dotnet test --project "tests/$name" -c Release --no-build > "$log" 2>&1
  code=$?
  good=$(figure succeeded "$log")
  bad=$(figure failed "$log")
  # A suite that broke off, ran out of time or had nothing to run has no failed test to show for it.
  if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ] || [ $((good + bad)) -eq 0 ]; then
    bad=1
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
  if [ "$bad" -eq 0 ]; then
    say ok "$name: $good tests"
  else
    say FAILED "$name: $bad of $((good + bad)) tests, exit code $code"
    grep -vE '^\s*$' "$log" | tail -n 150
  fi
}

# One figure of the summary that the testing platform prints last.
figure() {
  local found
  found=$(sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$2" | tail -n 1)
  echo "${found:-0}"
}

# The bank as one native program: no warning of the compiler, and both balances.
aot_smoke() {
  local rid out=$PWD/artifacts/aot
  rid=$(dotnet --info | sed -nE 's/^ *RID: *(\S+)$/\1/p' | head -n 1)
  rm -rf "$out"
  dotnet publish samples/Bank -c Release -r "$rid" -p:PublishAot=true \
    -p:LockFolder="$out/locks" -p:RestoreLockedMode=false --artifacts-path "$out" -o "$out/bank" > "$work/publish" 2>&1
  local code=$?
  cat "$work/publish"
  [ "$code" -eq 0 ] || return 1
  if grep -qE 'IL[23][0-9]{3}' "$work/publish"; then
    echo "The native compiler warns."
    return 1
  fi
  (cd "$work" && "$out/bank/Bank") > "$work/bank" || return 1
  cat "$work/bank"
  grep -q 1250 "$work/bank" && grep -q 1300 "$work/bank"
}

pack() {
  rm -rf artifacts/package
  dotnet pack Daybook.slnx -c Release --no-build
}

# What a package index and a debugger need: a readme, a licence, symbols.
package() {
  local id=$1 folder=artifacts/package/release file
  file=$(ls "$folder/$id".[0-9]*.nupkg) || return 1
  unzip -l "$file" > "$work/content"
  unzip -p "$file" "$id.nuspec" > "$work/nuspec"
  cat "$work/content" "$work/nuspec"
  grep -q ' README.md$' "$work/content" || { echo "$file has no README.md."; return 1; }
  grep -q '<readme>README.md</readme>' "$work/nuspec" || { echo "$file names no readme."; return 1; }
  grep -q '<license type="expression">MIT</license>' "$work/nuspec" || { echo "$file has no licence expression."; return 1; }
  ls "${file%.nupkg}.snupkg"
}

demo() {
  ./daybook demo --no-serve > "$work/demo" || return 1
  cat "$work/demo"
  grep -q 1300 "$work/demo" && grep -q 1250 "$work/demo"
}

# Every benchmark runs, in its smallest size; no figure is judged.
benchmarks() {
  ./artifacts/bin/Daybook.Load/release/Daybook.Load --smoke --json --dir "$work" > "$work/figures" || return 1
  cat "$work/figures"
  [ "$(grep -c '^{"l1PerSec":.*"bytesPerEvent":.*}$' "$work/figures")" -eq 1 ] && [ "$(wc -l < "$work/figures")" -eq 1 ] || return 1
  ./artifacts/bin/Daybook.Micro/release/Daybook.Micro --smoke
}

finish() {
  [ $((passed + failed)) -gt 0 ] || failed=1
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}

step install bash eng/install.sh || finish
step restore dotnet restore Daybook.slnx || finish
step build dotnet build Daybook.slnx -c Release --no-restore || finish
for project in tests/*/*.csproj; do
  grep -q '<IsTestProject>false' "$project" || suite "$(basename "$project" .csproj)"
done
step "AOT smoke" aot_smoke
step pack pack
for id in $(basename -as .csproj src/*/*.csproj); do
  step "package $id" package "$id"
done
step demo demo
step benchmarks benchmarks
finish
