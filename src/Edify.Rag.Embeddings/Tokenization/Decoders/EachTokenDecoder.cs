namespace Edify.Rag.Embeddings.Tokenization.Decoders;

/// <summary>Rewrites each token by itself.</summary>
/// <param name="rewrite">Given a token, its place, and how many there are.</param>
internal sealed class EachTokenDecoder(Func<string, int, int, string> rewrite) : TokenDecoder
{
    /// <summary>Makes spaces of marks, and nothing of those of the first token where one was put before the text.</summary>
    public static EachTokenDecoder Metaspace(char mark, bool wasPrepended) =>
        new((token, i, _) => i == 0 && wasPrepended ? token.Replace(mark.ToString(), string.Empty, StringComparison.Ordinal) : token.Replace(mark, ' '));

    /// <summary>Makes spaces of what ends words.</summary>
    public static EachTokenDecoder WordEnds(string suffix) =>
        new((token, i, count) => suffix.Length == 0 ? token : token.Replace(suffix, i == count - 1 ? string.Empty : " ", StringComparison.Ordinal));

    /// <summary>Takes up to so many of a character off each end.</summary>
    public static EachTokenDecoder Strip(char content, int start, int end) => new((token, _, _) =>
    {
        var (from, to) = (0, token.Length);
        while (from < start && from < token.Length && token[from] == content) from++;
        while (token.Length - to < end && to > from && token[to - 1] == content) to--;
        return token[from..to];
    });

    public override List<string> Apply(List<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++) tokens[i] = rewrite(tokens[i], i, tokens.Count);
        return tokens;
    }
}
