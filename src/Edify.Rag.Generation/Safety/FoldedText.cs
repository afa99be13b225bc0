using System.Globalization;
using System.Text;

namespace Edify.Rag.Generation.Safety;

/// <summary>A text as a reader sees it: without invisible characters, wide and accented letters plain, letters that look Latin Latin.</summary>
/// <param name="Text">The folded text, in lower case.</param>
/// <param name="Origins">Where each of its characters stands in the original.</param>
internal readonly record struct FoldedText(string Text, IReadOnlyList<int> Origins)
{
    // Cyrillic and Greek letters that look like these Latin ones.
    private const string LookAlikes = "асеорхуіѕјԁһκνορτυ";
    private const string Latin = "aceopxyisjdhkvoptu";

    public static FoldedText Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        var origins = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.GetUnicodeCategory(text[i]) == UnicodeCategory.Format || text[i] == '\u00AD') continue;
            folded.Append(Fold(text[i], folded));
            origins.Add(i);
        }

        return new(folded.ToString(), origins);
    }

    private static char Fold(char c, StringBuilder before)
    {
        if (c < 0x80) return char.ToLowerInvariant(c);
        if (char.IsWhiteSpace(c)) return ' ';
        if (c is >= '\uFF01' and <= '\uFF5E') return char.ToLowerInvariant((char)(c - 0xFEE0));
        if (c is >= '\u00C0' and <= '\u024F') return char.ToLowerInvariant(c.ToString().Normalize(NormalizationForm.FormD)[0]);

        // Within a word of Latin letters only, so that Russian and Greek stay what they are.
        var lower = char.ToLowerInvariant(c);
        var index = LookAlikes.IndexOf(lower, StringComparison.Ordinal);
        return index >= 0 && before.Length > 0 && char.IsAsciiLetter(before[^1]) ? Latin[index] : lower;
    }
}
