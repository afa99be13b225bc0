namespace Edify.Rag.Documents.Html;

/// <summary>Brings declared languages into the form of BCP 47.</summary>
internal static class LanguageTags
{
    private const int Longest = 35;

    /// <summary>The tag, such as "en-GB" for "en_GB"; <see langword="null"/> when it cannot be one.</summary>
    /// <param name="declared">What the file declares.</param>
    public static string? Normalize(string? declared)
    {
        var tag = declared?.Trim().Replace('_', '-');
        if (tag is not { Length: >= 2 and <= Longest } || !char.IsAsciiLetter(tag[0])) return null;
        foreach (var c in tag)
            if (!char.IsAsciiLetterOrDigit(c) && c != '-') return null;
        return tag;
    }
}
