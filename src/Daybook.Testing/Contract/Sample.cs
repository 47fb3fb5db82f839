using System.Globalization;
using System.Text;

namespace Daybook.Testing.Contract;

/// <summary>Events to append. An event's number is its id, so that the same number is the same event.</summary>
internal static class Sample
{
    public static NewEvent Event(int number) => new("noted", Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $$"""{"number":{{number}}}""")))
    {
        Id = Id(number),
    };

    /// <summary>An event with a name of its own and tags.</summary>
    public static NewEvent Tagged(int number, EventName name, params Tag[] tags) => Event(number) with { Name = name, Tags = tags };

    public static NewEvent[] Events(int first, int count) => [.. Enumerable.Range(first, count).Select(Event)];

    /// <summary>An event with a payload of a size and of arbitrary bytes.</summary>
    public static NewEvent Sized(int number, int bytes)
    {
        var data = new byte[bytes];
        for (var index = 0; index < data.Length; index++)
        {
            data[index] = (byte)(index * 31);
        }

        return new NewEvent("n", data) { Id = Id(number) };
    }

    public static Guid Id(int number) => new(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    public static StreamEvents Part(StreamName stream, ExpectedRevision expected, params NewEvent[] events) =>
        new(stream, expected, events);
}
