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
    private const int Attempts = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly ConversationFiles _files = new(directory);

    // Users share them by chance; a call takes milliseconds.
    private readonly Lock[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

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
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Delete(_files.FileOf(user, conversationId), isMeant: null));
    }

    public Task<int> DeleteAllAsync(RagUser user, CancellationToken cancellationToken = default) =>
        Task.FromResult(DeleteWhere(_files.FolderOf(user), isMeant: null, cancellationToken));

    public async Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var (gone, failure) = (0, (RagStateException?)null);
        foreach (var folder in _files.Folders())
        {
            // Between users others get their turn: there may be many.
            await Task.Yield();
            try
            {
                gone += DeleteWhere(folder, replay => !replay.IsEmpty && replay.LastUsed < before, cancellationToken);
            }
            catch (RagStateException e)
            {
                // One damaged file must not keep all the others from going.
                failure ??= e;
            }
        }

        return failure is null ? gone : throw failure;
    }

    private Lock GateOf(string folder) => _gates[(StringComparer.Ordinal.GetHashCode(Path.GetFileName(folder)) & int.MaxValue) % _gates.Length];

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

    private int DeleteWhere(string folder, Func<ConversationReplay, bool>? isMeant, CancellationToken cancellationToken)
    {
        var gone = 0;
        foreach (var journal in ConversationFiles.Journals(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Delete(journal, isMeant)) gone++;
        }

        return gone;
    }

    // What can't be read goes as well if its user wants it deleted; what holds no turn, after a crash, is not counted.
    private bool Delete(string journal, Func<ConversationReplay, bool>? isMeant)
    {
        lock (GateOf(Path.GetDirectoryName(journal)!))
        {
            var replay = new ConversationReplay(turns: 0);
            try
            {
                if (!Decoded(journal, () => ConversationFiles.Read(journal, replay))) return false;
            }
            catch (RagStateException) when (isMeant is null)
            {
                return ConversationFiles.Delete(journal);
            }

            return (isMeant is null || isMeant(replay)) && ConversationFiles.Delete(journal) && !replay.IsEmpty;
        }
    }

    private async Task<bool> WriteAsync(
        RagUser user, string conversationId, bool isNew, Func<JournalWriter, ConversationReplay, bool> write, CancellationToken cancellationToken)
    {
        var journal = _files.FileOf(user, conversationId);
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return Write(journal, isNew, write);
            }
            catch (RagStateException e) when (e.IsTransient && e.InnerException is IOException && attempt < Attempts)
            {
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private bool Write(string journal, bool isNew, Func<JournalWriter, ConversationReplay, bool> write)
    {
        lock (GateOf(Path.GetDirectoryName(journal)!))
        {
            if (isNew) Directory.CreateDirectory(Path.GetDirectoryName(journal)!);
            else if (!File.Exists(journal)) return false;
            return Decoded(journal, () =>
            {
                var replay = new ConversationReplay(turns: 0);
                using var writer = JournalWriter.Open(journal, replay.Apply);
                var wrote = write(writer, replay);
                writer.Commit();
                return wrote;
            });
        }
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
