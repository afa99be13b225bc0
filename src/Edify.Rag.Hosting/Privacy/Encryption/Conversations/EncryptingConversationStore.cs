using System.Runtime.CompilerServices;
using Edify.Rag.Hosting.Privacy.Encryption.Keys;

namespace Edify.Rag.Hosting.Privacy.Encryption.Conversations;

/// <summary>Keeps conversations in any store so that it can't read them: who asked, when, how often, and which documents answers cite it knows, and nothing of what was said.</summary>
internal sealed class EncryptingConversationStore(IConversationStore inner, KeyRing keys) : IConversationStore, IDisposable, IAsyncDisposable
{
    public async IAsyncEnumerable<Conversation> ListAsync(RagUser user, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var conversation in inner.ListAsync(user, cancellationToken).ConfigureAwait(false))
            yield return await Of(user, conversation.Id).OpenAsync(conversation, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Conversation?> FindAsync(RagUser user, string conversationId, CancellationToken cancellationToken = default) =>
        await inner.FindAsync(user, conversationId, cancellationToken).ConfigureAwait(false) is { } found
            ? await Of(user, conversationId).OpenAsync(found, cancellationToken).ConfigureAwait(false)
            : null;

    public async Task<IReadOnlyList<ConversationTurn>> ReadAsync(RagUser user, string conversationId, int? last = null, CancellationToken cancellationToken = default)
    {
        var turns = await inner.ReadAsync(user, conversationId, last, cancellationToken).ConfigureAwait(false);
        var opened = new List<ConversationTurn>(turns.Count);
        foreach (var turn in turns) opened.Add(await Of(user, conversationId).OpenAsync(turn, cancellationToken).ConfigureAwait(false));
        return opened;
    }

    public async Task AppendAsync(RagUser user, string conversationId, ConversationTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(conversationId);
        ArgumentNullException.ThrowIfNull(turn);
        await inner.AppendAsync(user, conversationId, await Of(user, conversationId).SealAsync(turn, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> RateAsync(RagUser user, string conversationId, Guid turn, AnswerFeedback feedback, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(conversationId);
        return await inner.RateAsync(user, conversationId, turn, await Of(user, conversationId).SealAsync(turn, feedback, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> SummarizeAsync(RagUser user, string conversationId, ConversationSummary summary, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(conversationId);
        ArgumentNullException.ThrowIfNull(summary);
        return await inner.SummarizeAsync(user, conversationId, await Of(user, conversationId).SealAsync(summary, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public Task<bool> DeleteAsync(RagUser user, string conversationId, CancellationToken cancellationToken = default) => inner.DeleteAsync(user, conversationId, cancellationToken);

    public Task<int> DeleteAllAsync(RagUser user, CancellationToken cancellationToken = default) => inner.DeleteAllAsync(user, cancellationToken);

    public Task<int> EraseAsync(string tenant, IReadOnlyCollection<Guid>? citing = null, CancellationToken cancellationToken = default) =>
        inner.EraseAsync(tenant, citing, cancellationToken);

    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => inner.PruneAsync(before, cancellationToken);

    public void Dispose() => (inner as IDisposable)?.Dispose();

    public async ValueTask DisposeAsync()
    {
        if (inner is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
        else (inner as IDisposable)?.Dispose();
    }

    private ConversationSealing Of(RagUser user, string conversationId) => new(keys, user, conversationId);
}
