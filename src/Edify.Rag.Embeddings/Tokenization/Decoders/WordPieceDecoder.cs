namespace Edify.Rag.Embeddings.Tokenization.Decoders;

/// <summary>Joins continuations to what they continue, and puts spaces between words.</summary>
/// <param name="prefix">What continuations begin with.</param>
/// <param name="cleansUp">Whether spaces before punctuation and English contractions go.</param>
internal sealed class WordPieceDecoder(string prefix, bool cleansUp) : TokenDecoder
{
    private static readonly (string From, string To)[] CleanUps =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" do not", " don't"),
        (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    public override List<string> Apply(List<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (i > 0) tokens[i] = tokens[i].StartsWith(prefix, StringComparison.Ordinal) ? tokens[i][prefix.Length..] : " " + tokens[i];
            if (!cleansUp) continue;
            foreach (var (from, to) in CleanUps) tokens[i] = tokens[i].Replace(from, to, StringComparison.Ordinal);
        }

        return tokens;
    }
}
