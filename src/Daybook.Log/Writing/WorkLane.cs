namespace Daybook.Log.Writing;

/// <summary>What runs besides the callers. The work of one lane runs in order, one piece at a time; lanes run beside each other.</summary>
internal enum WorkLane
{
    /// <summary>Groups that no caller commits itself.</summary>
    Commit,

    /// <summary>Parts of the index become files.</summary>
    Index,

    /// <summary>Files of the index become fewer.</summary>
    Merge,
}
