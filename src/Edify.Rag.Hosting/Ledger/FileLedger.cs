using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Hosting.Ledger;

/// <summary>The ledger as a journal in a directory: entries in memory, every change durable before it counts.</summary>
/// <remarks>
/// One process writes, taking the lock with its first write; others read and see its changes with their next call. The
/// journal is named by its generation: a compacted one is written beside it and takes over once it is whole.
/// </remarks>
internal sealed class FileLedger(string directory) : IIngestionLedger, IDisposable
{
    private const int RecordsWorthCompacting = 10_000;
    private const string Prefix = "ledger-";

    private readonly Lock _gate = new();
    private readonly Dictionary<LedgerKey, LedgerEntry> _entries = [];
    private readonly SharedTexts _texts = new();
    private JournalReader? _reader;
    private JournalWriter? _writer;
    private ProcessLock? _lock;
    private string _journal = string.Empty;
    private long _records;

    public ValueTask<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            Refresh();
            return ValueTask.FromResult(_entries.GetValueOrDefault(key));
        }
    }

    public ValueTask WriteAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return AppendAsync([.. entries.Select(e => new LedgerRecord(e.Key, e))], cancellationToken);
    }

    public ValueTask RemoveAsync(IReadOnlyList<LedgerKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return AppendAsync([.. keys.Select(k => new LedgerRecord(k, null))], cancellationToken);
    }

    public async IAsyncEnumerable<LedgerEntry> ListAsync(
        string tenant, string? source = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        foreach (var entry in Find(tenant, source))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    public ValueTask CompactAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_writer is null && Newest() is null) return ValueTask.CompletedTask;
            var writer = _writer ?? OpenForWriting();

            // One that fails half-way is opened anew by the next write.
            _writer = null;
            writer.Dispose();
            _writer = Compact();
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _reader?.Dispose();
            _writer?.Dispose();
            _lock?.Dispose();
        }
    }

    private List<LedgerEntry> Find(string tenant, string? source)
    {
        List<LedgerEntry> found;
        lock (_gate)
        {
            Refresh();
            found = [.. _entries.Values.Where(e => e.Key.Tenant == tenant && (source is null || e.Key.Source == source))];
        }

        found.Sort(static (a, b) =>
            string.CompareOrdinal(a.Key.Source, b.Key.Source) is var order and not 0 ? order : string.CompareOrdinal(a.Key.Name, b.Key.Name));
        return found;
    }

    private ValueTask AppendAsync(IReadOnlyList<LedgerRecord> records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (records.Count == 0) return ValueTask.CompletedTask;
        lock (_gate)
        {
            var writer = _writer ??= OpenForWriting();
            foreach (var record in records) writer.Append(record.Encode());
            writer.Commit();
            foreach (var record in records) Apply(record);
        }

        return ValueTask.CompletedTask;
    }

    private void Apply(LedgerRecord record)
    {
        _records++;
        if (record.Entry is { } entry) _entries[record.Key] = entry;
        else _entries.Remove(record.Key);
    }

    // Entries that are read have texts of their own, nearly all of which say the same.
    private LedgerRecord Shared(LedgerRecord record)
    {
        var key = new LedgerKey(_texts.Share(record.Key.Tenant), _texts.Share(record.Key.Source), record.Key.Name);
        return new(key, record.Entry is { } entry ? entry with { Key = key, Fingerprint = _texts.Share(entry.Fingerprint) } : null);
    }

    private void Replay(ReadOnlyMemory<byte> payload)
    {
        try
        {
            Apply(Shared(LedgerRecord.Decode(payload.Span)));
        }
        catch (JsonException e)
        {
            throw new RagStateException(
                _journal,
                $"The ledger '{_journal}' holds a record that this version can't read. Use the version that wrote it, or delete '{directory}' and ingest again.",
                innerException: e);
        }
    }

    /// <summary>Takes over what another process has written; the writer itself knows already.</summary>
    private void Refresh()
    {
        if (_writer is not null) return;
        if (_reader is null || !File.Exists(_journal))
        {
            Forget();
            if (Newest() is not { } newest) return;
            (_journal, _reader) = (newest, JournalReader.Open(newest));
        }

        if (_reader.HasMore) _reader.Read(Replay);
    }

    private JournalWriter OpenForWriting()
    {
        Directory.CreateDirectory(directory);
        _lock ??= ProcessLock.Take(Path.Combine(directory, "ledger.lock"), directory);
        Forget();
        _journal = Newest() ?? PathOf(1);
        var writer = JournalWriter.Open(_journal, Replay);
        if (_records < RecordsWorthCompacting || _records < 2L * _entries.Count) return writer;

        writer.Dispose();
        return Compact();
    }

    private JournalWriter Compact()
    {
        var old = _journal;
        var next = PathOf(Generation(old) + 1);
        var unfinished = next + ".tmp";
        File.Delete(unfinished);
        using (var copy = JournalWriter.Open(unfinished, static _ => { }))
        {
            foreach (var entry in _entries.Values) copy.Append(new LedgerRecord(entry.Key, entry).Encode());
            copy.Commit();
        }

        File.Move(unfinished, next);
        DurableFile.FlushDirectory(directory);
        File.Delete(old);
        Forget();
        _journal = next;
        return JournalWriter.Open(next, Replay);
    }

    private void Forget()
    {
        _reader?.Dispose();
        _reader = null;
        _entries.Clear();
        _texts.Clear();
        _records = 0;
    }

    // A crash between taking over and deleting leaves two generations: the higher one is whole.
    private string? Newest() => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory, $"{Prefix}*.journal").MaxBy(Generation)
        : null;

    private string PathOf(int generation) => Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{generation:D6}.journal"));

    private static int Generation(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path.AsSpan())[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
