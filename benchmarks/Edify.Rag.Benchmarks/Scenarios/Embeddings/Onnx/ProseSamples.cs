using Edify.Rag.Benchmarks.Scenarios.Retrieval;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>Pieces of abstracts that people wrote: in made-up text characters tell tokens far too well, and so what sorts by them pads too little.</summary>
/// <remarks>Of Cranfield alone, as CACM's files end in columns of numbers, with which it would pad more than in prose.</remarks>
internal sealed class ProseSamples(ModelTokenizer tokenizer, int seed)
{
    private readonly Random _random = new(seed);
    private readonly TokenBuffer _buffer = new();
    private readonly string[] _words = [.. RetrievalFigures.Collections()
        .Single(collection => collection.Name == "Cranfield").Texts
        .SelectMany(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>A piece of at most so many tokens, with those that stand around it; of one word at least.</summary>
    public string Next(int tokens)
    {
        var first = _random.Next(_words.Length - tokens);
        var (count, enough) = (1, tokens);

        // No word is less than a token.
        while (count < enough)
        {
            var middle = (count + enough + 1) / 2;
            if (Tokens(first, middle) <= tokens) count = middle;
            else enough = middle - 1;
        }

        return Text(first, count);
    }

    private int Tokens(int first, int count)
    {
        tokenizer.Encode(Text(first, count), _buffer);
        return _buffer.Ids.Length;
    }

    private string Text(int first, int count) => string.Join(' ', _words, first, count);
}
