namespace Daybook.Log.Sequencing;

internal enum VerdictKind
{
    /// <summary>The items are new and the stream is where the append expects it.</summary>
    New,

    /// <summary>The items are there already, from <see cref="StreamVerdict.Revision"/> on.</summary>
    Repeat,

    /// <summary>Some of the items are there; <see cref="StreamVerdict.Id"/> at <see cref="StreamVerdict.Revision"/> is one.</summary>
    Partial,

    /// <summary>The stream ends at <see cref="StreamVerdict.Revision"/>, which is not what the append expects.</summary>
    Conflict,
}

/// <summary>What one stream says to its part of an append.</summary>
internal readonly record struct StreamVerdict(VerdictKind Kind, long Revision, Guid Id = default);
