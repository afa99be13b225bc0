using System.Globalization;

namespace Edify.Rag.Hosting.Ingestion.Access;

/// <summary>What a blob's metadata say about who sees its document, and the place where its sidecar travels with it.</summary>
/// <remarks>Azure takes no hyphens in names of metadata, so that each name is known in both spellings.</remarks>
internal static class AccessMetadata
{
    /// <summary>Who alone sees the document: principals, separated by commas.</summary>
    public const string Allow = "edify-allow";

    /// <summary>Who does not see it.</summary>
    public const string Deny = "edify-deny";

    // Set by SidecarSource alone; no store has such a name.
    private const string SidecarName = "edify sidecar";
    private const string SidecarVersion = "edify sidecar version";

    // Of a sidecar that is there in two spellings: nobody knows which one is meant.
    private const string Several = "several";

    private static readonly string[] Known = [Allow, "edify_allow", Deny, "edify_deny", SidecarName, SidecarVersion];

    /// <summary>All that has to do with access, in a fixed order.</summary>
    public static IEnumerable<KeyValuePair<string, string>> StatementsOf(BlobItem blob)
    {
        if (blob.Metadata.Count == 0) yield break;
        foreach (var name in Known)
        {
            if (blob.Metadata.TryGetValue(name, out var value)) yield return new(name, value ?? string.Empty);
        }
    }

    /// <summary>Principals that the blob's own metadata name; <see langword="null"/> where they say nothing.</summary>
    public static IReadOnlyList<string>? ListOf(BlobItem blob, string name)
    {
        var listed = blob.Metadata.GetValueOrDefault(name) ?? blob.Metadata.GetValueOrDefault(name.Replace('-', '_'));
        return listed?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>The document with its sidecar beside it; a second one makes both void.</summary>
    public static BlobItem WithSidecar(BlobItem document, BlobItem sidecar) => With(
        document, sidecar.Name, document.Metadata.ContainsKey(SidecarName) ? Several : FormattableString.Invariant($"{sidecar.Size}:{sidecar.ETag}"));

    /// <summary>The document without what only <see cref="WithSidecar"/> may say.</summary>
    public static BlobItem WithoutSidecar(BlobItem document) =>
        document.Metadata.ContainsKey(SidecarName) || document.Metadata.ContainsKey(SidecarVersion)
            ? document with { Metadata = document.Metadata.Where(m => m.Key is not (SidecarName or SidecarVersion)).ToDictionary(StringComparer.Ordinal) }
            : document;

    /// <summary>The sidecar to read; <see langword="null"/> where there is none.</summary>
    /// <param name="document">The document.</param>
    /// <param name="areSeveral">Whether there is more than one.</param>
    public static BlobItem? SidecarOf(BlobItem document, out bool areSeveral)
    {
        areSeveral = false;
        if (!document.Metadata.TryGetValue(SidecarName, out var name) || !document.Metadata.TryGetValue(SidecarVersion, out var version)) return null;
        areSeveral = version == Several;
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(version.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new(name, size, version[(colon + 1)..], document.LastModified)
            : new(name, 0, string.Empty, document.LastModified);
    }

    private static BlobItem With(BlobItem document, string name, string version) => document with
    {
        Metadata = new Dictionary<string, string>(document.Metadata, StringComparer.Ordinal) { [SidecarName] = name, [SidecarVersion] = version },
    };
}
