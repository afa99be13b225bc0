using System.Globalization;
using System.Text.RegularExpressions;
using Edify.Rag.Shared;

namespace Edify.Rag.Evaluation;

/// <summary>Which part of an answer's sentences is supported by the passages that they cite.</summary>
/// <remarks>
/// A sentence is supported when the passages that it cites, or all that the answer cites where it names none, have most of its content
/// words and every one of its numbers.
/// </remarks>
internal sealed partial class FaithfulnessScorer : IAnswerScorer
{
    public const string ScorerName = "faithfulness";

    // Of a sentence in other words than its source, about this part is still the source's.
    private const double Supported = 0.6;

    public string Name => ScorerName;

    public ValueTask<double?> ScoreAsync(EvaluatedAnswer answer, CancellationToken cancellationToken = default)
    {
        if (!answer.IsAnswered) return ValueTask.FromResult<double?>(null);
        var passages = answer.Answer.Citations.ToDictionary(c => c.Number, c => ContentTerms.Of($"{c.Title} {answer.TextOf(c)}"));
        var sentences = Sentences(answer.Answer.Text).ToList();
        return ValueTask.FromResult<double?>(sentences.Count == 0 ? null : (double)sentences.Count(s => IsSupported(s, passages)) / sentences.Count);
    }

    private static bool IsSupported(string sentence, Dictionary<int, HashSet<string>> passages)
    {
        var named = Marker().Matches(sentence).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).Where(passages.ContainsKey).ToList();
        var source = (named.Count > 0 ? named : [.. passages.Keys]).SelectMany(number => passages[number]).ToHashSet(StringComparer.Ordinal);
        var terms = ContentTerms.Of(Marker().Replace(sentence, " "));
        return source.Count > 0 && ContentTerms.Coverage(terms, source) >= Supported && terms.Where(t => t.Any(char.IsDigit)).All(source.Contains);
    }

    private static IEnumerable<string> Sentences(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = SentenceScanner.NextBoundary(text, start);
            if (end <= start) end = text.Length;

            // A marker that stands behind the full stop belongs to what it closes.
            var trailing = LeadingMarkers().Match(text, end, text.Length - end);
            end += trailing.Length;
            if (ContentTerms.Of(Marker().Replace(text[start..end], " ")).Count > 0) yield return text[start..end];
            start = end;
        }
    }

    [GeneratedRegex(@"\[(\d{1,4})\]")]
    private static partial Regex Marker();

    [GeneratedRegex(@"\G(?:\s*\[\d{1,4}\])+")]
    private static partial Regex LeadingMarkers();
}
