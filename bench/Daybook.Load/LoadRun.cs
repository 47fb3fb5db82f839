using Daybook.Load.Measuring;
using Daybook.Load.Phases;

namespace Daybook.Load;

/// <summary>One run: everything that is compared is measured in it.</summary>
internal sealed class LoadRun(Arguments arguments, Talk talk)
{
    public async Task<Results> RunAsync()
    {
        Remove();
        Directory.CreateDirectory(arguments.Root);
        try
        {
            var before = Machine.LoadAverage();
            talk.Say($"{Machine.Describe(arguments.Root)}; load average {before}");
            var alternation = new Alternation(Arguments.Turns, talk);
            var results = new Results(arguments);
            await new DurablePhases(arguments, alternation, talk).RunAsync(results);
            if (arguments.SlowFlush is null && arguments.Wants(PhaseNames.Load))
            {
                await new LoadPhases(arguments, alternation, talk).RunAsync(results);
            }

            if (arguments.SlowFlush is null && arguments.Wants(PhaseNames.Replay))
            {
                await new ReplayPhases(arguments, alternation).RunAsync(results);
            }

            if (arguments.SlowFlush is null && arguments.Streams > 0 && arguments.Wants(PhaseNames.Aggregate))
            {
                await new AggregatePhases(arguments, alternation, talk).RunAsync(results);
            }

            if (arguments.SlowFlush is null && arguments.Growth > 0 && arguments.Wants(PhaseNames.Condition))
            {
                await new GrowthPhases(arguments, alternation, talk).RunAsync(results);
            }

            results.Surroundings = $"{Machine.Describe(arguments.Root)}; load average {before} before, {Machine.LoadAverage()} after";
            return results;
        }
        finally
        {
            Remove();
        }
    }

    private void Remove()
    {
        if (Directory.Exists(arguments.Root))
        {
            Directory.Delete(arguments.Root, recursive: true);
        }
    }
}
