using System.Security.Cryptography;
using System.Runtime.InteropServices;
using Edify.Rag.Hosting.Privacy.Encryption.Keys;
using Edify.Rag.Shared.Lexical;

namespace Edify.Rag.Hosting.Privacy.Encryption.Records;

/// <summary>
/// The words of a text as a store may index them: each term by its keyed hash (HMAC-SHA-256, 64 bits), so that the same words are found
/// and weighed as before by any store, and nobody without the key reads one.
/// </summary>
/// <remarks>
/// Written in consonants, 16 to a word: no analyzer takes such a word for a number, cuts it, stems it, or knows it as a stop word. Terms
/// stand in the order of their hashes, so that the order of the words is not told. How often a term occurs is.
/// </remarks>
internal sealed class BlindWords(SealingKey key)
{
    private const string Letters = "bcdfghjkmnpqrtvw";
    private const int Length = 16;

    private static readonly TextAnalyzer Analyzer = new(new());

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>A text's words, each as often as it occurs.</summary>
    public string Of(string text)
    {
        var terms = Terms(text);
        terms.Sort(StringComparer.Ordinal);
        return string.Join(' ', terms);
    }

    /// <summary>The words of a question, without those that stand everywhere unless there are no others.</summary>
    public IReadOnlyList<string> OfQuestion(string question)
    {
        var collector = new Collector(this);
        Analyzer.Analyze(question, ref collector);
        return collector.Terms.Exists(term => !term.IsStopWord) ? [.. collector.Terms.Where(term => !term.IsStopWord).Select(term => term.Term)] : [.. collector.Terms.Select(term => term.Term)];
    }

    /// <summary>The terms of one word; most often one.</summary>
    public List<string> Terms(string text)
    {
        var collector = new Collector(this);
        Analyzer.Analyze(text, ref collector);
        return collector.Terms.ConvertAll(term => term.Term);
    }

    private string Blind(ReadOnlySpan<char> term)
    {
        var known = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(term, out var blind)) return blind;
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Words, MemoryMarshal.AsBytes(term), hash);
        blind = string.Create(Length, BitConverter.ToUInt64(hash), static (letters, bits) =>
        {
            for (var i = 0; i < letters.Length; i++, bits >>= 4) letters[i] = Letters[(int)(bits & 15)];
        });
        known[term] = blind;
        return blind;
    }

    private readonly struct Collector(BlindWords words) : ITokenSink
    {
        public List<(string Term, bool IsStopWord)> Terms { get; } = [];

        public void Accept(scoped ReadOnlySpan<char> term, bool isStopWord) => Terms.Add((words.Blind(term), isStopWord));
    }
}
