#!/usr/bin/env bash
# The whole gate: install, restore, build, every test, AOT smoke, packages, the demo. The last line sums it up.
set -uo pipefail
cd "$(dirname "$0")/.."

logs=artifacts/check
mkdir -p "$logs"
passed=0
failed=0
started=$SECONDS

say() { printf '== %4ds  %s\n' "$((SECONDS - started))" "$*"; }

# One named step that counts as one test: its output is shown only when it fails.
step() {
  local name=$1 log="$logs/${1// /-}.log"
  shift
  if "$@" > "$log" 2>&1; then
    passed=$((passed + 1))
    say "ok      $name"
  else
    failed=$((failed + 1))
    say "FAILED  $name"
    tail -n 60 "$log"
    return 1
  fi
}

finish() {
  [ $((passed + failed)) -gt 0 ] || failed=1
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}

suite() {
  local name=$1 log="$logs/$1.log" total bad
  dotnet test --project "tests/$name" -c Release --no-build > "$log" 2>&1
  local code=$?
  total=$(sed -nE 's/^ *succeeded: *([0-9]+).*/\1/p' "$log" | tail -n 1)
  bad=$(sed -nE 's/^ *failed: *([0-9]+).*/\1/p' "$log" | tail -n 1)
  if [ "$code" -ne 0 ] && [ "${bad:-0}" -eq 0 ]; then
    bad=1
  fi
  passed=$((passed + ${total:-0}))
  failed=$((failed + ${bad:-0}))
  if [ "$code" -eq 0 ]; then
    say "ok      $name: ${total:-0} tests"
  else
    say "FAILED  $name: ${bad} of $(( ${total:-0} + bad ))"
    grep -vE '^\s*$' "$log" | tail -n 120
  fi
}

aot_smoke() {
  local out=$PWD/artifacts/aot work
  # In a copy: publishing for one machine would write that machine into the lock files.
  rm -rf "$out"
  mkdir -p "$out/tree"
  git ls-files -z | grep -zv 'packages.lock.json$' | xargs -0 cp --parents -t "$out/tree"
  dotnet publish "$out/tree/samples/Bank" -c Release -r linux-x64 -p:PublishAot=true \
    -p:RestorePackagesWithLockFile=false -p:RestoreLockedMode=false -o "$out/bin" > "$logs/aot-publish.log" 2>&1 \
    || { cat "$logs/aot-publish.log"; return 1; }
  if grep -E 'IL[23][0-9]{3}' "$logs/aot-publish.log"; then
    return 1
  fi
  work=$(mktemp -d)
  (cd "$work" && "$out/bin/Bank") > "$work/out"
  cat "$work/out"
  grep -q 1250 "$work/out" && grep -q 1300 "$work/out"
}

package() {
  local id=$1 file
  file=$(ls artifacts/package/release/"$id".[0-9]*.nupkg) || return 1
  unzip -l "$file" | grep -q README.md || { echo "$file has no README.md"; return 1; }
  unzip -p "$file" "$id.nuspec" | grep -q '<license type="expression">MIT</license>' || { echo "$file has no licence"; return 1; }
  ls artifacts/package/release/"$id".[0-9]*.snupkg
}

demo() {
  # All of the output first: a grep that stops reading early would end the demo with a broken pipe.
  local shown
  shown=$(./daybook demo --no-serve) || return 1
  printf '%s\n' "$shown"
  grep -q 1300 <<< "$shown" && grep -q 1250 <<< "$shown"
}

step "install" bash eng/install.sh || finish
step "restore" dotnet restore Daybook.slnx || finish
step "build" dotnet build Daybook.slnx -c Release --no-restore || finish
for project in tests/*/*.csproj; do
  grep -q '<IsTestProject>false' "$project" || suite "$(basename "$(dirname "$project")")"
done
step "AOT smoke" aot_smoke
rm -rf artifacts/package
step "pack" dotnet pack Daybook.slnx -c Release --no-build
for id in $(basename -as .csproj src/*/*.csproj); do
  step "package $id" package "$id"
done
step "demo" demo
finish
