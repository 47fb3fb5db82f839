using Daybook.Load.Engines;
using Daybook.Load.Measuring;

namespace Daybook.Load;

/// <summary>Everything a run has measured.</summary>
internal sealed class Results(Arguments arguments)
{
    /// <summary>4 KiB written durably past the page cache into zero-filled blocks.</summary>
    public const string DiskLimit = "L1";

    /// <summary>4 KiB added to a growing file and flushed by fdatasync.</summary>
    public const string GrowingLimit = "grow 4 KiB";

    /// <summary>As L1, but as many bytes in each write as all writers of the phase together have.</summary>
    public const string GroupLimit = "raw group";

    /// <summary>Our own files read in order, 1 MiB at a time.</summary>
    public const string SequentialLimit = "raw sequential read";

    /// <summary>As many small reads as a stream has events, after hints at all of them.</summary>
    public const string HintedLimit = "raw hinted reads";

    public Arguments Arguments => arguments;

    /// <summary>Machine and load.</summary>
    public string Surroundings { get; set; } = "";

    public List<PhaseResult> Phases { get; } = [];

    public List<Figure> Figures { get; } = [];

    public PhaseResult? Phase(string name) => Phases.FirstOrDefault(phase => phase.Name == name);

    public double? OursPerSecond(string phase) => Phase(phase)?.Of(EngineCatalog.Ours)?.PerSecond;

    public double? Value(string measure, string subject = EngineCatalog.Ours) =>
        Figures.FirstOrDefault(figure => figure.Measure == measure && figure.Subject == subject)?.Value;

    public double? OursMedian(string phase) => Phase(phase)?.Of(EngineCatalog.Ours)?.MedianMicroseconds;

    /// <summary>Our rate over that of another subject of the same phase.</summary>
    public double? Ratio(string phase, string subject) =>
        OursPerSecond(phase) / Phase(phase)?.Of(subject)?.PerSecond;

    /// <summary>The fastest peer of a phase; null when no peer took part.</summary>
    public string? BestPeer(string phase) => Phase(phase)?.Rates
        .Where(static rate => EngineCatalog.IsPeer(rate.Key))
        .OrderByDescending(static rate => rate.Value.PerSecond)
        .Select(static rate => rate.Key)
        .FirstOrDefault();

    /// <summary>The raw disk's rate over all phases in which it took part.</summary>
    public double DiskLimitPerSecond() => Phases
        .Select(static phase => phase.Of(DiskLimit)?.PerSecond)
        .OfType<double>()
        .DefaultIfEmpty()
        .Average();
}
