using System.Buffers;
using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.Folder;

/// <summary>What a folder allows as the name of a blob: the contract's rules, and on Windows those of its file names.</summary>
internal static class FolderName
{
    private const string TemporaryPrefix = ".edify-upload-";
    private static readonly int TemporaryLength = Temporary().Length;

    private static readonly SearchValues<char> WindowsInvalid =
        SearchValues.Create([.. "<>:\"|?*\\", .. Enumerable.Range(1, 31).Select(c => (char)c)]);

    /// <summary>A name for an upload under way, which no blob may have and no listing shows.</summary>
    public static string Temporary() => $"{TemporaryPrefix}{Guid.NewGuid():N}";

    public static bool IsTemporary(ReadOnlySpan<char> segment) =>
        segment.Length == TemporaryLength && segment.StartsWith(TemporaryPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses a name that no blob in a folder can have.</summary>
    /// <exception cref="ArgumentException">The name breaks a rule; the message tells which.</exception>
    public static void ThrowIfInvalid(string name)
    {
        BlobName.ThrowIfInvalid(name);
        foreach (var range in name.AsSpan().Split('/'))
        {
            var segment = name.AsSpan(range);
            if (IsTemporary(segment))
                throw new ArgumentException($"'{name}' cannot be the name of a blob: such names are kept for uploads under way.", nameof(name));
            if (OperatingSystem.IsWindows() && IsInvalidOnWindows(segment))
                throw new ArgumentException($"'{name}' cannot be the name of a blob: Windows allows no such file name.", nameof(name));
        }
    }

    // Windows drops dots and spaces at the end of a name and gives a meaning of its own to ':', '\' and the names of devices,
    // with any extension: each would lead to another file than the one that is named.
    internal static bool IsInvalidOnWindows(ReadOnlySpan<char> segment)
    {
        if (segment.ContainsAny(WindowsInvalid) || segment[^1] is '.' or ' ') return true;
        var dot = segment.IndexOf('.');
        var stem = (dot < 0 ? segment : segment[..dot]).TrimEnd(' ');
        return IsAny(stem, "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$") ||
            (stem.Length == 4 && IsAny(stem[..3], "COM", "LPT") && stem[3] is (>= '0' and <= '9') or '¹' or '²' or '³');
    }

    private static bool IsAny(ReadOnlySpan<char> text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
