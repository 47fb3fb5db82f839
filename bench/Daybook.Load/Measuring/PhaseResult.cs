namespace Daybook.Load.Measuring;

/// <summary>All rates of one phase by the subject's name, in the order in which the subjects were given.</summary>
internal sealed record PhaseResult(string Name, IReadOnlyList<KeyValuePair<string, Rate>> Rates)
{
    public Rate? Of(string subject) => Rates.FirstOrDefault(rate => rate.Key == subject).Value;
}
