using System.Text.RegularExpressions;
using Edify.Rag.Shared.Lexical;

namespace Edify.Rag.Hosting.Caching;

/// <summary>The words of a question that decide its answer, in their order: numbers, names, negations, words of content and the word that asks.</summary>
/// <remarks>
/// Vectors of "from Delhi to Agra" and "from Agra to Delhi", of grade 5 and grade 6, of "may" and "may not" are next to each other; so
/// two questions are the same only if these words are, and in one order. Left out is what changes nothing: politeness, articles and
/// forms of "to be". What is no English keeps all its words.
/// </remarks>
internal sealed partial class KeyTerms : IEquatable<KeyTerms>
{
    private static readonly TextAnalyzer Analyzer = new(new(FoldDiacritics: false, Stem: false, DropStopWords: false));

    private static readonly HashSet<string> Empty = new(StringComparer.Ordinal) { "a", "an", "the", "is", "are", "am", "be", "please", "kindly", "of" };

    private readonly string _text;

    private KeyTerms(string text) => _text = text;

    public static KeyTerms Of(string question)
    {
        var sink = new Terms([]);
        Analyzer.Analyze(Frame.Replace(question, string.Empty), ref sink);
        var terms = sink.Found.Where(t => !Empty.Contains(t)).Select(Singular).ToList();

        // "What is the late fee" asks for "the late fee".
        if (terms.Count > 1 && terms[0] == "what" && Asks.IsMatch(question)) terms.RemoveAt(0);

        // C is not C++, nor 5 -5.
        return new(string.Join(' ', [.. terms, .. Signs.Matches(question).Select(m => m.Value)]));
    }

    /// <summary>Terms that were kept.</summary>
    public static KeyTerms Parse(string text) => new(text);

    public bool Equals(KeyTerms? other) => other is not null && _text.Length > 0 && string.Equals(_text, other._text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as KeyTerms);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    public override string ToString() => _text;

    // No stemmer: to one, an organization is an organ.
    private static string Singular(string term) =>
        term.Length > 3 && term[^1] == 's' && term[^2] is not ('s' or 'u' or 'i' or '\'') && term.All(char.IsAsciiLetter) ? term[..^1] : term;

    [GeneratedRegex(
        @"^\s*(?:please[,\s]+)?(?:(?:can|could|would|will)\s+you\s+)?(?:please\s+)?(?:kindly\s+)?(?:tell|show|give)\s+(?:me|us)\s+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Frame { get; }

    [GeneratedRegex(@"^\s*(?:.{0,40}?\s)?what(?:\s+is|\s+are|['’]s)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asks { get; }

    [GeneratedRegex(@"[\p{S}#%&*/@\\]|[-−](?=\d)")]
    private static partial Regex Signs { get; }

    private readonly struct Terms(List<string> found) : ITokenSink
    {
        public List<string> Found => found;

        public void Accept(scoped ReadOnlySpan<char> term, bool isStopWord) => found.Add(term.ToString());
    }
}
