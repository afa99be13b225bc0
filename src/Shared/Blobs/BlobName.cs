namespace Edify.Rag.Shared.Blobs;

/// <summary>What the contract allows as the name of a blob.</summary>
internal static class BlobName
{
    public const int MaxLength = 1024;

    /// <summary>Refuses a name that no blob can have.</summary>
    /// <exception cref="ArgumentException">The name breaks a rule; the message tells which.</exception>
    public static void ThrowIfInvalid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Fault(name) is { } fault)
            throw new ArgumentException($"'{name}' cannot be the name of a blob: {fault}", nameof(name));
    }

    private static string? Fault(string name)
    {
        if (name.Length is 0 or > MaxLength) return $"it has {name.Length} characters, not 1 to {MaxLength}.";
        if (name.Contains('\0')) return "it contains NUL.";
        if (!Utf16.IsWellFormed(name)) return "it contains half of a surrogate pair.";
        foreach (var segment in name.AsSpan().Split('/'))
        {
            if (name.AsSpan(segment) is "" or "." or "..") return "it has an empty, '.' or '..' segment.";
        }

        return null;
    }
}
