using System.Text;

namespace Edify.Rag.Ingester.Files;

/// <summary>Sentences of made-up words, as different from each other as real ones; the same for the same seed.</summary>
/// <param name="seed">What they depend on.</param>
public sealed class Prose(int seed)
{
    private const int Vocabulary = 6_000;
    private const int WordsPerSentence = 12;

    private static readonly string[] Syllables = ["ba", "cor", "di", "fen", "gal", "hi", "jun", "ka", "lem", "mo", "nur", "pi", "ra", "sol", "ti", "ven"];
    private static readonly string[] Words = MakeWords();

    private readonly Random _random = new(seed);

    /// <summary>So many words, in sentences.</summary>
    public string Text(int words)
    {
        var text = new StringBuilder();
        for (var i = 1; i <= words; i++)
        {
            // Cubed, so that few words are common and most are rare, as in any language.
            text.Append(Words[(int)(Vocabulary * Math.Pow(_random.NextDouble(), 3))]);
            text.Append(i % WordsPerSentence == 0 || i == words ? ". " : " ");
        }

        return text.ToString();
    }

    private static string[] MakeWords()
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, Vocabulary).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Syllables[random.Next(Syllables.Length)])))];
    }
}
