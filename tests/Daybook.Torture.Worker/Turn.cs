using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Daybook.Torture.Worker;

/// <summary>
/// One append of one writer. It says itself what its events are, to the last byte, so that whoever knows an event's id can
/// tell whether the rest of it is what was appended.
/// </summary>
/// <param name="Run">Which life of the worker it is of.</param>
/// <param name="Writer">Which of its writers; each has a stream of its own.</param>
/// <param name="Number">How many the writer made before.</param>
/// <param name="Bytes">Size of each event's data.</param>
public readonly record struct Turn(int Run, int Writer, int Number, int Bytes)
{
    private static readonly DateTimeOffset Began = new(2020, 2, 29, 23, 0, 0, TimeSpan.FromHours(2));

    public StreamName Stream => string.Create(CultureInfo.InvariantCulture, $"writer-{Writer}");

    public int EventCount => 1 + (Number % 3);

    public static Turn Parse(string text)
    {
        var numbers = text.Split('/').Select(static part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new Turn(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// <summary>The append that an event is of, and its place in it.</summary>
    public static (Turn Turn, int Index) Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return (
            new Turn(
                BinaryPrimitives.ReadInt32LittleEndian(bytes),
                BinaryPrimitives.ReadInt16LittleEndian(bytes[4..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[12..])),
            bytes[6]);
    }

    public IReadOnlyList<NewEvent> Events() => [.. Enumerable.Range(0, EventCount).Select(Event)];

    public NewEvent Event(int index)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(id, Run);
        BinaryPrimitives.WriteInt16LittleEndian(id[4..], (short)Writer);
        id[6] = (byte)index;
        BinaryPrimitives.WriteInt32LittleEndian(id[8..], Number);
        BinaryPrimitives.WriteInt32LittleEndian(id[12..], Bytes);
        return new NewEvent($"moved-{index}", Data(index))
        {
            Id = new Guid(id),
            OccurredAt = Began.AddSeconds((Number * 60) + index),
            Tags = [$"run:{Run}", $"turn:{Number}"],
            Metadata = Encoding.UTF8.GetBytes($$"""{"by":"{{Run}}/{{Writer}}"}"""),
        };
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Run}/{Writer}/{Number}/{Bytes}");

    private byte[] Data(int index)
    {
        var data = new byte[Bytes];
        var state = ((ulong)(uint)Run << 40) ^ ((ulong)(uint)Writer << 32) ^ ((ulong)(uint)Number << 4) ^ (uint)index ^ 0x9E3779B97F4A7C15;
        for (var at = 0; at < data.Length; at++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            data[at] = (byte)(state >> 32);
        }

        return data;
    }
}
