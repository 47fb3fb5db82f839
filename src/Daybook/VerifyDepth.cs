namespace Daybook;

/// <summary>How thoroughly a store is verified.</summary>
public enum VerifyDepth
{
    /// <summary>Every checksum, the order of everything, the index against the log: finds what a failing disk does.</summary>
    Checksums,

    /// <summary>Also every event against its digest: finds what somebody changed who mended the checksums, and names the first such event.</summary>
    Digests,
}
