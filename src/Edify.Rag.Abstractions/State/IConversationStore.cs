namespace Edify.Rag;

/// <summary>Remembers conversations.</summary>
/// <remarks>
/// Safe for concurrent use. A conversation belongs to one user of one tenant: for anyone else it does not exist, which is
/// also what a caller is told.
/// </remarks>
public interface IConversationStore
{
    /// <summary>Adds a turn; the first one makes the conversation.</summary>
    /// <param name="owner">Whose conversation it is.</param>
    /// <param name="turn">What was said.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">The store can't be written, or the conversation is another user's.</exception>
    ValueTask AppendAsync(RagUser owner, ConversationTurn turn, CancellationToken cancellationToken = default);

    /// <summary>The latest turns of a conversation, oldest first; none when the user has no such conversation.</summary>
    /// <param name="owner">Whose conversation it is.</param>
    /// <param name="conversationId">Which.</param>
    /// <param name="limit">The most turns, at least 1.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    IAsyncEnumerable<ConversationTurn> ReadAsync(RagUser owner, string conversationId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Deletes a conversation. Deleting one that is not there succeeds.</summary>
    /// <param name="owner">Whose conversation it is.</param>
    /// <param name="conversationId">Which; <see langword="null"/> deletes all of the user's conversations.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>How many conversations were deleted.</returns>
    ValueTask<int> DeleteAsync(RagUser owner, string? conversationId, CancellationToken cancellationToken = default);
}

/// <summary>A question and its answer.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="At">When.</param>
public sealed record ConversationTurn(string ConversationId, string Question, Answer Answer, DateTimeOffset At);
