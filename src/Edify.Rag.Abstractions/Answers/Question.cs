namespace Edify.Rag;

/// <summary>A question and who asks it.</summary>
/// <param name="Text">1 to 4,000 characters; control characters are ignored.</param>
/// <param name="User">Whose rights apply.</param>
public sealed record Question(string Text, RagUser User)
{
    /// <summary>Continues a conversation of the same user; <see langword="null"/> starts one.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Whether question and answer are kept in a conversation.</summary>
    /// <value>Default: <see langword="true"/>; without it the question stands for itself, and <see cref="ConversationId"/> is not looked at.</value>
    public bool IsKept { get; init; } = true;

    /// <summary>Narrows where to look, to a subject or a book.</summary>
    public VectorFilter Within { get; init; } = VectorFilter.All;

    /// <summary>How many passages to look at; <see langword="null"/> leaves it to the retriever.</summary>
    public int? Top { get; init; }

    /// <summary>Which legs to search.</summary>
    /// <value>Default: <see cref="RetrievalMode.Hybrid"/>.</value>
    public RetrievalMode Mode { get; init; } = RetrievalMode.Hybrid;
}
