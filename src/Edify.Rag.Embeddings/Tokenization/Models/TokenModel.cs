using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag.Embeddings.Tokenization.Models;

/// <summary>Finds the tokens of the pieces of a text. Immutable; what it needs while it works is the workspace's.</summary>
internal abstract class TokenModel
{
    /// <summary>Adds the tokens of the workspace's pieces to its sink, until that is full.</summary>
    public abstract void Tokenize(AlignedText text, Workspace workspace);
}
