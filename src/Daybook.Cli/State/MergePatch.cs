using System.Text.Json.Nodes;

namespace Daybook.Cli.State;

/// <summary>RFC 7396: a patch that is an object is merged member by member, null removes a member, anything else replaces.</summary>
internal static class MergePatch
{
    /// <summary>Merges a patch into a target, which is changed when it is an object, and gives what it is then.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject members)
        {
            return patch?.DeepClone();
        }

        var result = target as JsonObject ?? [];
        foreach (var (name, value) in members)
        {
            if (value is null)
            {
                result.Remove(name);
                continue;
            }

            var before = result[name];
            var after = Apply(before, value);
            if (!ReferenceEquals(before, after))
            {
                result[name] = after;
            }
        }

        return result;
    }
}
