namespace Daybook.Log.IndexFiles;

/// <summary>
/// What an index file is written from, pulled in one pass: first all terms in order of their keys, with the postings of each,
/// then all frames in order of position. The active index, frozen, is one; several files being merged are another.
/// </summary>
internal interface IIndexSource
{
    /// <summary>Goes to the next term, whether or not the postings of this one were read to their end; false after the last.</summary>
    bool MoveToNextTerm();

    /// <summary>The term's kind and UTF-8 text, strictly above the key before, byte by byte. Valid until the next move.</summary>
    ReadOnlySpan<byte> Key { get; }

    /// <summary>Of a stream, the revision of its first posting here, and each later posting has the next one; otherwise not asked for.</summary>
    long FirstRevision { get; }

    /// <summary>
    /// Fills in the term's next postings, strictly ascending, and for a stream their <see cref="Fingerprint"/>s; returns how
    /// many, 0 only when there are no more. A term has at least one. Both spans have the same length.
    /// </summary>
    int ReadPostings(Span<long> positions, Span<uint> fingerprints);

    /// <summary>Goes to the next frame, once there are no more terms; false after the last. They follow each other without gaps.</summary>
    bool MoveToNextFrame(out FramePlace frame);
}
