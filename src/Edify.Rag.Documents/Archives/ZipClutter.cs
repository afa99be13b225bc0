using System.IO.Compression;

namespace Edify.Rag.Documents.Archives;

/// <summary>Recognises what programs leave in archives and nobody put there.</summary>
internal static class ZipClutter
{
    private static readonly string[] Files = ["thumbs.db", "desktop.ini", "ehthumbs.db"];
    private static readonly string[] Folders = ["__macosx", "$recycle.bin", "system volume information"];

    /// <summary>Whether an entry is a folder, hidden, or kept by a system for itself.</summary>
    /// <param name="entry">The entry.</param>
    public static bool Is(ZipArchiveEntry entry)
    {
        var parts = entry.FullName.Replace('\\', '/').Split('/');
        return parts[^1].Length == 0
            || Files.Contains(parts[^1], StringComparer.OrdinalIgnoreCase)
            || parts.Any(part => IsHidden(part) || Folders.Contains(part, StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsHidden(string part) => part is ['.', not '.', ..] || part.StartsWith("~$", StringComparison.Ordinal);
}
