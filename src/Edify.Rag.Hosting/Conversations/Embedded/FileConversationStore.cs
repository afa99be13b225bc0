using System.Runtime.CompilerServices;
using System.Text.Json;
using Edify.Rag.Shared.Conversations;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Hosting.Conversations.Embedded;

/// <summary>Conversations as journals in a directory, one for each: every turn durable before it counts, nothing in memory between two calls.</summary>
/// <remarks>
/// No file stays open, so thousands of users cost nothing but their files, and processes take turns: one that finds another one at
/// the same conversation waits a moment. A user's conversations are read to be listed, which is a matter of milliseconds.
/// </remarks>
internal sealed class FileConversationStore(string directory, TimeProvider time) : IConversationStore
{
    private const int Attempts = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly ConversationFiles _files = new(directory);

    // As many as there are places; a change takes milliseconds.
    private readonly Lock[] _gates = [.. Enumerable.Range(0, 256).Select(_ => new Lock())];

    public async IAsyncEnumerable<Conversation> ListAsync(RagUser user, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        var found = new List<Conversation>();
        foreach (var journal in ConversationFiles.Journals(_files.FolderOf(user)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Replay(journal, turns: 0)?.ToConversation() is { } conversation) found.Add(conversation);
        }

        foreach (var conversation in found.OrderByDescending(c => c.LastUsed).ThenBy(c => c.Id, StringComparer.Ordinal)) yield return conversation;
    }

    public Task<Conversation?> FindAsync(RagUser user, string conversationId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Find(user, conversationId, turns: 0, cancellationToken)?.ToConversation());

    public Task<IReadOnlyList<ConversationTurn>> ReadAsync(
        RagUser user, string conversationId, int? last = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(last ?? 0, nameof(last));
        var journal = _files.FileOf(user, conversationId);
        return Task.FromResult(Find(user, conversationId, last ?? int.MaxValue, cancellationToken) is { } replay
            ? Decoded(journal, replay.ToTurns)
            : []);
    }

    public Task AppendAsync(RagUser user, string conversationId, ConversationTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var head = new ConversationHead(user.Tenant, user.Id, ConversationIds.Check(conversationId));
        return WriteAsync(user, conversationId, isNew: true, (writer, so) =>
        {
            if (so.Has(turn.Id)) return true;
            if (so.IsEmpty) writer.Append(ConversationRecord.Of(head));
            writer.Append(ConversationRecord.Of(turn with { Feedback = null }));
            if (turn.Feedback is { } feedback) writer.Append(ConversationRecord.Of(turn.Id, feedback));
            return true;
        }, cancellationToken);
    }

    public Task<bool> RateAsync(RagUser user, string conversationId, Guid turn, AnswerFeedback feedback, CancellationToken cancellationToken = default)
    {
        FeedbackRules.Check(feedback);
        return WriteAsync(user, conversationId, isNew: false, (writer, so) =>
        {
            if (!so.Has(turn)) return false;
            writer.Append(ConversationRecord.Of(turn, feedback));
            return true;
        }, cancellationToken);
    }

    public Task<bool> SummarizeAsync(RagUser user, string conversationId, ConversationSummary summary, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return WriteAsync(user, conversationId, isNew: false, (writer, so) =>
        {
            if (so.IsEmpty) return false;
            writer.Append(ConversationRecord.Of(summary));
            return true;
        }, cancellationToken);
    }

    public Task<bool> DeleteAsync(RagUser user, string conversationId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conversationId);
        var journal = _files.FileOf(user, conversationId);
        return ExclusivelyAsync(_files.FolderOf(user), () => Delete(journal, isMeant: null), cancellationToken);
    }

    public Task<int> DeleteAllAsync(RagUser user, CancellationToken cancellationToken = default) =>
        ExclusivelyAsync(_files.FolderOf(user), () => DeleteWhere(_files.FolderOf(user), isMeant: null), cancellationToken);

    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default) =>
        DeleteEverywhereAsync(replay => !replay.IsEmpty && replay.LastUsed < before, turns: 0, cancellationToken);

    public Task<int> EraseAsync(string tenant, IReadOnlyCollection<Guid>? citing = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return citing is null
            ? DeleteEverywhereAsync(replay => replay.IsOf(tenant), turns: 0, cancellationToken)
            : DeleteEverywhereAsync(replay => replay.IsOf(tenant) && replay.Cites(citing), turns: int.MaxValue, cancellationToken);
    }

    private async Task<int> DeleteEverywhereAsync(Func<ConversationReplay, bool> isMeant, int turns, CancellationToken cancellationToken)
    {
        var (gone, failure) = (0, (RagStateException?)null);
        foreach (var folder in _files.Folders())
        {
            try
            {
                gone += await ExclusivelyAsync(folder, () => DeleteWhere(folder, isMeant, turns), cancellationToken).ConfigureAwait(false);
            }
            catch (RagStateException e)
            {
                // One damaged file must not keep all the others from going.
                failure ??= e;
            }
        }

        return failure is null ? gone : throw failure;
    }

    private ConversationReplay? Find(RagUser user, string conversationId, int turns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversationId);
        cancellationToken.ThrowIfCancellationRequested();
        return Replay(_files.FileOf(user, conversationId), turns);
    }

    private static ConversationReplay? Replay(string journal, int turns) => Decoded(journal, () =>
    {
        var replay = new ConversationReplay(turns);
        return ConversationFiles.Read(journal, replay) && !replay.IsEmpty ? replay : null;
    });

    private static int DeleteWhere(string folder, Func<ConversationReplay, bool>? isMeant, int turns = 0) =>
        ConversationFiles.Journals(folder).Count(journal => Delete(journal, isMeant, turns));

    // What can't be read goes as well if its user wants it deleted; what holds no turn, after a crash, is not counted.
    private static bool Delete(string journal, Func<ConversationReplay, bool>? isMeant, int turns = 0)
    {
        var replay = new ConversationReplay(turns);
        try
        {
            if (!Decoded(journal, () => ConversationFiles.Read(journal, replay))) return false;
        }
        catch (RagStateException) when (isMeant is null)
        {
            return ConversationFiles.Delete(journal);
        }

        return (isMeant is null || Decoded(journal, () => isMeant(replay))) && ConversationFiles.Delete(journal) && !replay.IsEmpty;
    }

    private Task<bool> WriteAsync(
        RagUser user, string conversationId, bool isNew, Func<JournalWriter, ConversationReplay, bool> write, CancellationToken cancellationToken)
    {
        var (folder, journal) = (_files.FolderOf(user), _files.FileOf(user, conversationId));
        return ExclusivelyAsync(
            folder,
            () =>
            {
                if (isNew) ConversationFiles.EnsureFolder(folder);
                else if (!File.Exists(journal)) return false;
                return Decoded(journal, () =>
                {
                    var replay = new ConversationReplay(turns: 0);
                    using var writer = JournalWriter.Open(journal, replay.Apply);
                    var wrote = write(writer, replay);
                    writer.Commit();
                    return wrote;
                });
            },
            cancellationToken);
    }

    // Threads of this process wait for each other, and then for other processes.
    private async Task<T> ExclusivelyAsync<T>(string folder, Func<T> work, CancellationToken cancellationToken)
    {
        var place = ConversationFiles.PlaceOf(folder);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_gates[place])
            {
                using var held = _files.TryLock(place);
                if (held is not null) return work();
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }

        throw new RagStateException(folder, $"Another process has been changing the conversations in '{folder}' for seconds. Try again, and look at what it does.", isTransient: true);
    }

    private static T Decoded<T>(string journal, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException e)
        {
            throw new RagStateException(
                journal, $"The conversation '{journal}' holds a record that this version can't read. Use the version that wrote it, or delete the conversation.", innerException: e);
        }
    }
}
