namespace Daybook.Cli.Output;

/// <summary>How far a long command is: events so far, and the share of the whole from 0 to 1 when it is known.</summary>
internal readonly record struct Step(long Events, double? Share);
