using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>What Azure keeps as the name of a blob: the contract's rules, less what the service would store under another name.</summary>
/// <remarks>
/// The service turns a backslash into '/' and drops dots at the end of a segment, without an error: 'users/anna./x' is
/// 'users/anna/x', another user's blob. Control characters break the XML of its listings.
/// </remarks>
internal static class AzureBlobName
{
    private const int MaxSegments = 254;

    /// <summary>Refuses a name that no blob in Azure can have.</summary>
    /// <exception cref="ArgumentException">The name breaks a rule; the message tells which.</exception>
    public static void ThrowIfInvalid(string name)
    {
        BlobName.ThrowIfInvalid(name);
        if (Fault(name) is { } fault) throw new ArgumentException($"'{name}' cannot be the name of a blob in Azure: {fault}", nameof(name));
    }

    private static string? Fault(string name)
    {
        if (name.Contains('\\', StringComparison.Ordinal)) return "Azure makes a '/' of its backslash. Use '/'.";
        if (name.Any(c => char.IsControl(c) || c is '\uFFFE' or '\uFFFF')) return "it contains a control character.";
        if (name.AsSpan().Count('/') >= MaxSegments) return $"it has more than {MaxSegments} segments.";
        foreach (var segment in name.AsSpan().Split('/'))
        {
            if (name.AsSpan(segment)[^1] == '.') return "Azure drops the dot at the end of a segment. Choose another name.";
        }

        return null;
    }
}
