namespace Edify.Rag.Shared.Language;

/// <summary>Takes the common inflections off English words; leaves other languages' words mostly alone.</summary>
/// <remarks>A light stemmer after Porter, "An algorithm for suffix stripping", 1980, steps 1a to 1c: plurals, -ed, -ing, -y.</remarks>
internal static class EnglishStemmer
{
    /// <summary>The stem of a folded word.</summary>
    public static string Stem(string word)
    {
        if (word.Length < 4 || !char.IsAsciiLetterLower(word[^1])) return word;
        var stem = WithoutPlural(word);
        stem = WithoutTense(stem);
        if (stem.Length > 3 && stem[^1] == 'e') stem = stem[..^1];
        return stem.Length > 3 && stem[^1] == 'y' && !IsVowel(stem[^2]) ? stem[..^1] + "i" : stem;
    }

    private static string WithoutPlural(string word)
    {
        if (word.EndsWith("sses", StringComparison.Ordinal)) return word[..^2];
        if (word.EndsWith("ies", StringComparison.Ordinal)) return word[..^3] + "y";
        if (word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal)) return word[..^2];
        if (word.EndsWith("xes", StringComparison.Ordinal)) return word[..^2];
        return word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
    }

    private static string WithoutTense(string word)
    {
        if (word.EndsWith("ied", StringComparison.Ordinal)) return word[..^3] + "y";
        var suffix = word.EndsWith("ing", StringComparison.Ordinal) ? 3 : word.EndsWith("ed", StringComparison.Ordinal) ? 2 : 0;
        if (suffix == 0 || word.Length - suffix < 3 || !word[..^suffix].Any(IsVowel)) return word;

        var stem = word[..^suffix];
        var isDoubled = stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z' or 'e' or 'o');
        return isDoubled ? stem[..^1] : stem;
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
