using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Conversations;

/// <summary>The conversation that a question belongs to, as far as the question may be answered with it.</summary>
/// <param name="Id">The conversation's name; <see langword="null"/> when none is kept.</param>
internal sealed record Conversing(string? Id)
{
    /// <summary>A question that stands for itself.</summary>
    public static Conversing None { get; } = new((string?)null);

    /// <summary>The turns before it that were answered under the same scope, oldest first.</summary>
    public IReadOnlyList<ConversationTurn> Turns { get; init; } = [];

    /// <summary>The same as a model reads it, what was summed up first.</summary>
    public IReadOnlyList<ChatMessage> History { get; init; } = [];

    /// <summary>How many turns the conversation has, of any scope, as far as they were looked at.</summary>
    public int Seen { get; init; }
}
