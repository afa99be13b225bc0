using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag.Embeddings.Tokenization.PreTokenizers;

/// <summary>Cuts pieces of a text into smaller ones, within which tokens are found. Immutable.</summary>
internal abstract class PreTokenizer
{
    /// <summary>Cuts the workspace's pieces; may rewrite the text, and then moves them with it.</summary>
    public abstract void Apply(AlignedText text, Workspace workspace);
}

/// <summary>One after the other.</summary>
internal sealed class SequencePreTokenizer(PreTokenizer[] steps) : PreTokenizer
{
    public override void Apply(AlignedText text, Workspace workspace)
    {
        foreach (var step in steps) step.Apply(text, workspace);
    }
}
