using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Copies;

/// <summary>Copies bytes of files, and takes their checksum on the way. One caller at a time.</summary>
internal sealed class FileCopy(Action<long> copied, CancellationToken cancellationToken)
{
    private const int PieceBytes = 256 * 1024;

    private readonly byte[] piece = new byte[PieceBytes];

    /// <summary>Copies what follows some bytes that were copied before, up to a length; returns the checksum of all of it.</summary>
    /// <param name="source">From where.</param>
    /// <param name="target">To where, to the same places; null to take the checksum only.</param>
    /// <param name="range">How many bytes were copied before, and how many there shall be in the end.</param>
    /// <param name="checksum">Of those that were copied before; 0 for none.</param>
    /// <exception cref="EndOfStreamException">The source is shorter.</exception>
    public uint Run(IDiskFile source, IDiskFile? target, (long From, long To) range, uint checksum)
    {
        var running = ~checksum;
        for (var at = range.From; at < range.To;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var wanted = piece.AsSpan(0, (int)Math.Min(PieceBytes, range.To - at));
            var read = source.Read(wanted, at);
            if (read < wanted.Length)
            {
                throw new EndOfStreamException();
            }

            running = Crc32C.Add(running, wanted);
            target?.Write(wanted, at);
            at += read;
            copied(read);
        }

        return ~running;
    }
}
