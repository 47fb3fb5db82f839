namespace Daybook.Cli.Errors;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Spelling
{
    private const int GreatestDistance = 2;

    /// <summary>The nearest candidate within two edits, or one that begins with the word; null when there is none.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates) => candidates
        .Select(candidate => (candidate, distance: candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 1 : Distance(word, candidate)))
        .Where(one => one.distance <= GreatestDistance && one.distance < one.candidate.Length)
        .OrderBy(static one => one.distance)
        .Select(static one => one.candidate)
        .FirstOrDefault();

    /// <summary>Insertions, removals, replacements and swaps of neighbours that make one word of the other.</summary>
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Cell(i, j);
            }
        }

        return table[left.Length, right.Length];

        int Cell(int i, int j)
        {
            var replaced = table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            var least = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
            var isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            return isSwap ? Math.Min(least, table[i - 2, j - 2] + 1) : least;
        }
    }
}
