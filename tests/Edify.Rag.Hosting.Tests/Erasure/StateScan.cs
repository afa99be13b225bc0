using System.Text;

namespace Edify.Rag.Hosting.Tests.Erasure;

/// <summary>Looks for a text in every file of a directory, as its writers may have written it.</summary>
internal static class StateScan
{
    /// <summary>The files that hold the text in UTF-8 or UTF-16, as it is or in small letters.</summary>
    public static IReadOnlyList<string> FilesWith(string directory, string text)
    {
        byte[][] forms = [.. ((string[])[text, text.ToLowerInvariant()]).SelectMany(t => (byte[][])[Encoding.UTF8.GetBytes(t), Encoding.Unicode.GetBytes(t), Encoding.BigEndianUnicode.GetBytes(t)])];
        return [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)

            // Locks are empty, and nobody else may open them.
            .Where(file => new FileInfo(file).Length > 0 && Read(file) is var bytes && (forms.Any(form => bytes.AsSpan().IndexOf(form) >= 0) || file.Contains(text, StringComparison.OrdinalIgnoreCase)))
            .Select(file => Path.GetRelativePath(directory, file))
            .Order(StringComparer.Ordinal)];
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
