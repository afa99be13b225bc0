using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Hosting.Caching;

/// <summary>What an answer depends on, as hashes: questions of one group differ in their words alone.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Scope">Fingerprint of the access scope.</param>
/// <param name="Text">The question, standing for itself.</param>
/// <param name="Group">Everything but the question's words and what they were understood to be.</param>
/// <param name="Plan">What they were understood to be.</param>
internal sealed record AnswerKey(string Tenant, string Scope, string Text, string Group, string Plan)
{
    /// <summary>The group, the question's words as they stand, and what they were understood to be.</summary>
    public string Exact { get; } = Hash([Group, Plan, Normal(Text)]);

    // Halves of characters have no normal form, and stand for themselves.
    private static string Normal(string text)
    {
        try
        {
            return text.Normalize();
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    /// <summary>A hash of parts, none of which can be taken for another.</summary>
    public static string Hash(IEnumerable<string> parts)
    {
        var joined = new StringBuilder();
        foreach (var part in parts) joined.Append(CultureInfo.InvariantCulture, $"{part.Length}:").Append(part);
        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(joined.ToString().AsSpan())));
    }
}
