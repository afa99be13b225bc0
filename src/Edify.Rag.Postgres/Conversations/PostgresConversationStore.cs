using System.Runtime.CompilerServices;
using Edify.Rag.Postgres.Connection;
using Edify.Rag.Shared.Conversations;
using Npgsql;
using NpgsqlTypes;

namespace Edify.Rag.Postgres.Conversations;

/// <summary>Conversations as tables, for any number of machines.</summary>
/// <remarks>Each statement names the owner, so no row of another is ever read to be compared. Listings are read in pages.</remarks>
internal sealed class PostgresConversationStore(PostgresDatabase database) : IConversationStore
{
    private const int PageSize = 100;
    private const int PruneSize = 500;
    private const int EraseSize = 100;

    private readonly ConversationStatements _sql = new(database.Schema);

    public async IAsyncEnumerable<Conversation> ListAsync(RagUser user, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var owner = ConversationOwner.Of(user);
        Conversation? last = null;
        while (true)
        {
            var after = last;
            var page = await database.ExecuteAsync(
                (connection, token) => (after is null
                    ? connection.Command(_sql.ListFirst, NpgsqlCommands.Value(owner), NpgsqlCommands.Value(PageSize))
                    : connection.Command(_sql.ListNext, NpgsqlCommands.Value(owner), NpgsqlCommands.Value(PageSize), NpgsqlCommands.Value(after.LastUsed), NpgsqlCommands.Value(after.Id)))
                    .ReadAsync(ConversationRows.Read, token),
                cancellationToken).ConfigureAwait(false);
            foreach (var conversation in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return conversation;
            }

            if (page.Count < PageSize) yield break;
            last = page[^1];
        }
    }

    public async Task<Conversation?> FindAsync(RagUser user, string conversationId, CancellationToken cancellationToken = default)
    {
        if (!IsName(conversationId)) return null;
        var found = await database.ExecuteAsync(
            (connection, token) => connection.Command(_sql.Find, Name(user, conversationId)).ReadAsync(ConversationRows.Read, token), cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<IReadOnlyList<ConversationTurn>> ReadAsync(
        RagUser user, string conversationId, int? last = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(last ?? 0, nameof(last));
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsName(conversationId)) return [];
        var turns = await database.ExecuteAsync(
            (connection, token) => connection
                .Command(_sql.Read, [.. Name(user, conversationId), NpgsqlCommands.Optional((long?)last, NpgsqlDbType.Bigint)])
                .ReadAsync(ConversationRows.ReadTurn, token),
            cancellationToken).ConfigureAwait(false);
        turns.Reverse();
        return turns;
    }

    public async Task AppendAsync(RagUser user, string conversationId, ConversationTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ConversationIds.Check(conversationId);
        var at = turn.AskedAt.ToUniversalTime();
        await database.TransactAsync(
            async (connection, token) =>
            {
                var number = await connection.Command(
                    _sql.Hold,
                    [.. Name(user, conversationId), ConversationRows.Readable(user.Tenant), ConversationRows.Readable(user.Id), NpgsqlCommands.Value(ConversationTitle.Of(turn.Question)), NpgsqlCommands.Value(at)])
                    .ScalarAsync(token).ConfigureAwait(false);
                var conversation = (long)number!;
                var added = await connection.Command(
                    _sql.Append, NpgsqlCommands.Value(conversation), NpgsqlCommands.Value(turn.Id), ConversationRows.Body(turn), ConversationRows.Feedback(turn.Feedback))
                    .RunAsync(token).ConfigureAwait(false);
                return added > 0 && await connection.Command(_sql.Count, NpgsqlCommands.Value(conversation), NpgsqlCommands.Value(at)).RunAsync(token).ConfigureAwait(false) > 0;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> RateAsync(RagUser user, string conversationId, Guid turn, AnswerFeedback feedback, CancellationToken cancellationToken = default)
    {
        FeedbackRules.Check(feedback);
        return IsName(conversationId) && await ChangeAsync(
            _sql.Rate, () => [.. Name(user, conversationId), NpgsqlCommands.Value(turn), ConversationRows.Feedback(feedback)], cancellationToken).ConfigureAwait(false) > 0;
    }

    public async Task<bool> SummarizeAsync(RagUser user, string conversationId, ConversationSummary summary, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return IsName(conversationId) && await ChangeAsync(
            _sql.Summarize, () => [.. Name(user, conversationId), ConversationRows.Summary(summary)], cancellationToken).ConfigureAwait(false) > 0;
    }

    public async Task<bool> DeleteAsync(RagUser user, string conversationId, CancellationToken cancellationToken = default) =>
        IsName(conversationId) && await ChangeAsync(_sql.Delete, () => Name(user, conversationId), cancellationToken).ConfigureAwait(false) > 0;

    public Task<int> DeleteAllAsync(RagUser user, CancellationToken cancellationToken = default) =>
        ChangeAsync(_sql.DeleteAll, () => [NpgsqlCommands.Value(ConversationOwner.Of(user))], cancellationToken);

    public async Task<int> EraseAsync(string tenant, IReadOnlyCollection<Guid>? citing = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        if (citing is null) return await ChangeAsync(_sql.EraseTenant, () => [ConversationRows.Readable(tenant)], cancellationToken).ConfigureAwait(false);
        var gone = 0;
        foreach (var documents in citing.Chunk(EraseSize))
        {
            var patterns = Array.ConvertAll(documents, ConversationRows.PatternOf);
            gone += await ChangeAsync(_sql.EraseCiting, () => [ConversationRows.Readable(tenant), NpgsqlCommands.Value(patterns)], cancellationToken).ConfigureAwait(false);
        }

        return gone;
    }

    public async Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var gone = 0;
        while (true)
        {
            // In parts: none of them keeps a table busy for long.
            var part = await ChangeAsync(_sql.Prune, () => [NpgsqlCommands.Value(before.ToUniversalTime()), NpgsqlCommands.Value(PruneSize)], cancellationToken).ConfigureAwait(false);
            gone += part;
            if (part < PruneSize) return gone;
        }
    }

    // Parameters belong to one command, and a statement may be sent again.
    private async Task<int> ChangeAsync(string sql, Func<NpgsqlParameter[]> parameters, CancellationToken cancellationToken) => await database.ExecuteAsync(
        (connection, token) => connection.Command(sql, parameters()).RunAsync(token), cancellationToken).ConfigureAwait(false);

    // What can't be a conversation's name is nobody's.
    private static bool IsName(string conversationId)
    {
        ArgumentNullException.ThrowIfNull(conversationId);
        return ConversationIds.IsValid(conversationId);
    }

    private static NpgsqlParameter[] Name(RagUser user, string conversationId) =>
        [NpgsqlCommands.Value(ConversationOwner.Of(user)), NpgsqlCommands.Value(conversationId)];
}
