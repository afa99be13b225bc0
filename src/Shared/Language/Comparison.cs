using System.Text.RegularExpressions;

namespace Edify.Rag.Shared.Language;

/// <summary>Divides a question that compares two years or numbers into one question for each.</summary>
internal static partial class Comparison
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // Bounded, so that a long run of digits is not tried in every way to divide it.
    private const string Numbered = @"[\w-]{0,20}\d[\w–-]{0,20}";

    /// <summary>The questions to answer in turn; <see langword="null"/> when nothing is compared.</summary>
    public static (string First, string Second)? Split(string question)
    {
        var pair = Pair.Match(question);
        if (!pair.Success || !Compares.IsMatch(question)) return null;
        var rest = HowDid.Replace(Compares.Replace(question.Remove(pair.Index, pair.Length), " "), "what was");
        return ($"{rest} {pair.Groups["first"].Value}", $"{rest} {pair.Groups["second"].Value}");
    }

    [GeneratedRegex(@"\b(?:from|between|in|of)\s+(?<first>" + Numbered + @")\s+(?:to|and|with)\s+(?<second>" + Numbered + ")", Options)]
    private static partial Regex Pair { get; }

    [GeneratedRegex(@"^\W*how (?:did|do|does|has|have)\b", Options)]
    private static partial Regex HowDid { get; }

    [GeneratedRegex(
        @"\b(?:chang(?:e|es|ed)|differ(?:s|ed|ence|ences|ent)?|compar(?:e|es|ed|ison)|increas(?:e|es|ed)|decreas(?:e|es|ed)|between)\b\??", Options)]
    private static partial Regex Compares { get; }
}
