namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>Judges text that an element gives in place of what it shows (ISO 32000-2, 14.9.4).</summary>
internal static class ReplacementText
{
    private const int FewWords = 3;
    private const int ShortWord = 3;

    /// <summary>Whether the replacement says something else than readers of the page see.</summary>
    /// <remarks>
    /// It is meant for pictures of text, ligatures and undecodable type. Where several plain words are seen, and most of them
    /// are missing from the replacement, what is seen is what may be cited.
    /// </remarks>
    public static bool Contradicts(string replacement, string shown)
    {
        var words = shown.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= ShortWord && w.All(char.IsLetter)).ToList();
        return words.Count > FewWords && 2 * words.Count(w => replacement.Contains(w, StringComparison.OrdinalIgnoreCase)) < words.Count;
    }
}
