using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Edify.Rag.Shared.Auditing;

namespace Edify.Rag.Hosting.Auditing.Embedded;

/// <summary>The audit as files of a directory: segments of one record a line, and a signed head that says where they end.</summary>
/// <remarks>
/// A group of records is on the disk before the head that counts them, and the head before anybody is told. So what lies behind the
/// head was acknowledged to nobody, and what is missing before it was taken away. Processes write in turn, each a group at a time.
/// </remarks>
internal sealed class FileAuditLog : IAuditLog, IDisposable
{
    private const int MaxGroup = 1000;
    private const int Attempts = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly AuditFiles _files;
    private readonly AuditTexts _texts;
    private readonly IAuditKey _key;
    private readonly AuditLimits _limits;
    private readonly TimeProvider _time;
    private readonly GroupCommit<AuditEntry, AuditRecord> _commits;
    private readonly SemaphoreSlim _gate = new(1);
    private AuditSeal? _seal;
    private AuditTail? _tail;

    public FileAuditLog(string directory, IAuditKey key, TimeProvider time, AuditLimits? limits = null)
    {
        (_files, _key, _time, _limits) = (new(directory), key, time, limits ?? new());
        _texts = new(_files.Texts);
        _commits = new(entries => ExclusivelyAsync(seal => Append(entries, seal), CancellationToken.None), MaxGroup);
    }

    public async ValueTask<AuditRecord> AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default)
    {
        AuditBody.Check(entry);
        cancellationToken.ThrowIfCancellationRequested();
        return await _commits.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<AuditRecord> ReadAsync(AuditQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        query ??= new();
        var seal = await SealAsync(cancellationToken).ConfigureAwait(false);
        if (!File.Exists(_files.Head)) yield break;
        var last = AuditHead.Read(_files.Head, seal, out _)?.Head.Number ?? long.MaxValue;
        foreach (var segment in _files.Segments())
        {
            foreach (var (found, _) in AuditFiles.Lines(AuditFiles.Read(segment) ?? []))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (found?.Number > last) yield break;
                if (Decode(found, segment) is var record && query.Wants(record.Entry)) yield return record;
            }
        }
    }

    public async Task<AuditVerification> VerifyAsync(AuditMark? known = null, CancellationToken cancellationToken = default)
    {
        var seal = await SealAsync(cancellationToken).ConfigureAwait(false);
        return Directory.Exists(_files.Directory)
            ? await ExclusivelyAsync(_ => new AuditInspection(_files, seal, known).Run(cancellationToken), cancellationToken, isWriting: false).ConfigureAwait(false)
            : AuditInspection.OfNothing(known, _files.Directory);
    }

    public async Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(_files.Head) || new AuditPruning(_files).Due(before) is not { } last) return 0;
        var entry = new AuditEntry(_time.GetUtcNow(), string.Empty, "system: retention", AuditActions.Prune)
        {
            Details = new Dictionary<string, string> { ["until"] = last.Number.ToString(CultureInfo.InvariantCulture), ["hash"] = last.Hash },
        };

        // Told before it is done: what is gone is accounted for by a record that stays.
        await AppendAsync(entry, cancellationToken).ConfigureAwait(false);
        return await ExclusivelyAsync(seal => new AuditPruning(_files).Prune(last, seal), cancellationToken).ConfigureAwait(false);
    }

    public Task<int> ForgetTextsAsync(string tenant, string? subject, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return Directory.Exists(_files.Texts) ? ExclusivelyAsync(_ => _texts.Forget(tenant, subject), cancellationToken) : Task.FromResult(0);
    }

    public Task<int> PruneTextsAsync(DateTimeOffset before, CancellationToken cancellationToken = default) =>
        Directory.Exists(_files.Texts) ? ExclusivelyAsync(_ => _texts.Prune(before), cancellationToken) : Task.FromResult(0);

    public void Dispose()
    {
        // What is being written is written to its end.
        _gate.Wait();
        _gate.Dispose();
    }

    private IReadOnlyList<AuditRecord> Append(IReadOnlyList<AuditEntry> entries, AuditSeal seal)
    {
        var tail = _tail is { } known && known.IsCurrent(_files, seal) ? known : AuditTail.Recover(_files, seal);
        _tail = null;
        _texts.Discard();
        var lines = new List<AuditLine>(entries.Count);
        if (tail.CutOff > 0) Add(RecoveryOf(tail), null);
        foreach (var entry in entries) Add(entry, entry is { KeepsText: true, Text: { } text } ? _texts.Keep(entry, text) : null);
        _texts.Flush();

        var now = entries[0].At;
        var segment = tail.Segment is null || tail.Length >= _limits.SegmentBytes || now - tail.Begun >= _limits.SegmentAge ? null : tail.Segment;
        var (path, at, begun) = segment is null ? (_files.SegmentOf(lines[0].Number), 0L, now) : (segment, tail.Length, tail.Begun);
        var bytes = lines.SelectMany(line => line.ToBytes().Append((byte)'\n')).ToArray();
        AuditFiles.Append(path, at, bytes);
        var head = new AuditHead(lines[^1].Number, lines[^1].Hash);
        head.Write(_files.Head, seal, 1 - tail.Slot);
        _tail = new(head, 1 - tail.Slot, path, at + bytes.Length, begun);
        return [.. lines.Skip(lines.Count - entries.Count).Select((line, i) => line.ToRecord(entries[i]))];

        void Add(AuditEntry entry, Guid? textId)
        {
            var (number, hash) = lines is [.., var last] ? (last.Number, last.Hash) : (tail.Head.Number, tail.Head.Hash);
            lines.Add(AuditLine.After(number, hash, AuditBody.Encode(entry, seal, textId), seal));
        }
    }

    private AuditEntry RecoveryOf(AuditTail tail) => new(_time.GetUtcNow(), string.Empty, "system: audit", AuditActions.Recover)
    {
        Details = new Dictionary<string, string> { ["bytes"] = tail.CutOff.ToString(CultureInfo.InvariantCulture) },
    };

    private AuditRecord Decode(AuditLine? found, string segment)
    {
        try
        {
            var line = found ?? throw new JsonException("The line is no record.");
            var (entry, text) = AuditBody.Decode(line.Entry);
            return line.ToRecord(text is { } id ? entry with { Text = _texts.Find(entry, id), KeepsText = true } : entry);
        }
        catch (JsonException e)
        {
            throw new RagStateException(segment, $"The audit's file '{segment}' holds a line that is no record. 'edify-rag audit verify' tells which.", innerException: e);
        }
    }

    private async ValueTask<AuditSeal> SealAsync(CancellationToken cancellationToken) =>
        _seal ??= new(await _key.ReadAsync(cancellationToken).ConfigureAwait(false));

    // Threads of this process wait for each other, and then for other processes.
    private async Task<T> ExclusivelyAsync<T>(Func<AuditSeal, T> work, CancellationToken cancellationToken, bool isWriting = true)
    {
        var seal = await SealAsync(cancellationToken).ConfigureAwait(false);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                using (var held = _files.TryLock())
                {
                    if (held is not null) return work(seal);
                }

                await Task.Delay(Pause, _time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RagStateException(
                _files.Directory, $"The audit in '{_files.Directory}' can't be {(isWriting ? "written" : "read")}: {e.Message} Look at the free space and the rights of its directory.", true, e);
        }
        finally
        {
            _gate.Release();
        }

        throw new RagStateException(_files.Directory, $"Another process has been writing the audit in '{_files.Directory}' for seconds. Try again, and look at what it does.", isTransient: true);
    }
}
