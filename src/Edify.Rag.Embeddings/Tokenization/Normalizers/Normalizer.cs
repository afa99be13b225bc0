using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>Rewrites a text before it is cut. Immutable; what it needs while it works is the workspace's.</summary>
internal abstract class Normalizer
{
    public abstract void Apply(AlignedText text, Workspace workspace);
}

/// <summary>One normalizer after the other.</summary>
internal sealed class SequenceNormalizer(Normalizer[] steps) : Normalizer
{
    public override void Apply(AlignedText text, Workspace workspace)
    {
        foreach (var step in steps) step.Apply(text, workspace);
    }
}
