using System.Security.Cryptography;

namespace Daybook.Log;

/// <summary>Random ids and salts, drawn from the system in blocks: a draw costs the same for 16 bytes as for 4,096.</summary>
internal static class RandomIds
{
    private const int BlockBytes = 4096;
    private const int IdBytes = 16;

    [ThreadStatic]
    private static byte[]? block;

    [ThreadStatic]
    private static int left;

    /// <summary>An id that nobody has drawn before. Thread-safe: each thread has its block.</summary>
    public static Guid Next()
    {
        if (left == 0)
        {
            block ??= new byte[BlockBytes];
            RandomNumberGenerator.Fill(block);
            left = BlockBytes;
        }

        left -= IdBytes;
        return new Guid(block.AsSpan(left, IdBytes));
    }
}
