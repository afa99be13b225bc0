namespace Edify.Rag.Embeddings.Tokenization.Decoders;

/// <summary>Spaces that tokens leave before punctuation and English contractions, and that nobody wrote.</summary>
internal static class EnglishSpacing
{
    private static readonly (string From, string To)[] CleanUps =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    public static string CleanUp(string text) => CleanUps.Aggregate(text, (clean, c) => clean.Replace(c.From, c.To, StringComparison.Ordinal));
}

/// <summary>Takes them out of the whole text, as transformers does after BERT's tokens were joined; the decoder of a <c>tokenizer.json</c> looks at each token alone.</summary>
internal sealed class EnglishSpacingDecoder : TokenDecoder
{
    public override List<string> Apply(List<string> tokens) => [EnglishSpacing.CleanUp(string.Concat(tokens))];
}
