using System.Buffers;

namespace Edify.Rag.Documents.OpenXml.Drawing;

/// <summary>What a picture shows, in the words of whoever put it there.</summary>
internal static class AlternativeText
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private const int LongestExtension = 5;
    private const string Generated = "Description automatically generated";

    /// <summary>The text; <see langword="null"/> where it says nothing, such as the name of the file.</summary>
    /// <param name="text">As it stands in the file.</param>
    public static string? Clean(string? text)
    {
        if (text is null) return null;
        var at = text.IndexOf(Generated, StringComparison.OrdinalIgnoreCase);
        var own = (at < 0 ? text : text[..at]).Trim();
        return own.Length == 0 || IsFile(own) ? null : own;
    }

    private static bool IsFile(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal) || text.Contains(":\\", StringComparison.Ordinal)) return true;
        var dot = text.LastIndexOf('.');
        return dot > 0 && text.Length - dot - 1 is > 1 and <= LongestExtension && !text.AsSpan(dot + 1).ContainsAnyExcept(Letters);
    }
}
