namespace Daybook.Testing;

/// <summary>Limits: the named value is allowed, one more is refused and nothing is written.</summary>
internal static class LimitCases
{
    private const int Mebibyte = 1024 * 1024;

    public static ContractCase[] All { get; } =
    [
        new("10,000 events are appended and 10,001 are refused", static async store =>
        {
            await store.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(10_000)).ConfigureAwait(false);
            await RefusedAsync(store, Sample.Events(10_001), ErrorCodes.LimitExceeded).ConfigureAwait(false);
        }),
        new("An event of 16 MiB is appended and one byte more is refused", static async store =>
        {
            await store.AppendAsync("a", ExpectedRevision.NoStream, [new NewEvent("big", new byte[16 * Mebibyte])]).ConfigureAwait(false);
            await RefusedAsync(store, [new NewEvent("big", new byte[(16 * Mebibyte) + 1])], ErrorCodes.LimitExceeded).ConfigureAwait(false);
        }),
        new("32 MiB in all are appended and one byte more is refused", static async store =>
        {
            // Names count: 3 events of stream "b" (1 byte) named "big" (3 bytes) leave 12 bytes less for data.
            static NewEvent[] Events(int extra) =>
                [.. new[] { 11 * Mebibyte, 11 * Mebibyte, (10 * Mebibyte) - 12 + extra }.Select(static size => new NewEvent("big", new byte[size]))];
            await RefusedAsync(store, Events(1), ErrorCodes.LimitExceeded).ConfigureAwait(false);
            await store.AppendAsync("b", ExpectedRevision.NoStream, Events(0)).ConfigureAwait(false);
        }),
        new("Empty, repeated and unnamed parts of an append are refused", static async store =>
        {
            var one = Sample.Events(1)[0];
            await RefusedAsync(store, [], ErrorCodes.AppendInvalid).ConfigureAwait(false);
            await RefusedAsync(store, [one, one], ErrorCodes.AppendInvalid).ConfigureAwait(false);
            await RefusedAsync(store, [one with { Id = Guid.Empty }], ErrorCodes.AppendInvalid).ConfigureAwait(false);
            await RefusedAsync(store, [one with { Tags = [.. Enumerable.Range(0, 65).Select(static n => new Tag($"t{n}"))] }], ErrorCodes.LimitExceeded).ConfigureAwait(false);
            StreamEvents part = new("b", ExpectedRevision.Any, [one]);
            await Expect.ThrowsAsync<InvalidInputException>(() => store.AppendAsync([part, part]).AsTask(), ErrorCodes.AppendInvalid).ConfigureAwait(false);
            await Expect.ThrowsAsync<InvalidInputException>(() => store.AppendAsync([]).AsTask(), ErrorCodes.AppendInvalid).ConfigureAwait(false);
        }),
    ];

    private static async Task RefusedAsync(DaybookStore store, NewEvent[] events, string code)
    {
        var head = await store.GetHeadAsync().ConfigureAwait(false);
        await Expect.ThrowsAsync<InvalidInputException>(() => store.AppendAsync("b", ExpectedRevision.Any, events).AsTask(), code).ConfigureAwait(false);
        Expect.Same(head, await store.GetHeadAsync().ConfigureAwait(false), "head after the refusal");
    }
}
