using Daybook.Cli.Arguments;

namespace Daybook.Cli.Errors;

/// <summary>What somebody at a terminal does about an error of the library, in words of the tool.</summary>
internal static class Remedies
{
    /// <summary>The remedy for a code; null for one that the tool does not know.</summary>
    public static string? For(string code) => code switch
    {
        ErrorCodes.AppendConflict => $"Look at what is new with {Invocation.Tool} read STREAM, decide again, and append with the --expect that the message tells.",
        ErrorCodes.EventIdReused => "Repeat an append with exactly the same event, or leave --id out.",
        ErrorCodes.StreamClosed => "Record what is new in another stream; a closed one is only read.",
        ErrorCodes.NameInvalid => "Name streams and categories with 1 to 512 bytes of UTF-8, event types and tags with 1 to 256, without control characters.",
        ErrorCodes.AppendInvalid => "Give each event an id of its own.",
        ErrorCodes.LimitExceeded => "Name fewer types or tags; keep large content elsewhere and record where it is.",
        ErrorCodes.MetadataInvalid => "Give metadata as --meta name=text.",
        ErrorCodes.StoreLocked => "End that process or wait for it. Reading and verifying work beside it.",
        ErrorCodes.StoreDamaged => $"Run {Invocation.Tool} verify, keep the damaged files, and restore the store from a backup.",
        ErrorCodes.StoreFailed => "Mend what the message names, then run the same command again; with --id nothing is recorded twice.",
        ErrorCodes.StoreFull => "Make room on the volume, then run the same command again.",
        ErrorCodes.StoreReadOnly => "Let this user write to the directory, or name another store.",
        ErrorCodes.StoreNotFound => $"Check the path. {Invocation.Tool} append and import make a store; commands that read never do.",
        ErrorCodes.NotAStore => "Name an empty or a new directory.",
        ErrorCodes.FormatUnknown => "Use the version of Daybook that wrote the store.",
        ErrorCodes.ClockLeapt => "Set the system's clock right, then run the same command again.",
        ErrorCodes.EventUnknown => $"Read the stream raw with {Invocation.Tool} read STREAM.",
        ErrorCodes.QueryInvalid => "Name as category what stands before the first hyphen of the streams' names; to read one stream, give it as STREAM.",
        ErrorCodes.DestinationOccupied => $"Name an empty or a new directory. To add to a backup, use {Invocation.Tool} backup --incremental.",
        ErrorCodes.BackupMismatch => "Keep that backup, and name another directory for this store.",
        ErrorCodes.BackupNotFound => $"Name the directory that {Invocation.Tool} backup wrote to; one that has no file 'backup' was never finished.",
        "import-malformed" => "Mend the file at that line and import it again: what is recorded is found, and only the rest is added.",
        "import-map-invalid" => "Mend the map; docs/guides/import.md shows all its members.",
        _ => null,
    };
}
