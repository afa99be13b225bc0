using Edify.Rag.Shared.Lexical;

namespace Edify.Rag.Evaluation;

/// <summary>The words of a text that carry its meaning: stemmed, folded, without stop words.</summary>
internal static class ContentTerms
{
    private static readonly TextAnalyzer Analyzer = new(new());

    public static HashSet<string> Of(string text)
    {
        var sink = new Sink();
        Analyzer.Analyze(text, ref sink);
        return sink.Terms;
    }

    /// <summary>Which part of one text's terms another has; 1 where the first has none.</summary>
    public static double Coverage(HashSet<string> terms, HashSet<string> by) => terms.Count == 0 ? 1 : (double)terms.Count(by.Contains) / terms.Count;

    private readonly struct Sink() : ITokenSink
    {
        public HashSet<string> Terms { get; } = new(StringComparer.Ordinal);

        public void Accept(scoped ReadOnlySpan<char> term, bool isStopWord)
        {
            if (!isStopWord) Terms.Add(term.ToString());
        }
    }
}
