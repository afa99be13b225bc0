using System.Globalization;
using System.Text;
using Edify.Rag.MongoDb.Server.Data;
using Edify.Rag.Shared.Lexical.Analysis;

namespace Edify.Rag.MongoDb.Server.Searching;

/// <summary>Texts as terms. Of the languages it knows English, by Porter's stemmer, and none.</summary>
internal static class Words
{
    public static List<string> Of(string text, string language)
    {
        if (language is not ("english" or "none")) throw MongoFault.BadValue($"the double does not know the language {language}");
        var terms = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsOfWord(rune)) word.Append(rune.ToString());
            else Take(word, language, terms);
        }

        Take(word, language, terms);
        return terms;
    }

    private static bool IsOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation;

    private static void Take(StringBuilder word, string language, List<string> terms)
    {
        if (word.Length == 0) return;
        var folded = string.Concat(word.ToString().ToLowerInvariant().Normalize(NormalizationForm.FormD).Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));
        word.Clear();
        if (language == "none")
        {
            terms.Add(folded);
            return;
        }

        if (EnglishStopWords.Contains(folded)) return;
        var letters = folded.ToCharArray();
        terms.Add(new string(letters, 0, PorterStemmer.Stem(letters)));
    }
}
