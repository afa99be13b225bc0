using System.Globalization;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>A shared access signature: a query that grants access for a time.</summary>
internal sealed class SasToken
{
    private SasToken(string text, string signature) => (Text, Signature) = (text, signature);

    /// <summary>The query, without '?'. A secret.</summary>
    public string Text { get; }

    /// <summary>What makes it valid. A secret.</summary>
    public string Signature { get; }

    /// <summary>Since when it is valid; <see langword="null"/> when it does not say.</summary>
    public DateTimeOffset? Starts { get; private init; }

    /// <summary>Until when it is valid; <see langword="null"/> when a policy that the server keeps decides.</summary>
    public DateTimeOffset? Expires { get; private init; }

    /// <summary>Reads a query; <see langword="null"/> when it holds no signature.</summary>
    public static SasToken? Parse(string? query)
    {
        var text = query?.Trim().TrimStart('?') ?? string.Empty;
        var parts = text.Split('&').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToLookup(
            part => part[0], part => Uri.UnescapeDataString(part[1]), StringComparer.OrdinalIgnoreCase);
        return parts["sig"].FirstOrDefault() is not { Length: > 0 } signature
            ? null
            : new SasToken(text, signature) { Starts = Time(parts["st"].FirstOrDefault()), Expires = Time(parts["se"].FirstOrDefault()) };
    }

    public override string ToString() => "a shared access signature";

    private static DateTimeOffset? Time(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
