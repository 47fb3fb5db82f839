using System.Globalization;
using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Daybook.Torture")]

namespace Daybook.Torture;

/// <summary>
/// Random events and queries that overlap much, and what they mean: said a second time and in numbers, so that it shares no
/// code with the store. An event has a type, a stream and a set of tags, each a bit; a query is items of such sets.
/// </summary>
internal static class RaceQueries
{
    public const int Types = 4;
    public const int Streams = 6;
    public const int Tags = 10;

    public static RaceEvent NextEvent(Random random)
    {
        var tags = 1 << random.Next(Tags);
        tags |= random.Next(2) == 0 ? 1 << random.Next(Tags) : 0;
        return new RaceEvent(1 << random.Next(Types), 1 << random.Next(Streams), tags);
    }

    /// <summary>One item or two, of types, tags and a category in all combinations but the empty one.</summary>
    public static RaceItem[] NextQuery(Random random) => random.Next(4) == 0 ? [NextItem(random), NextItem(random)] : [NextItem(random)];

    /// <summary>A query that the event matches, as of somebody who decides about what he then appends.</summary>
    public static RaceItem[] QueryOf(RaceEvent one, Random random) =>
        [new RaceItem(random.Next(2) == 0 ? one.Type : 0, random.Next(4) == 0 ? one.Stream : 0, one.Tags)];

    public static bool Matches(RaceItem[] query, RaceEvent one) => Array.Exists(query, item =>
        (item.Types == 0 || (item.Types & one.Type) != 0)
        && (item.Category == 0 || item.Category == one.Stream)
        && (item.Tags & one.Tags) == item.Tags);

    public static Query ToQuery(RaceItem[] items) => new([.. items.Select(static item => new QueryItem(
        [.. Bits(item.Types, Types, "type-").Select(static name => new EventName(name))],
        [.. Bits(item.Tags, Tags, "tag:").Select(static tag => new Tag(tag))],
        item.Category == 0 ? null : Bits(item.Category, Streams, "s").Single()))]);

    public static StreamEvents ToAppend(RaceEvent one, Guid id) => new(
        Bits(one.Stream, Streams, "s").Single() + "-1",
        ExpectedRevision.Any,
        [new NewEvent(Bits(one.Type, Types, "type-").Single(), id.ToByteArray()) { Id = id, Tags = [.. Bits(one.Tags, Tags, "tag:").Select(static tag => new Tag(tag))] }]);

    public static RaceEvent ToEvent(RecordedEvent recorded) => new(
        1 << Number(recorded.Name.Value, "type-"),
        1 << Number(recorded.Stream.Value[..^2], "s"),
        recorded.Tags.Aggregate(0, static (tags, tag) => tags | (1 << Number(tag.Value, "tag:"))));

    private static RaceItem NextItem(Random random)
    {
        while (true)
        {
            var item = new RaceItem(
                random.Next(2) == 0 ? random.Next(1 << Types) : 0,
                random.Next(5) == 0 ? 1 << random.Next(Streams) : 0,
                random.Next(3) == 0 ? 0 : (1 << random.Next(Tags)) | (random.Next(3) == 0 ? 1 << random.Next(Tags) : 0));
            if (item != default)
            {
                return item;
            }
        }
    }

    private static IEnumerable<string> Bits(int bits, int count, string prefix) =>
        Enumerable.Range(0, count).Where(at => (bits & (1 << at)) != 0).Select(at => prefix + at.ToString(CultureInfo.InvariantCulture));

    private static int Number(string text, string prefix) => int.Parse(text.AsSpan(prefix.Length), CultureInfo.InvariantCulture);
}

/// <summary>An event in bits: one type, one stream, some tags.</summary>
internal readonly record struct RaceEvent(int Type, int Stream, int Tags);

/// <summary>An item of a query in bits; 0 for any.</summary>
internal readonly record struct RaceItem(int Types, int Category, int Tags);
