namespace Edify.Rag.OpenAI.Embeddings;

/// <summary>A text as it is sent, or why it is not.</summary>
/// <remarks>No record: it would print the text.</remarks>
internal readonly struct OutgoingText(string text, int tokens, bool isCut = false, string? refusal = null)
{
    public string Text { get; } = text;

    /// <summary>How many tokens it has, as far as that is known.</summary>
    public int Tokens { get; } = tokens;

    /// <summary>Whether its end was left out.</summary>
    public bool IsCut { get; } = isCut;

    /// <summary>Why it is not sent; <see langword="null"/> when it is.</summary>
    public string? Refusal { get; } = refusal;

    public static OutgoingText Refused(string reason) => new(string.Empty, 0, refusal: reason);
}
