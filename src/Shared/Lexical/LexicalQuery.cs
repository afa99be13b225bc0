using System.Text;

namespace Edify.Rag.Shared.Lexical;

/// <summary>The terms of a question, each once.</summary>
internal sealed class LexicalQuery
{
    private LexicalQuery(IReadOnlyList<QueryTerm> terms) => Terms = terms;

    /// <summary>The terms in ordinal order, so that a row's score is always added up in the same order.</summary>
    public IReadOnlyList<QueryTerm> Terms { get; }

    /// <summary>Analyzes a question. Stop words are left out, by option, unless there is nothing else.</summary>
    public static LexicalQuery Parse(TextAnalyzer analyzer, ReadOnlySpan<char> text)
    {
        var collector = new Collector();
        analyzer.Analyze(text, ref collector);
        var isDropping = analyzer.Options.DropStopWords && collector.Tokens.Exists(token => !token.IsStopWord);
        var terms = collector.Tokens
            .Where(token => !(isDropping && token.IsStopWord))
            .GroupBy(token => token.Term, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new QueryTerm(Encoding.UTF8.GetBytes(group.Key), group.Count()));
        return new LexicalQuery([.. terms]);
    }

    private readonly struct Collector() : ITokenSink
    {
        public List<(string Term, bool IsStopWord)> Tokens { get; } = [];

        public void Accept(scoped ReadOnlySpan<char> term, bool isStopWord) => Tokens.Add((term.ToString(), isStopWord));
    }
}

/// <summary>A term and how often the question has it.</summary>
internal readonly record struct QueryTerm(byte[] Term, int Frequency);
