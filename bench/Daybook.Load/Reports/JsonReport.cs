using System.Text.Json.Nodes;
using Daybook.Load.Measuring;
using Daybook.Load.Phases;

namespace Daybook.Load.Reports;

/// <summary>
/// The figures that goals are about, as one line. Ratios are to the subjects of the same phase: the raw disk takes its turns
/// in each, so <c>xL1</c> is not <c>perSec</c> over <c>l1PerSec</c>, which is the mean over all phases.
/// </summary>
internal static class JsonReport
{
    public static string Of(Results results)
    {
        var append = new JsonObject();
        foreach (var writers in PhaseNames.Writers)
        {
            append[$"{writers}"] = Rate(results, PhaseNames.Append(writers));
        }

        var report = new JsonObject
        {
            ["l1PerSec"] = Rounded(results.DiskLimitPerSecond(), 0),
            ["append"] = append,
            ["batch100"] = Rate(results, PhaseNames.Batch),
            ["loadPerSec"] = Rounded(results.OursPerSecond(PhaseNames.Load), 0),
            ["scanHotPerSec"] = Rounded(results.OursPerSecond(PhaseNames.Scan), 0),
            ["scanSinglesHotPerSec"] = Rounded(results.OursPerSecond(PhaseNames.ScanSingles), 0),
            ["replay100HotUs"] = Rounded(results.OursMedian(PhaseNames.Replay), 0),
            ["openMs"] = Rounded(results.Value(Figure.OpenSingles), 1),
            ["bytesPerEvent"] = Rounded(results.Value(Figure.BytesOfSingles), 1),
        };
        return report.ToJsonString();
    }

    private static JsonObject Rate(Results results, string phase)
    {
        var peer = results.BestPeer(phase);
        return new JsonObject
        {
            ["perSec"] = Rounded(results.OursPerSecond(phase), 0),
            ["xL1"] = Rounded(results.Ratio(phase, Results.DiskLimit), 2),
            ["bestPeer"] = peer,
            ["xBestPeer"] = peer is null ? null : Rounded(results.Ratio(phase, peer), 2),
        };
    }

    private static JsonNode? Rounded(double? value, int digits) => value is { } number ? Math.Round(number, digits) : null;
}
