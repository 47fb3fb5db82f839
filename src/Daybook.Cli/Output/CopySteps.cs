namespace Daybook.Cli.Output;

/// <summary>Shows how far a backup or a restore is.</summary>
internal sealed class CopySteps(IProgress<Step> steps) : IProgress<CopyProgress>
{
    public void Report(CopyProgress value) => steps.Report(new Step(value.Events, value.Share));
}
