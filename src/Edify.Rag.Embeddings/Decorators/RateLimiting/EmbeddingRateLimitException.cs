namespace Edify.Rag;

/// <summary>A question would have waited longer for its turn at the embedder than <see cref="EmbeddingRateLimitOptions.MaxQuestionWait"/> allows.</summary>
/// <param name="message">What was waited for and what to change.</param>
public sealed class EmbeddingRateLimitException(string message) : RagException(message)
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}
