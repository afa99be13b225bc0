namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Names of files that programs leave for themselves, not for readers.</summary>
internal static class HiddenNames
{
    private static readonly string[] Leavings = ["Thumbs.db", "desktop.ini"];

    /// <summary>Whether a segment begins with '.' (.git, .edify, .DS_Store) or "~$" (locks of office programs), or the file is one that Windows leaves.</summary>
    public static bool IsHidden(string name)
    {
        foreach (var range in name.AsSpan().Split('/'))
        {
            if (name.AsSpan(range) is ['.', ..] or ['~', '$', ..]) return true;
        }

        var file = name.AsSpan(name.LastIndexOf('/') + 1);
        return file.Equals(Leavings[0], StringComparison.OrdinalIgnoreCase) || file.Equals(Leavings[1], StringComparison.OrdinalIgnoreCase);
    }
}
