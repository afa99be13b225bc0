using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Safety;

/// <summary>Recognizes text that is meant for a language model: whoever hid it wants it obeyed.</summary>
/// <remarks>
/// Patterns in English and German, and the commonest in French, Spanish, Italian, Portuguese, Dutch, Russian, Hindi, Chinese and
/// Japanese; see <see cref="InjectionPatterns"/>. They find what is worded plainly and miss what is worded cleverly: delimiters,
/// rules of the prompt and the citation check stand behind them.
/// </remarks>
internal static class Injection
{
    /// <summary>What stands in place of a sentence that was withheld.</summary>
    public const string Withheld = "[…]";

    // Letters hidden in tags (U+E0000 and up) and long runs of invisible characters carry text that only a model reads.
    private const int FewestInvisible = 12;

    private const int MostRounds = 16;

    private static readonly (string Kind, Regex Pattern)[] Patterns =
    [
        ("override", InjectionPatterns.Override), ("role", InjectionPatterns.Role), ("system prompt", InjectionPatterns.SystemPrompt),
        ("addressed to a model", InjectionPatterns.Addressed), ("marks of a prompt", InjectionPatterns.Marks),
        ("exfiltration", InjectionPatterns.Exfiltration),
    ];

    /// <summary>The ways in which a text gives orders to a model, each once; none for ordinary text.</summary>
    public static IReadOnlyList<string> Find(string text)
    {
        if (text.Length == 0) return [];
        var folded = FoldedText.Of(text).Text;
        List<string> kinds = [.. Patterns.Where(p => p.Pattern.IsMatch(folded)).Select(p => p.Kind)];
        if (HidesText(text)) kinds.Add("hidden text");
        return kinds;
    }

    /// <summary>Whether a text gives a model orders.</summary>
    public static bool IsAddressedToModel(string text) => Find(text).Count > 0;

    /// <summary>The text with a sign in place of each sentence that gives orders, and without what is hidden in it.</summary>
    public static string Withhold(string text)
    {
        // What is left may read like another order, if somebody took care that it does.
        for (var round = 0; round < MostRounds; round++)
        {
            var before = text;
            text = WithholdOnce(before);
            if (text == before) return text;
        }

        return Withheld;
    }

    private static string WithholdOnce(string text)
    {
        var visible = HidesText(text) ? Visible(text) : text;
        var folded = FoldedText.Of(visible);
        var orders = Patterns.SelectMany(p => p.Pattern.Matches(folded.Text))
            .Where(m => m.Length > 0)
            .Select(m => (Start: folded.Origins[m.Index], End: folded.Origins[m.Index + m.Length - 1])).ToList();
        if (orders.Count == 0) return visible;

        var shown = new StringBuilder(visible.Length);
        var copied = 0;
        foreach (var sentence in Sentences.Of(visible))
        {
            var (start, end) = (sentence.Start.Value, sentence.End.Value);
            if (!orders.Exists(o => o.Start < end && start <= o.End)) continue;
            var between = visible[copied..start];

            // One sign for neighbouring sentences: an order often needs two.
            if (copied == 0 || !string.IsNullOrWhiteSpace(between)) shown.Append(between).Append(Withheld);
            copied = end;
        }

        return shown.Append(visible, copied, visible.Length - copied).ToString();
    }

    private static bool HidesText(string text)
    {
        var run = 0;
        for (var i = 0; i < text.Length; i++)
        {
            run = IsInvisible(text, i) ? run + 1 : 0;
            if (run >= FewestInvisible) return true;
        }

        return false;
    }

    private static string Visible(string text) => string.Concat(text.Where((_, i) => !IsInvisible(text, i)));

    private static bool IsInvisible(string text, int i)
    {
        if (text[i] < 0x80) return false;
        if (char.IsHighSurrogate(text[i])) return text[i] == '\uDB40';
        if (char.IsLowSurrogate(text[i])) return i > 0 && text[i - 1] == '\uDB40';
        return CharUnicodeInfo.GetUnicodeCategory(text[i]) == UnicodeCategory.Format;
    }
}
