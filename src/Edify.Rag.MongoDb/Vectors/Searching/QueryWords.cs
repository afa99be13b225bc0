using System.Globalization;
using System.Text;

namespace Edify.Rag.MongoDb.Vectors.Searching;

/// <summary>The words of a question, without anything that MongoDB would take for syntax: quotes, signs of negation and the like.</summary>
internal static class QueryWords
{
    // Nobody asks more than this.
    private const int MaxLength = 10_000;

    /// <summary>The words, with blanks between them; empty when there is none.</summary>
    public static string Of(string text)
    {
        var words = new StringBuilder(Math.Min(text.Length, MaxLength));
        var isApart = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (words.Length >= MaxLength) break;
            if (!IsOfWord(rune))
            {
                isApart = words.Length > 0;
                continue;
            }

            if (isApart) words.Append(' ');
            isApart = false;
            words.Append(rune.ToString());
        }

        return words.ToString();
    }

    // A sign of connection, such as '_', stays within words, as the server's own tokenizer has it.
    private static bool IsOfWord(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation => true,
        _ => Rune.IsLetterOrDigit(rune),
    };
}
