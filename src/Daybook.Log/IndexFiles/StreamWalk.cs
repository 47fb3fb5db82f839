using System.Text;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>
/// Goes through the streams of a file whose names begin with a prefix, in order of their UTF-8 bytes, as of a position: a
/// stream whose first event here is above it is passed over. Not thread-safe.
/// </summary>
internal sealed class StreamWalk
{
    private readonly IndexFile file;
    private readonly TermWalk terms;
    private readonly PostingCursor postings = new();
    private readonly byte[] prefix;
    private readonly long upTo;

    /// <param name="file">The file.</param>
    /// <param name="prefix">What the names begin with; empty for all.</param>
    /// <param name="upTo">The last position that counts, inclusive.</param>
    public StreamWalk(IndexFile file, string prefix, long upTo)
    {
        this.file = file;
        this.upTo = upTo;
        this.prefix = [(byte)TermKind.Stream, .. Encoding.UTF8.GetBytes(prefix)];
        terms = file.Terms();
        terms.Seek(this.prefix);
    }

    /// <summary>The stream's name, UTF-8; valid until the next move.</summary>
    public ReadOnlySpan<byte> Name => terms.Key[1..];

    /// <summary>The revision of the stream's last event in the file at or below the position.</summary>
    public long LastRevision { get; private set; }

    /// <summary>Goes to the next stream; false after the last.</summary>
    /// <exception cref="LogException">A block is damaged.</exception>
    public bool MoveNext()
    {
        while (terms.MoveNext() && terms.Key.StartsWith(prefix))
        {
            LastRevision = file.LastRevisionAt(terms.Entry, upTo, postings);
            if (LastRevision != Expected.None)
            {
                return true;
            }
        }

        return false;
    }
}
