namespace Edify.Rag.Embeddings.Tokenization.Decoders;

/// <summary>Makes text of tokens: rewrites a list of them, which is joined at the end.</summary>
internal abstract class TokenDecoder
{
    public abstract List<string> Apply(List<string> tokens);
}

/// <summary>One after the other.</summary>
internal sealed class SequenceDecoder(TokenDecoder[] steps) : TokenDecoder
{
    public override List<string> Apply(List<string> tokens) => steps.Aggregate(tokens, (list, step) => step.Apply(list));
}

/// <summary>Makes one of all.</summary>
internal sealed class FuseDecoder : TokenDecoder
{
    public override List<string> Apply(List<string> tokens) => [string.Concat(tokens)];
}
