#!/usr/bin/env bash
# Proves that the tests can fail: in a copy of the tree, takes one protection out at a time and demands a red test. Red is the
# test runner's own "tests failed" and nothing else: no failed build, no crash, no hang, no empty selection.
# With words as arguments, only the entries whose names contain one of them are tried.
set -euo pipefail
cd "$(dirname "$0")/.."
readonly TestsFailed=2
readonly Seconds=180
words=("$@")
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z | xargs -0 cp --parents -t "$copy"
passed=0
failed=0

wanted() {
  local word
  [ ${#words[@]} -eq 0 ] && return 0
  for word in "${words[@]}"; do
    [[ $1 == *"$word"* ]] && return 0
  done
  return 1
}

verdict() {
  local code=0
  if ! dotnet build "$copy/tests/$1" -c Release -p:TreatWarningsAsErrors=false -p:UseSharedCompilation=true > "$copy/log" 2>&1; then
    echo "the build failed: $(grep -m 1 -E 'error' "$copy/log" || tail -n 1 "$copy/log")"
    return 1
  fi
  timeout "$Seconds" "$copy/artifacts/bin/$1/release/$1" --filter-class "$1.$2" > "$copy/log" 2>&1 || code=$?
  case $code in
    "$TestsFailed") return 0 ;;
    0) echo "all tests of $1.$2 passed" ;;
    124) echo "it hung for $Seconds seconds" ;;
    *) echo "the runner ended with $code: $(tail -n 1 "$copy/log")" ;;
  esac
  return 1
}

# protection <name> <suite> <class> then pairs of <file> <sed expression>, each of which must change its file
protection() {
  local name=$1 suite=$2 class=$3 file stale="" why
  shift 3
  wanted "$name" || return 0
  local files=()
  while [ $# -gt 0 ]; do
    file=$1
    [ -e "$copy/$file.original" ] || cp "$copy/$file" "$copy/$file.original"
    files+=("$file")
    cp "$copy/$file" "$copy/before"
    sed -i -E "$2" "$copy/$file"
    cmp -s "$copy/$file" "$copy/before" && stale="${file##*/}: $2"
    shift 2
  done
  if [ -n "$stale" ]; then
    echo "STALE   $name: this edit changes nothing: $stale"
    failed=$((failed + 1))
  elif why=$(verdict "$suite" "$class"); then
    echo "ok      $name: red, as it must be"
    passed=$((passed + 1))
  else
    echo "FAILED  $name: $why"
    failed=$((failed + 1))
  fi
  for file in "${files[@]}"; do
    [ ! -e "$copy/$file.original" ] || mv "$copy/$file.original" "$copy/$file"
    touch "$copy/$file"
  done
}

log=src/Daybook.Log
sim=Daybook.Simulation

# What makes an append durable.
protection "flush skipped" $sim CrashImageTests $log/Writing/CommitFile.cs 's/^            file\.Flush\(\);//'
protection "direct writes not durable" Daybook.Torture KillPointTests $log/Disk/PosixConstants.cs 's/Direct = direct \| DataSync/Direct = direct/'
protection "directory not flushed" $sim CrashImageTests $log/Disk/DiskFiles.cs 's/^        disk\.SyncDirectory.*//'
protection "directories above a new store not flushed" $sim FaultTests $log/Recovery/WriterOpening.cs 's/^        disk\.SyncLevelsAbove\(paths\.Root\);//'
protection "header of the next segment not flushed before its name" $sim CrashImageTests $log/Writing/NextSegment.cs 's/^            file\.Flush\(\);//'
protection "name of the next segment not flushed" $sim CrashImageTests $log/Writing/NextSegment.cs 's/^        options\.Disk\.SyncDirectory.*//'
protection "half-made room left behind" Daybook.Log.Tests Writing.CommitFileTests $log/Writing/CommitFile.cs 's/^            file\.TruncateDurably\(roomEnd\);//'
protection "error of a flush ignored" Daybook.Torture DiskErrorTests $log/Disk/PosixFile.cs \
  's/Posix\.Check\(Libc\.FlushData\(handle\), "fdatasync", path\)/_ = Libc.FlushData(handle)/'

# What an append may be told, and when.
protection "acknowledged when sequenced" $sim InterleavingTests $log/Writing/LogWriter.cs \
  's/ \{ (After = callers\.Done|Pending = Wait\(callers, sequenced\.Outcome\)) \}//'
protection "acknowledged before the flush" $sim InterleavingTests $log/Writing/LogWriter.cs \
  's/^            pace\.Run\(core, group\);/            group.Callers.Tell(null); pace.Run(core, group);/'
protection "refused before its reason is durable" $sim InterleavingTests $log/Sequencing/Sequencer.cs \
  's/new Sequenced\(outcome, NextPosition - 1\)/new Sequenced(outcome, 0)/'
protection "repetition not seen" $sim InterleavingTests \
  $log/Sequencing/RepeatRule.cs 's/window\[at\.\.\]\.StartsWith\(part\.Ids\)/false/' \
  $log/Sequencing/RepeatRule.cs 's/AnyOf\(window, part\.Ids, first\)/AnyOf(default, part.Ids, first)/'
protection "time may stand still or go back" $sim InterleavingTests $log/Sequencing/RecordedClock.cs 's/Math\.Max\(now\.UtcTicks, last \+ 1\)/now.UtcTicks/'
protection "callers told one behind the other" Daybook.Log.Tests Sequencing.GroupCallersTests $log/Sequencing/GroupCallers.cs \
  's/^                Queue\(\);//'

# What others may be shown.
protection "published before the flush" $sim InterleavingTests $log/Writing/LogCore.cs \
  's/^        segments\.Commit\(group\);/        HeadFile.Write(headFile, new HeadMark(LogId, segments.Superblock.Epoch, group.LastPosition)); segments.Commit(group);/'
protection "published between write and flush" $sim InterleavingTests \
  $log/Writing/CommitFile.cs 's/^    private long roomEnd;/    private long roomEnd; public Action? Written;/' \
  $log/Writing/CommitFile.cs 's/^            file\.Flush\(\);/            Written?.Invoke(); file.Flush();/' \
  $log/Writing/SegmentWriter.cs 's/^    private CommitFile file;/    private CommitFile file; public Action? Written { set => file.Written = value; }/' \
  $log/Writing/LogCore.cs 's/^        segments\.Commit\(group\);/        segments.Written = () => HeadFile.Write(headFile, new HeadMark(LogId, segments.Superblock.Epoch, group.HeaderOf(0).LastPosition)); segments.Commit(group);/'
protection "shown before the flush" $sim InterleavingTests $log/Writing/LogCore.cs \
  's/^        segments\.Commit\(group\);/        View.DurablePosition = group.LastPosition; segments.Commit(group);/'

# What stops a log after a failure.
protection "appends taken after a failure" $sim InterleavingTests $log/Writing/LogWriter.cs 's/^            if \(failure is not null\)/            if (false)/'
protection "failure forgotten" $sim InterleavingTests $log/Writing/LogWriter.cs \
  's/^            failure = Stopped\(cause\);$/            isCommitting = false;/' \
  $log/Writing/LogWriter.cs 's/Callers\.Tell\(failure\)/Callers.Tell(Stopped(cause))/g'
protection "closed in order after a failure" $sim InterleavingTests $log/Writing/LogWriter.cs 's/^            if \(failure is null\)/            if (true)/' \
  $log/Writing/LogCore.cs 's/^        Invariant\.Holds\(PendingBytes == 0\);//'

# What recovery does and demands.
protection "recovered frames not flushed" $sim CrashImageTests $log/Recovery/WriterOpening.cs 's/^            file\.Flush\(\);//'
protection "recovered frames not written again" $sim FaultTests $log/Recovery/WriterOpening.cs 's/^        WriteAgain\(file, loader, vouched\);//'
protection "recovered names not flushed" $sim CrashImageTests $log/Recovery/WriterOpening.cs 's/^            SyncNames\(\);//'
protection "torn tail not cut" $sim InterleavingTests $log/Recovery/WriterOpening.cs 's/file\.TruncateDurably\(loader\.Offset\)/file.Flush()/'
protection "what was vouched for not demanded" $sim DamageTests $log/Recovery/LogLoader.cs 's/NextPosition <= known/false/'
protection "epoch not raised" $sim StaleFrameTests $log/Recovery/WriterOpening.cs 's/Math\.Max\(superblock\.Epoch, loader\.LastEpoch\) \+ 1/superblock.Epoch/'
protection "lock dropped" Daybook.Torture SecondWriterTests $log/Disk/PosixDisk.cs 's/if \(Libc\.Lock\(.*/if (false)/'

protection "lock kept by a child that is being made" Daybook.Log.Tests Disk.NativeDiskTests $log/Disk/DiskLock.cs 's/^        release\(\);//'

# What digests hold the record to.
protection "mark of an event not compared" $sim TamperTests $log/Recovery/DigestCheck.cs 's/var isSame = /var isSame = true || /'
protection "end of the digests not demanded" $sim TamperTests $log/Recovery/DigestCheck.cs 's/if \(covered > last\)/if (false)/'
protection "digest of the close not compared" Daybook.Log.Tests Digests.DigestKeeperTests $log/Writing/DigestKeeper.cs 's/chain\.Position == known\.Position \&\& /false \&\& /'
protection "segment of the manifest not missed" Daybook.Log.Tests Digests.DigestKeeperTests $log/Writing/DigestKeeper.cs 's/if \(!segments\.Contains\(entry/if (false \&\& !segments.Contains(entry/'
protection "segment sealed before the next has its name" $sim InterleavingTests $log/Writing/SegmentWriter.cs \
  's/^        file\.Seal\(\);$/        file.Seal(); Filled(new SealedSegment(Superblock.LastSegment, Superblock.DurablePosition, file.End));/' \
  $log/Writing/SegmentWriter.cs 's/^        Filled\(new.*//'

# What a backup and a restore promise.
protection "backup without a flush of its files" $sim BackupTests $log/Copies/BackupRun.cs 's/^        to\.Flush\(\);//'
protection "backup without a flush of its digests" $sim BackupTests $log/Copies/BackupDigests.cs 's/^        file\?\.Flush\(\);//'
protection "backup without a flush of its manifest" $sim BackupTests $log/Copies/BackupRun.cs 's/^            manifest\.Flush\(\);//'
protection "backup of a killed run taken for durable" $sim BackupTests $log/Copies/BackupPlace.cs 's/^            SyncNames\(\);//'
protection "backup in directories that were not flushed" $sim BackupTests $log/Copies/BackupPlace.cs 's/^        disk\.SyncLevelsAbove\(root\);//'
protection "backup with leftovers behind what counts" $sim BackupTests $log/Copies/BackupPlace.cs 's/^            file\.TruncateDurably\(kept\.Length\);//'
protection "backup begun without saying so" $sim BackupTests $log/Copies/BackupPlace.cs 's/^        disk\.CreateWhole\(Path\.Combine\(root, Begun\).*//'
protection "backup of a store that went another way" Daybook.Log.Tests Copies.BackupTests $log/Copies/SourceDigests.cs 's/ \&\& chain\.Digest\.Equals\(before\.Digest\)//'
protection "backup of events that were changed and mended" Daybook.Log.Tests Copies.BackupTests $log/Copies/SourceDigests.cs 's/ \&\& entry\.Digest\.Equals\(chain\.Digest\)//'
protection "restore without the digest" Daybook.Log.Tests Copies.BackupTests $log/Copies/RestoreRun.cs 's/static finding => throw Refused\(finding\)/static _ => { }/' \
  $log/Copies/RestoreRun.cs 's/if \(!reached\.Equals\(description\.Digest\)\)/if (false)/'
protection "restore begun without saying so" $sim BackupTests $log/Copies/RestoreRun.cs 's/^            Begin\(\);/            disk.CreateDirectory(target.Segments);/'
protection "restore without a flush of its files" $sim BackupTests $log/Copies/RestoreRun.cs 's/^            to\.Flush\(\);//'

# What a repair keeps.
protection "repair without a flush of what it keeps" $sim RepairTests $log/Repair/RepairRun.cs 's/^        target\.Flush\(\);//'
protection "repair without the names of what it keeps" $sim RepairTests $log/Repair/RepairRun.cs 's/^        SyncAside\(\);//'
protection "repair without the name of where it keeps" $sim RepairTests $log/Repair/RepairRun.cs 's/^        disk\.SyncDirectory\((aside|paths\.Root)\);//'
protection "repair that gives up intact events unasked" $sim RepairTests $log/Repair/RepairRun.cs 's/plan\.IsInMiddle \|\| cutAfter is not null/cutAfter is not null/'
protection "repair that makes changed events fit" $sim RepairTests $log/Repair/Examination.cs 's/_ when verifier\.HasDiffered => /_ when verifier.LastPosition < 0 => /'
protection "repair that leaves digests of what was cut" $sim RepairTests $log/Repair/RepairRun.cs 's/Math\.Min\(cut\.Segment, DigestsFrom\(plan\)\)/DigestsFrom(plan)/'

# What counts as a frame.
protection "checksum not checked" $sim DamageTests $log/Recovery/SegmentScan.cs 's/!FrameHeader\.IsIntact\(bytes, logSeed\)/false/'
protection "epoch of a frame not checked" $sim StaleFrameTests $log/Recovery/SegmentScan.cs 's/header\.Epoch < LeastEpoch\)/false)/'
protection "log of a frame not checked" $sim StaleFrameTests $log/Format/FrameHeader.cs 's/return Crc32C\.Add\(Crc32C\.Start, bytes\)/return Crc32C.Start/'
protection "position of a frame not checked" $sim StaleFrameTests $log/Recovery/SegmentScan.cs 's/header\.FirstPosition != NextPosition/false/' \
  $log/Recovery/LogLoader.cs 's/item\.Revision != last \+ 1/false/' \
  $log/IndexMemory/PostingList.cs 's/^        Invariant\.Holds\(position > Last\);//' \
  $log/IndexMemory/FrameTable.cs 's/^            Invariant\.Holds\(count == 0/            Invariant.Holds(true || count == 0/' \
  $log/IndexMemory/MemoryPart.cs 's/^ *Invariant\.Holds\((revision|position) == .*//'
protection "time of a frame not checked" Daybook.Log.Tests Recovery.SegmentScanTests $log/Recovery/SegmentScan.cs 's/header\.RecordedTicks > LastTicks \?/true ?/'
protection "version of the head not checked" $sim FormatTests $log/Recovery/HeadFile.cs 's/version != LogFormat\.Version/false/'
protection "checksum of a frame that is read not checked" Daybook.Log.Tests Reading.LargeFrameTests $log/Reading/FrameReader.cs \
  's/ \|\| !FrameHeader\.IsIntact\(frame, seed\)//'
protection "checksum of a part not checked" Daybook.Log.Tests Reading.LargeFrameTests $log/Reading/FrameOutline.cs 's/ != runs\[run\]\.Checksum\)/ < 0)/'
protection "flags of an item not checked" $sim FormatTests $log/Format/ItemBytes.cs 's/\(flags & ~ItemEncoder\.KnownFlags\) != 0/false/'

# What conditions and queries hold to.
index=$log/Index/QueryIndex.cs
protection "after taken inclusive" Daybook.Log.Tests Index.QueryIndexTests $index 's/new Reach\(least \+ 1,/new Reach(least,/'
protection "bound of several names too tight" Daybook.Log.Tests Index.QueryIndexTests $index \
  's/named = Math\.Max\(named,/named = Math.Min(named == 0 ? long.MaxValue : named,/'
protection "bound taken for a match" Daybook.Log.Tests Index.QueryIndexTests $index 's/^                found = match;/                found = Bound(index.Terms, layers, part, least);/'
protection "bound of tags too tight" Daybook.Log.Tests Index.QueryIndexTests $index \
  's/bound = Math\.Min\(bound, (terms\.LastAfter\(layers, TermKind\.Tag, .*)\);/bound = \1 - 1;/'
protection "tags of an item not asked" Daybook.Log.Tests Index.QueryIndexTests $index \
  's/^            all\.Add\(terms\.Cursor\(layers, TermKind\.Tag, tag, reach\)\);/            _ = tag;/'
protection "not the last match" Daybook.Log.Tests Index.QueryIndexTests $index 's/^                found = match;/                return match;/'
protection "an end of a range of time passed over" Daybook.Log.Tests Reading.OccurredReadTests $log/OccurredRange.cs \
  's/first <= Last && last >= First;/first < Last \&\& last > First;/'
protection "a frame shown whole for one item that occurred then" Daybook.Log.Tests Reading.OccurredReadTests \
  $log/Reading/OccurredFilter.cs 's/^            batch\.RemoveAll\(.*//'
protection "a frame passed over read all the same" Daybook.Log.Tests Reading.OccurredReadTests $log/Reading/OccurredFilter.cs \
  's/occurred is \{ \} within \&\& !place\.MayHaveOccurred\(within\)/false/'
protection "a closed stream takes appends" Daybook.Log.Tests Index.ClosedStreamTests $log/Sequencing/Sequencer.cs \
  's/ when index\.Streams\.IsClosed\(part\.Stream\):/ when part.Stream.Length < 0:/'
protection "closings in files not asked for" Daybook.Log.Tests Index.ClosedStreamTests $log/Index/LogIndex.cs \
  's/Terms\.LastAfter\(held, TermKind\.Type, SystemNames\.StreamClosed, 0\)/0/'
protection "packed segment not flushed" Daybook.Simulation CrashImageTests $log/Packing/SegmentPacker.cs 's/^        target\.Flush\(\);//'
protection "checksum of a packed block not compared" Daybook.Log.Tests Packing.PackedSegmentTests $log/Packing/PackedSegment.cs \
  's/ \|\| PackedBlock\.ChecksumOf\(seed, segment, number, packed\) != block\.Checksum//'
protection "packed block of any length" Daybook.Log.Tests Packing.PackedSegmentTests $log/Packing/BlockPacker.cs \
  's/length > \(long\)bytes\.Length \* DeflateRatio/length < 0/'
protection "conditions not checked" Daybook.Torture RaceTests $log/Sequencing/Sequencer.cs 's/ \?\? Unmet\(append\.Conditions\)//'
protection "conditions checked against what is durable" Daybook.Torture RaceTests \
  $log/Sequencing/Sequencer.cs 's/condition\.After, NextPosition - 1\) is/condition.After, Building.FrameCount > 0 ? Building.FirstPosition - 1 : NextPosition - 1) is/'
protection "condition refused before its reason is durable" Daybook.Torture RaceTests $log/Sequencing/Sequencer.cs \
  's/new Sequenced\(outcome, NextPosition - 1\)/new Sequenced(outcome, 0)/'
protection "acknowledged under a condition when sequenced" Daybook.Torture RaceKillTests $log/Writing/LogWriter.cs \
  's/ \{ (After = callers\.Done|Pending = Wait\(callers, sequenced\.Outcome\)) \}//'
protection "repetition judged by its condition" Daybook.Tests Contract.StoreContractTests $log/Sequencing/Sequencer.cs \
  's/\(LogOutcome\?\)Repetition\(append, verdicts\) \?\? Unmet\(append\.Conditions\)/(LogOutcome?)Unmet(append.Conditions) ?? Repetition(append, verdicts)/'
protection "decision over a query without its condition" Daybook.Tests Deciding.QueryDecideTests src/Daybook/Deciding/QueryBoundary.cs \
  's/\[new AppendCondition\(query, known\.UpTo\)\]/[]/'
protection "decided events outside of the query kept in the state" Daybook.Tests Deciding.QueryDecideTests src/Daybook/Deciding/Aggregate.cs \
  's/if \(boundary\.Includes\(recorded\)\)/if (true)/'
protection "a second model's query is no boundary" Daybook.Tests Deciding.ComposedModelTests src/Daybook/Deciding/DecisionModel.cs \
  's/^            Query\.Or\(other\.Query\),/            Query,/'

# What the index in files holds to.
protection "index of what is not durable written" $sim CrashImageTests $log/Index/IndexKeeper.cs 's/ \|\| part\.LastPosition > durable//'
protection "heads not taken over into the files" Daybook.Log.Tests Index.StreamIndexTests $log/Index/LogIndex.cs \
  's/^        Heads\.Advance\(part, HashSeed\);/        Heads.UpTo = part.LastPosition;/'
protection "heads of older files kept" Daybook.Log.Tests Index.TermHeadsTests $log/Index/TermHeads.cs 's/if \(upTo == UpTo\)/if (true)/'
protection "ids not read from the log" Daybook.Log.Tests Writing.IndexWorkTests $log/Index/StreamIndex.cs 's/ids\[at\] = log\.IdAt\(positions\[at\]\)/ids[at] = new Guid(2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)/'
protection "layers closed while they are held" Daybook.Log.Tests Index.QueryIndexTests $log/Index/IndexLayers.cs \
  's/Array\.ForEach\(files, static file => file\.Hold\(\)\);//'
protection "postings of files not compared" Daybook.Log.Tests Recovery.IndexCheckTests $log/Recovery/IndexCheck.cs 's/if \(!fileSums\[number\]\.Is\(logSums\[number\]\)\)/if (false)/'
protection "frames of files not compared" Daybook.Log.Tests Recovery.IndexCheckTests $log/Recovery/IndexCheck.cs 's/ \|\| indexed != frame//'
protection "damaged index file used" $sim DamageTests $log/IndexBlocks/IndexInput.cs 's/ == place\.ChecksumOf\(block\.Content, seed\)/ >= 0/'

# What holds on real volumes and in real processes.
torture=Daybook.Torture
protection "acknowledged before the commit, killed" $torture RandomKillTests \
  $log/Writing/LogWriter.cs 's/^            pace\.Run\(core, group\);/            group.Callers.Tell(null); pace.Run(core, group);/' \
  $log/Writing/LogWriter.cs 's/^                CommitHere\(\);/                _ = Task.Run(CommitHere, CancellationToken.None);/'
protection "unreadable taken for missing" $torture DiskErrorTests $log/Disk/Posix.cs 's/\? false : throw Failure\(error, "access", path\)/? false : false/'
protection "follower lets go too early" $torture DiskErrorTests $log/Recovery/LogLoader.cs 's/^        \/\/ The next one first.*/        file?.Dispose();/'
protection "space guard removed" $torture FullDiskTests $log/Writing/SpaceGuard.cs 's/if \(credit < bytes\)/if (false)/'
protection "segments not counted as space" $torture FullDiskTests $log/Writing/SpaceGuard.cs 's/SegmentBytes = 2 \* 4096/SegmentBytes = 0/'
protection "unwritten bytes granted twice" $torture FullDiskTests $log/Writing/LogCore.cs \
  's/BytesToWrite\(sequencer\.Building\) \+ Volatile\.Read\(ref committingBytes\)/0/'
protection "handles left to finalizers" $torture FewHandlesTests $log/Reading/SegmentFiles.cs 's/^        longestAgo\.Value\.File\.Dispose\(\);//'
protection "import does not look for what is there" $torture KilledImportTests src/Daybook.Import/Appending/StreamStates.cs \
  's/return stream\.RecordedIds\?\.Contains\(id\) == true;/return false;/'
protection "read-only volume has no code" $torture ReadOnlyVolumeTests $log/Disk/Posix.cs 's/or PosixConstants\.ReadOnlyVolume => DiskFault\.Denied/=> DiskFault.Denied/'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
