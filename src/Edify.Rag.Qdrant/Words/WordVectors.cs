using Edify.Rag.Shared.Lexical;

namespace Edify.Rag.Qdrant.Words;

/// <summary>Makes the words of texts and questions into sparse vectors whose dot product is BM25.</summary>
/// <remarks>
/// BM25 as in Robertson and Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, Foundations and Trends in Information
/// Retrieval 3(4), 2009, with k1 = 0.9 and b = 0.4 and without its constant factor k1 + 1, as in the embedded store. A text's weights hold how
/// often it has a word and how long it is; how rare the word is, ln(1 + (N - df + 0.5) / (df + 0.5)), the server multiplies in when it
/// is asked. What records weigh can't follow the mean length of all of them, so that is an option.
/// </remarks>
internal sealed class WordVectors(int averageWords)
{
    private const float K1 = 0.9f;
    private const float B = 0.4f;

    private readonly TextAnalyzer _analyzer = new(new());

    /// <summary>The words of a record's text.</summary>
    public WordVector OfText(string text)
    {
        var counts = new Counts();
        _analyzer.Analyze(text, ref counts);
        var saturation = K1 * (1 - B + (B * counts.Length / averageWords));
        return Vector(counts.Frequencies, frequency => frequency / (frequency + saturation));
    }

    /// <summary>The words of a question, without those that are in every text, unless there are no others.</summary>
    public WordVector OfQuestion(string text)
    {
        var frequencies = new Dictionary<uint, int>();
        foreach (var term in LexicalQuery.Parse(_analyzer, text).Terms) Add(frequencies, TermHash.Of(term.Term), term.Frequency);
        return Vector(frequencies, frequency => frequency);
    }

    /// <summary>The numbers of the terms that one word is cut into.</summary>
    public IReadOnlyCollection<uint> OfWord(string word)
    {
        var counts = new Counts();
        _analyzer.Analyze(word, ref counts);
        return counts.Frequencies.Keys;
    }

    private static WordVector Vector(Dictionary<uint, int> frequencies, Func<int, float> weight)
    {
        var terms = frequencies.Keys.ToArray();
        Array.Sort(terms);
        return new(terms, Array.ConvertAll(terms, term => weight(frequencies[term])));
    }

    private static void Add(Dictionary<uint, int> frequencies, uint term, int count) =>
        frequencies[term] = frequencies.GetValueOrDefault(term) + count;

    private struct Counts() : ITokenSink
    {
        public Dictionary<uint, int> Frequencies { get; } = [];

        public int Length { get; private set; }

        public void Accept(scoped ReadOnlySpan<char> term, bool isStopWord)
        {
            Length++;
            Add(Frequencies, TermHash.Of(term), 1);
        }
    }
}
