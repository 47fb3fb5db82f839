namespace Daybook.Tests.Differential;

/// <summary>Makes random appends of all kinds: fresh, stale, repeated, partly repeated, to one stream or several.</summary>
internal sealed class History(int seed)
{
    private static readonly StreamName[] Streams = ["a-1", "a-2", "b"];
    private static readonly DateTimeOffset Day = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random random = new(seed);
    private readonly List<StreamEvents[]> earlier = [];
    private readonly Dictionary<StreamName, int> lengths = [];
    private int numbers;
    private int recorded;

    public bool Happens(int percent) => random.Next(100) < percent;

    public TimeSpan Pause() => TimeSpan.FromTicks(random.Next(0, 3) * random.NextInt64(0, TimeSpan.TicksPerMinute));

    public StreamEvents[] NextAppend()
    {
        var append = earlier.Count > 0 && Happens(20) ? Again() : Fresh();
        earlier.Add(append);
        return append;
    }

    /// <summary>Tells that an append was recorded, so that the next ones can expect what is there.</summary>
    public void Recorded(StreamEvents[] append)
    {
        foreach (var part in append)
        {
            var count = part.Events.Count + (part.Closes ? 1 : 0);
            lengths[part.Stream] = Length(part.Stream) + count;
            recorded += count;
        }
    }

    /// <summary>Tells that something was recorded in other streams.</summary>
    public void RecordedOthers(int events) => recorded += events;

    /// <summary>One of a few streams that are closed soon.</summary>
    public static StreamName ShortStream(int number) => $"short-{number % 3}";

    /// <summary>A revision of stream a-1 from which it is to be shown; mostly null.</summary>
    public Revision? NextTruncation() => Length("a-1") > 0 && Happens(8) ? new Revision(random.Next(Length("a-1"))) : null;

    /// <summary>Conditions for the next append: none half of the time, else one or several, met or not.</summary>
    public AppendCondition[] NextConditions() => Happens(50)
        ? []
        : [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new AppendCondition(NextQuery(), new Position(Happens(70) ? Math.Max(0, recorded - random.Next(0, 4)) : random.Next(0, recorded + 3))))];

    public Query NextQuery() => Happens(5) ? Query.All : new Query([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => NextItem())]);

    public StreamRead NextStreamRead()
    {
        var (from, after, to, before) = Ends();
        Revision? At(int? value) => value is { } given ? new Revision(given) : null;
        return new StreamRead
        {
            From = At(from),
            After = At(after),
            To = At(to),
            Before = At(before),
            Backwards = Happens(50),
            Limit = Happens(30) ? random.Next(1, 8) : null,
            AsOf = Happens(30) ? (AsOf?)new Position(random.Next(0, numbers + 2)) : null,
            OccurredFrom = NextOccurred(),
            OccurredTo = NextOccurred(),
        };
    }

    public StoreRead NextStoreRead(DateTimeOffset now)
    {
        var (from, after, to, before) = Ends();
        Position? At(int? value) => value is { } given ? new Position(given) : null;
        return new StoreRead
        {
            From = At(from),
            After = At(after),
            To = At(to),
            Before = At(before),
            Backwards = Happens(50),
            Limit = Happens(30) ? random.Next(1, 8) : null,
            AsOf = Happens(30) ? now - TimeSpan.FromSeconds(random.Next(0, 600)) : null,
            OccurredFrom = NextOccurred(),
            OccurredTo = NextOccurred(),
        };
    }

    /// <summary>One of few instants, so that they are hit; events that name none occurred much later, when they were recorded.</summary>
    private DateTimeOffset? NextOccurred() => Happens(20) ? Day.AddMinutes(random.Next(-1, 11)) : null;

    private QueryItem NextItem()
    {
        EventName[] types = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => new EventName($"kind-{random.Next(5)}"))];
        Tag[] tags = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => new Tag($"tag:{random.Next(3)}"))];
        return Happens(30) || types.Length + tags.Length == 0
            ? new QueryItem(types, tags, random.GetItems(["a", "b", "c"], 1)[0])
            : new QueryItem(types, tags);
    }

    private (int? From, int? After, int? To, int? Before) Ends()
    {
        int? Some() => Happens(35) ? random.Next(0, numbers + 2) : null;
        var (start, end) = (Some(), Some());
        return (Happens(50) ? (start, null, end, null) : (null, start, null, end));
    }

    private StreamEvents[] Fresh()
    {
        var streams = random.GetItems(Streams, random.Next(1, 4)).Distinct().ToArray();
        var append = streams.Select(stream => new StreamEvents(stream, Expectation(stream), Events(random.Next(1, 5))));
        return Happens(35) ? [.. append, NextShort()] : [.. append];
    }

    private StreamEvents NextShort()
    {
        var stream = ShortStream(random.Next(3));
        return new StreamEvents(stream, Expectation(stream), Events(random.Next(1, 3))) { Closes = Happens(50) };
    }

    /// <summary>An earlier append: the same, with an expectation of another kind, cut, longer, or in another order.</summary>
    private StreamEvents[] Again()
    {
        var chosen = earlier[random.Next(earlier.Count)];
        return random.Next(5) switch
        {
            0 => [.. chosen.Select(part => part with { Expected = Expectation(part.Stream) })],
            1 => [.. chosen.Select(part => part with { Events = [.. part.Events, .. Events(1)] })],
            2 => [.. chosen.Select(static part => part with { Events = [.. part.Events.Reverse()] })],
            3 => [.. chosen.Select(part => part with { Events = [.. part.Events.Take(random.Next(1, part.Events.Count + 1))] })],
            _ => chosen,
        };
    }

    private NewEvent[] Events(int count) => [.. Enumerable.Range(0, count).Select(_ => NextEvent())];

    private NewEvent NextEvent()
    {
        var data = new byte[random.Next(0, 200)];
        random.NextBytes(data);
        return new NewEvent($"kind-{random.Next(4)}", data)
        {
            Id = new Guid(++numbers, 0, 0, new byte[8]),
            OccurredAt = Happens(30) ? Day.AddMinutes(random.Next(10)).ToOffset(TimeSpan.FromMinutes(random.Next(-840, 841))) : null,
            Tags = [.. Enumerable.Range(0, random.Next(0, 3)).Select(at => new Tag($"tag:{at}"))],
            Metadata = Happens(30) ? data.AsMemory(0, data.Length / 2) : default,
        };
    }

    private ExpectedRevision Expectation(StreamName stream) => random.Next(8) switch
    {
        0 => ExpectedRevision.NoStream,
        1 => ExpectedRevision.StreamExists,
        2 or 3 => ExpectedRevision.Any,
        4 => ExpectedRevision.At(random.Next(0, Length(stream) + 2)),
        _ => ExpectedRevision.AsRead(Length(stream) == 0 ? null : new Revision(Length(stream) - 1)),
    };

    private int Length(StreamName stream) => lengths.GetValueOrDefault(stream);
}
