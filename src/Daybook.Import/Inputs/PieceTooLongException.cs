namespace Daybook.Import.Inputs;

/// <summary>Tells the parser's user, who knows the line, that one piece of the input is longer than it may be.</summary>
internal sealed class PieceTooLongException(string piece)
    : IOException($"{piece} is longer than {BoundedInput.MaxPieceBytes / (1024 * 1024)} MiB.");
