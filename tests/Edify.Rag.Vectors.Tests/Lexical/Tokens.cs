using Edify.Rag.Shared.Lexical;

namespace Edify.Rag.Vectors.Tests.Lexical;

/// <summary>The terms of a text as strings.</summary>
internal static class Tokens
{
    public static readonly TextAnalyzerOptions Plain = new(Stem: false);

    public static List<string> Of(string text, TextAnalyzerOptions? options = null)
    {
        var sink = new ListSink();
        new TextAnalyzer(options ?? Plain).Analyze(text, ref sink);
        return sink.Terms;
    }

    private readonly struct ListSink() : ITokenSink
    {
        public List<string> Terms { get; } = [];

        public void Accept(scoped ReadOnlySpan<char> term, bool isStopWord) => Terms.Add(term.ToString());
    }
}
