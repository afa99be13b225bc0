namespace Edify.Rag.Embeddings.Tokenization.Decoders;

/// <summary>Joins continuations to what they continue, and puts spaces between words.</summary>
/// <param name="prefix">What continuations begin with.</param>
/// <param name="cleansUp">Whether spaces before punctuation and English contractions go, in each token alone.</param>
internal sealed class WordPieceDecoder(string prefix, bool cleansUp) : TokenDecoder
{
    public override List<string> Apply(List<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (i > 0) tokens[i] = tokens[i].StartsWith(prefix, StringComparison.Ordinal) ? tokens[i][prefix.Length..] : " " + tokens[i];
            if (cleansUp) tokens[i] = EnglishSpacing.CleanUp(tokens[i]).Replace(" do not", " don't", StringComparison.Ordinal);
        }

        return tokens;
    }
}
