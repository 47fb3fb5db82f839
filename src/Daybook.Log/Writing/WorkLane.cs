namespace Daybook.Log.Writing;

/// <summary>Kinds of work beside the callers'. What is posted to a lane runs in order, one at a time; lanes run beside each other.</summary>
internal enum WorkLane
{
    /// <summary>Commits that no caller runs itself.</summary>
    Commit,

    /// <summary>The next segment is made.</summary>
    Segment,

    /// <summary>Events get their digests.</summary>
    Digest,

    /// <summary>Parts of the index become files.</summary>
    Index,

    /// <summary>Files of the index become fewer.</summary>
    Merge,

    /// <summary>Full segments are packed.</summary>
    Pack,
}
