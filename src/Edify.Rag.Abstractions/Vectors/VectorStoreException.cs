namespace Edify.Rag;

/// <summary>A vector store refused or failed.</summary>
/// <param name="store">The store, without secrets.</param>
/// <param name="collection">The collection concerned; empty when it is the store itself.</param>
/// <param name="operation">What was attempted, such as "upsert".</param>
/// <param name="message">What went wrong and what to do.</param>
/// <param name="isTransient">Whether the same call may succeed later.</param>
/// <param name="innerException">The provider's own error.</param>
public sealed class VectorStoreException(
    string store, string collection, string operation, string message, bool isTransient = false, Exception? innerException = null)
    : RagException(message, innerException)
{
    /// <summary>The store, without secrets.</summary>
    public string Store { get; } = store;

    /// <summary>The collection concerned; empty when it is the store itself.</summary>
    public string Collection { get; } = collection;

    /// <summary>What was attempted, such as "upsert".</summary>
    public string Operation { get; } = operation;

    /// <inheritdoc/>
    public override bool IsTransient { get; } = isTransient;
}
