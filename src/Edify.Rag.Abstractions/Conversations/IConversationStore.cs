namespace Edify.Rag;

/// <summary>Keeps conversations.</summary>
/// <remarks>
/// Safe for concurrent use. Every call names the user, and reaches conversations of this user in this tenant alone: another's is as
/// one that does not exist. What was written survives a crash once the call has returned.
/// </remarks>
public interface IConversationStore
{
    /// <summary>The user's conversations, the last used first.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<Conversation> ListAsync(RagUser user, CancellationToken cancellationToken = default);

    /// <summary>A conversation; <see langword="null"/> where the user has no such one.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="conversationId">Which, as <see cref="Question.ConversationId"/> names it.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    Task<Conversation?> FindAsync(RagUser user, string conversationId, CancellationToken cancellationToken = default);

    /// <summary>The turns of a conversation, oldest first; none where the user has no such one.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="conversationId">Which.</param>
    /// <param name="last">How many of the last turns; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<ConversationTurn>> ReadAsync(RagUser user, string conversationId, int? last = null, CancellationToken cancellationToken = default);

    /// <summary>Adds a turn; the first one makes the conversation. Adding a turn again, by its id, changes nothing.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="conversationId">Which: 1 to 128 characters.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    Task AppendAsync(RagUser user, string conversationId, ConversationTurn turn, CancellationToken cancellationToken = default);

    /// <summary>Says what the user thought of an answer; the last word counts.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="conversationId">Which conversation.</param>
    /// <param name="turn">Which turn, by its id.</param>
    /// <param name="feedback">What they thought.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>Whether the user has such a turn.</returns>
    Task<bool> RateAsync(RagUser user, string conversationId, Guid turn, AnswerFeedback feedback, CancellationToken cancellationToken = default);

    /// <summary>Keeps a summary of what was said, so that long conversations need not be read as a whole.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="conversationId">Which.</param>
    /// <param name="summary">The summary.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>Whether the user has such a conversation.</returns>
    Task<bool> SummarizeAsync(RagUser user, string conversationId, ConversationSummary summary, CancellationToken cancellationToken = default);

    /// <summary>Deletes a conversation for good: nothing of its text stays in any file or table.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="conversationId">Which.</param>
    /// <param name="cancellationToken">Stops the deletion.</param>
    /// <returns>Whether the user had such a one.</returns>
    Task<bool> DeleteAsync(RagUser user, string conversationId, CancellationToken cancellationToken = default);

    /// <summary>Deletes all conversations of a user for good.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="cancellationToken">Stops the deletion.</param>
    /// <returns>How many there were.</returns>
    Task<int> DeleteAllAsync(RagUser user, CancellationToken cancellationToken = default);

    /// <summary>Deletes conversations of a tenant for good, whoever's they are: for an erasure.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="citing">
    /// Those with an answer that cites one of these documents, as wholes, since later answers and summaries may repeat what it said;
    /// <see langword="null"/> for all of the tenant.
    /// </param>
    /// <param name="cancellationToken">Stops the deletion.</param>
    /// <returns>How many went.</returns>
    Task<int> EraseAsync(string tenant, IReadOnlyCollection<Guid>? citing = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes what was not used for long, of all users and tenants.</summary>
    /// <param name="before">Conversations last used before this go.</param>
    /// <param name="cancellationToken">Stops the deletion.</param>
    /// <returns>How many went.</returns>
    Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}

/// <summary>A conversation, without its turns.</summary>
/// <param name="Id">As <see cref="Question.ConversationId"/> names it.</param>
/// <param name="Title">Its first question, at most 200 characters.</param>
/// <param name="Started">When its first question was asked.</param>
/// <param name="LastUsed">When its last question was asked.</param>
/// <param name="Turns">How many turns it has.</param>
public sealed record Conversation(string Id, string Title, DateTimeOffset Started, DateTimeOffset LastUsed, int Turns)
{
    /// <summary>What was said before, in short; <see langword="null"/> where nothing was summed up.</summary>
    public ConversationSummary? Summary { get; init; }
}

/// <summary>What the first turns of a conversation said.</summary>
/// <param name="Text">The summary.</param>
/// <param name="Turns">How many turns it stands for, from the first.</param>
/// <param name="Scope">Fingerprint of the access scope under which they were answered.</param>
public sealed record ConversationSummary(string Text, int Turns, string Scope);
