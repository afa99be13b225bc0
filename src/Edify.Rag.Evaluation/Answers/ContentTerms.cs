using Edify.Rag.Shared.Lexical;
using Edify.Rag.Shared.Words;

namespace Edify.Rag.Evaluation;

/// <summary>The words of a text that carry its meaning: stemmed, folded, without articles, pronouns and question words.</summary>
internal static class ContentTerms
{
    private static readonly TextAnalyzer Stemming = new(new());
    private static readonly TextAnalyzer Folding = new(new(Stem: false));

    public static HashSet<string> Of(string text)
    {
        var (stems, words) = (Terms(Stemming, text), Terms(Folding, text));
        return stems.Zip(words).Where(term => !term.Second.IsStopWord && !StopWords.Contains(term.Second.Term)).Select(term => term.First.Term).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Which part of one text's terms another has; 1 where the first has none.</summary>
    public static double Coverage(HashSet<string> terms, HashSet<string> by) => terms.Count == 0 ? 1 : (double)terms.Count(by.Contains) / terms.Count;

    private static List<(string Term, bool IsStopWord)> Terms(TextAnalyzer analyzer, string text)
    {
        var sink = new Sink();
        analyzer.Analyze(text, ref sink);
        return sink.Terms;
    }

    private readonly struct Sink() : ITokenSink
    {
        public List<(string Term, bool IsStopWord)> Terms { get; } = [];

        public void Accept(scoped ReadOnlySpan<char> term, bool isStopWord) => Terms.Add((term.ToString(), isStopWord));
    }
}
