#!/usr/bin/env bash
# Proves that the tests can fail: in a copy of the tree, takes one protection out at a time and demands a red test.
set -uo pipefail
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z | xargs -0 cp --parents -t "$copy"
passed=0
failed=0

# name | file | sed expression | suite | class
while IFS='|' read -r name file edit suite class; do
  cp "$copy/$file" "$copy/original"
  sed -i -E "$edit" "$copy/$file"
  if cmp -s "$copy/$file" "$copy/original"; then
    echo "STALE   $name: the edit changes nothing"
    failed=$((failed + 1))
    continue
  fi
  if dotnet build "$copy/tests/$suite" -c Release -p:TreatWarningsAsErrors=false > "$copy/log" 2>&1 \
    && ! timeout 120 "$copy/artifacts/bin/$suite/release/$suite" --filter-class "$suite.$class" > "$copy/log" 2>&1; then
    echo "ok      $name: red, as it must be"
    passed=$((passed + 1))
  else
    echo "FAILED  $name: $(tail -n 1 "$copy/log")"
    failed=$((failed + 1))
  fi
  cp "$copy/original" "$copy/$file"
done <<'EOF'
flush skipped|src/Daybook.Log/Writing/SegmentWriter.cs|s/^        file\.Flush\(\);//|Daybook.Simulation|CrashImageTests
recovered frames not flushed|src/Daybook.Log/Recovery/WriterOpening.cs|s/^            file\.Flush\(\);//|Daybook.Simulation|CrashImageTests
recovered names not flushed|src/Daybook.Log/Recovery/WriterOpening.cs|s/^            SyncNames\(\);//|Daybook.Simulation|CrashImageTests
checksum not checked|src/Daybook.Log/Recovery/SegmentScan.cs|s/!FrameHeader\.IsIntact\(bytes, logSeed\)/false/|Daybook.Simulation|DamageTests
directory not flushed|src/Daybook.Log/Disk/DiskFiles.cs|s/^        disk\.SyncDirectory.*//|Daybook.Simulation|CrashImageTests
what was vouched for not demanded|src/Daybook.Log/Recovery/LogLoader.cs|s/NextPosition <= known/false/|Daybook.Simulation|DamageTests
lock dropped|src/Daybook.Log/Disk/PosixDisk.cs|s/if \(Libc\.Lock\(.*/if (false)/|Daybook.Torture|FailingDiskTests
error of a flush ignored|src/Daybook.Log/Disk/PosixFile.cs|s/Posix\.Check\(Libc\.FlushData\(handle\), "fdatasync", path\)/_ = Libc.FlushData(handle)/|Daybook.Torture|FailingDiskTests
EOF
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
