namespace Edify.Rag.Shared.Lexical.Analysis;

/// <summary>The stemmer of M. F. Porter: An algorithm for suffix stripping, Program 14(3), 1980.</summary>
/// <remarks>With the two departures of the author's own later version: "bli" for "abli", and "logi". Thread-safe.</remarks>
internal static class PorterStemmer
{
    // Longest first where one suffix ends with another.
    private static readonly SuffixRules DoubleSuffixes = new(
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"), ("alli", "al"),
        ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"),
        ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"));

    private static readonly SuffixRules AdjectiveSuffixes = new(
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""));

    private static readonly SuffixRules PlainSuffixes = new(
        ("al", ""), ("ance", ""), ("ence", ""), ("er", ""), ("ic", ""), ("able", ""), ("ible", ""), ("ant", ""), ("ement", ""), ("ment", ""),
        ("ent", ""), ("ion", ""), ("ou", ""), ("ism", ""), ("ate", ""), ("iti", ""), ("ous", ""), ("ive", ""), ("ize", ""));

    /// <summary>Stems a word in place.</summary>
    /// <param name="word">A word in lower case. One with other characters than a to z, or of two letters, stays as it is.</param>
    /// <returns>The length of the stem.</returns>
    public static int Stem(Span<char> word)
    {
        if (word.Length <= 2 || word.ContainsAnyExceptInRange('a', 'z'))
            return word.Length;

        var length = CutPlural(word, word.Length);
        length = CutPastAndProgressive(word, length);
        if (word[length - 1] == 'y' && HasVowel(word[..(length - 1)]))
            word[length - 1] = 'i';
        length = Replace(DoubleSuffixes, word, length);
        length = Replace(AdjectiveSuffixes, word, length);
        length = CutPlainSuffix(word, length);
        return CutFinalE(word, length);
    }

    // Step 1a.
    private static int CutPlural(ReadOnlySpan<char> word, int length) => word switch
    {
        [.., 's', 's', 'e', 's'] or [.., 'i', 'e', 's'] => length - 2,
        [.., 's', 's'] => length,
        [.., 's'] => length - 1,
        _ => length,
    };

    // Step 1b.
    private static int CutPastAndProgressive(Span<char> word, int length)
    {
        var current = word[..length];
        if (current.EndsWith("eed"))
            return Measure(current[..^3]) > 0 ? length - 1 : length;

        var suffix = current.EndsWith("ed") ? 2 : current.EndsWith("ing") ? 3 : 0;
        if (suffix == 0 || !HasVowel(current[..^suffix]))
            return length;

        current = current[..^suffix];
        length -= suffix;
        var wantsE = current.EndsWith("at") || current.EndsWith("bl") || current.EndsWith("iz");
        if (!wantsE && EndsWithDoubleConsonant(current))
            return current[^1] is 'l' or 's' or 'z' ? length : length - 1;
        if (!wantsE && !(Measure(current) == 1 && EndsWithShortSyllable(current)))
            return length;

        word[length] = 'e';
        return length + 1;
    }

    // Steps 2 and 3: the first suffix that the word ends with decides, whether or not its condition holds.
    private static int Replace(SuffixRules rules, Span<char> word, int length)
    {
        if (rules.Find(word[..length]) is not var (suffix, replacement))
            return length;

        var stem = length - suffix.Length;
        if (Measure(word[..stem]) == 0)
            return length;

        replacement.CopyTo(word[stem..]);
        return stem + replacement.Length;
    }

    // Step 4.
    private static int CutPlainSuffix(ReadOnlySpan<char> word, int length)
    {
        if (PlainSuffixes.Find(word[..length]) is not var (suffix, _))
            return length;

        var stem = word[..(length - suffix.Length)];
        var isCut = Measure(stem) > 1 && (suffix != "ion" || stem[^1] is 's' or 't');
        return isCut ? stem.Length : length;
    }

    // Step 5.
    private static int CutFinalE(ReadOnlySpan<char> word, int length)
    {
        if (word[length - 1] == 'e')
        {
            var stem = word[..(length - 1)];
            var measure = Measure(stem);
            if (measure > 1 || (measure == 1 && !EndsWithShortSyllable(stem)))
                length--;
        }

        return word[length - 1] == 'l' && EndsWithDoubleConsonant(word[..length]) && Measure(word[..length]) > 1 ? length - 1 : length;
    }

    private static bool IsConsonant(ReadOnlySpan<char> word, int index) => word[index] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => index == 0 || !IsConsonant(word, index - 1),
        _ => true,
    };

    /// <summary>How many times a vowel is followed by a consonant: the m of [C](VC)^m[V].</summary>
    private static int Measure(ReadOnlySpan<char> stem)
    {
        var measure = 0;
        var isAfterVowel = false;
        for (var i = 0; i < stem.Length; i++)
        {
            var isConsonant = IsConsonant(stem, i);
            if (isConsonant && isAfterVowel)
                measure++;
            isAfterVowel = !isConsonant;
        }

        return measure;
    }

    private static bool HasVowel(ReadOnlySpan<char> stem)
    {
        for (var i = 0; i < stem.Length; i++)
        {
            if (!IsConsonant(stem, i))
                return true;
        }

        return false;
    }

    private static bool EndsWithDoubleConsonant(ReadOnlySpan<char> stem) =>
        stem.Length >= 2 && stem[^1] == stem[^2] && IsConsonant(stem, stem.Length - 1);

    /// <summary>Whether a stem ends with consonant, vowel, consonant, the last not w, x or y.</summary>
    private static bool EndsWithShortSyllable(ReadOnlySpan<char> stem)
    {
        var last = stem.Length - 1;
        return last >= 2 && IsConsonant(stem, last) && !IsConsonant(stem, last - 1) && IsConsonant(stem, last - 2)
            && stem[last] is not ('w' or 'x' or 'y');
    }
}
