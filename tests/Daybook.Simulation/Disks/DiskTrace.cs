using System.Text;
using Daybook.Log.Format;

namespace Daybook.Simulation.Disks;

/// <summary>What was done to a disk: a running checksum of all of it, and the last lines as text.</summary>
internal sealed class DiskTrace
{
    private const int KeptLines = 40;

    private readonly Queue<string> last = new();

    public uint Checksum { get; private set; } = Crc32C.Start;

    public void Add(string line)
    {
        Checksum = Crc32C.Add(Checksum, Encoding.UTF8.GetBytes(line));
        last.Enqueue(line);
        if (last.Count > KeptLines)
        {
            last.Dequeue();
        }
    }

    public override string ToString() => string.Join('\n', last);
}
