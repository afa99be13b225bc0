namespace Edify.Rag.Documents.Inspection.Language;

/// <summary>Tells the language of a text by its script and, where several languages share one, by their function words.</summary>
/// <remarks>
/// Function words make up a third to a half of running text and hardly any of a foreign one. Each that is found counts the
/// more, the fewer languages have it. What is too short, a list of names, or in a language that is not known gives no answer.
/// </remarks>
internal static class LanguageDetector
{
    private const int FewestWords = 5;
    private const int FewestDifferent = 3;

    // Share of words that must be function words of the language, and lead over the second best.
    private const double LeastShare = 0.15;
    private const double LeastLead = 1.15;

    /// <summary>The language as a BCP 47 tag; <see langword="null"/> when it is not sure.</summary>
    public static string? Detect(ReadOnlySpan<char> text) => Scripts.Dominant(text) switch
    {
        Script.Latin => Compare(text, FunctionWords.Latin),
        Script.Cyrillic => Compare(text, FunctionWords.Cyrillic),
        Script.Arabic => Compare(text, FunctionWords.Arabic),
        Script.Devanagari => Compare(text, FunctionWords.Devanagari),
        Script.Greek => "el",
        Script.Armenian => "hy",
        Script.Georgian => "ka",
        Script.Hebrew => "he",
        Script.Bengali => "bn",
        Script.Gurmukhi => "pa",
        Script.Gujarati => "gu",
        Script.Odia => "or",
        Script.Tamil => "ta",
        Script.Telugu => "te",
        Script.Kannada => "kn",
        Script.Malayalam => "ml",
        Script.Sinhala => "si",
        Script.Thai => "th",
        Script.Lao => "lo",
        Script.Myanmar => "my",
        Script.Ethiopic => "am",
        Script.Khmer => "km",
        Script.Hangul => "ko",
        Script.Kana => "ja",
        Script.Han => "zh",
        _ => null,
    };

    private static string? Compare(ReadOnlySpan<char> text, FunctionWords words)
    {
        var times = new int[words.Count];
        var count = 0;
        foreach (var word in new WordEnumerator(text))
        {
            // Single letters of ASCII are variables, initials and keys more often than words.
            if (word is [<= '\x7F']) continue;
            count++;
            if (words.Find(word) is var number and >= 0) times[number]++;
        }

        return count >= FewestWords ? Best(times, count, words) : null;
    }

    private static string? Best(int[] times, int count, FunctionWords words)
    {
        var tallies = new LanguageTally[words.Languages.Count];
        for (var number = 0; number < times.Length; number++)
            if (times[number] > 0) words.Tally(number, times[number], tallies);

        var (best, second) = (0, 0.0);
        for (var i = 1; i < tallies.Length; i++)
        {
            if (tallies[i].Score > tallies[best].Score) (best, second) = (i, tallies[best].Score);
            else second = Math.Max(second, tallies[i].Score);
        }

        var winner = tallies[best];
        return winner.Words >= FewestDifferent && winner.Hits >= LeastShare * count && winner.Score >= LeastLead * second ? words.Languages[best] : null;
    }
}
