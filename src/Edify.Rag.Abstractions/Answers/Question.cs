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

    /// <summary>Narrows where to look, to a subject, a book or a time of writing; see <see cref="PassageFilter"/>.</summary>
    public VectorFilter Within { get; init; } = VectorFilter.All;

    /// <summary>How many passages to look at, 1 to 1,000; <see langword="null"/> leaves it to the <see cref="IQuestionAnalyzer"/>.</summary>
    public int? Top { get; init; }

    /// <summary>Which legs to search; <see langword="null"/> leaves it to the <see cref="IQuestionAnalyzer"/>.</summary>
    public RetrievalMode? Mode { get; init; }
}
