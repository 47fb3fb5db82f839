using System.Text.Json;

namespace Daybook.Cli.Output;

/// <summary>How commands show the digest of the record.</summary>
internal static class DigestLines
{
    /// <summary>Writes <c>digest</c> and <c>digestUpTo</c>, both null when there is none.</summary>
    public static void Write(Utf8JsonWriter json, RecordDigest? digest)
    {
        if (digest is null)
        {
            json.WriteNull("digest");
            json.WriteNull("digestUpTo");
            return;
        }

        json.WriteString("digest", digest.Sha256);
        json.WriteNumber("digestUpTo", digest.UpTo.Value);
    }
}
