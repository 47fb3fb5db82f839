using Daybook.Log.Sequencing;

namespace Daybook.Log.Tests.Sequencing;

/// <summary>The callers of a group are told all and once, and none waits for what another does then.</summary>
public sealed class GroupCallersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IdleObjects<PendingAppend> idle = new(8);
    private readonly GroupCallers callers = new(continueInline: false);

    [Fact]
    public async Task Callers_that_block_hold_up_nobody()
    {
        var blocking = Environment.ProcessorCount + 2;
        using var others = new CountdownEvent(200);
        var waits = new List<Task<bool>>();
        for (var number = 0; number < blocking + others.InitialCount; number++)
        {
            var pending = Pending();
            callers.Add(pending);
            waits.Add(number < blocking ? BlockAsync(pending, others) : SignalAsync(pending, others));
        }

        callers.Tell(null);

        Assert.All(await Task.WhenAll(waits), Assert.True);
    }

    [Fact]
    public async Task A_failure_is_told_to_all()
    {
        var first = Pending();
        var second = Pending();
        callers.Add(first);
        callers.Add(second);
        var done = callers.Done;
        var cause = new InvalidOperationException("a failed flush");

        callers.Tell(cause);

        Assert.Same(cause, await Assert.ThrowsAsync<InvalidOperationException>(() => first.OutcomeAsync.AsTask()));
        Assert.Same(cause, await Assert.ThrowsAsync<InvalidOperationException>(() => second.OutcomeAsync.AsTask()));
        Assert.Same(cause, await Assert.ThrowsAsync<InvalidOperationException>(() => done));
    }

    [Fact]
    public async Task A_caller_that_has_its_outcome_is_used_again()
    {
        var pending = Pending();
        var waiting = pending.OutcomeAsync;
        callers.Add(pending);
        callers.Tell(null);

        var outcome = await waiting;

        Assert.Equal(7, ((LogOutcome.ConditionFailed)outcome).Match);
        Assert.Same(pending, idle.TryTake());
        Assert.Throws<InvalidOperationException>(() => pending.GetStatus(token: 0));
    }

    private static async Task<bool> BlockAsync(PendingAppend pending, CountdownEvent others)
    {
        await pending.OutcomeAsync.ConfigureAwait(false);
        return others.Wait(Patience, TestContext.Current.CancellationToken);
    }

    private static async Task<bool> SignalAsync(PendingAppend pending, CountdownEvent others)
    {
        await pending.OutcomeAsync.ConfigureAwait(false);
        others.Signal();
        return true;
    }

    private PendingAppend Pending()
    {
        var pending = new PendingAppend(idle);
        pending.Hold(new LogOutcome.ConditionFailed(0, 7));
        return pending;
    }
}
