using System.Globalization;
using System.Text.Json;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Hosting.Library.Rules;

/// <summary>Access rules as a journal in a directory: in memory to be read, every change durable before it counts.</summary>
/// <remarks>
/// One process writes, taking the lock with its first write; others read and see its changes with their next call. The journal is
/// named by its generation, as that of the ledger is.
/// </remarks>
internal sealed class FileAccessRuleStore(string directory) : IAccessRuleStore, IDisposable
{
    private const int RecordsWorthCompacting = 10_000;
    private const string Prefix = "rules-";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedDictionary<string, AccessRule>> _rules = new(StringComparer.Ordinal);
    private JournalReader? _reader;
    private JournalWriter? _writer;
    private ProcessLock? _process;
    private string _journal = string.Empty;
    private long _records;

    public ValueTask<IReadOnlyList<AccessRule>> ListAsync(string tenant, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<AccessRule>>(tenant, rules => [.. rules.Values], cancellationToken);

    public ValueTask<IReadOnlyList<AccessRule>> FindAsync(string tenant, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        return ReadAsync<IReadOnlyList<AccessRule>>(
            tenant,
            rules => rules.Count == 0 ? [] : [.. names.SelectMany(AccessRule.TargetsOf).Distinct(StringComparer.Ordinal).Where(rules.ContainsKey).Order(StringComparer.Ordinal).Select(t => rules[t])],
            cancellationToken);
    }

    public ValueTask WriteAsync(string tenant, AccessRule rule, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(rule);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock) Append(AccessRuleRecord.Of(tenant, rule));
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> RemoveAsync(string tenant, string target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(target);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Refresh();
            if (!Of(tenant).ContainsKey(target)) return ValueTask.FromResult(false);
            Append(new(tenant, target, IsGone: true));
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask CompactAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (Newest() is null) return ValueTask.CompletedTask;
            _writer ??= OpenForWriting();
            _writer.Dispose();
            _writer = null;
            _writer = Compact();
            return ValueTask.CompletedTask;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _reader?.Dispose();
            _writer?.Dispose();
            _process?.Dispose();
        }
    }

    private ValueTask<T> ReadAsync<T>(string tenant, Func<SortedDictionary<string, AccessRule>, T> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Refresh();
            return ValueTask.FromResult(read(Of(tenant)));
        }
    }

    private SortedDictionary<string, AccessRule> Of(string tenant) =>
        _rules.TryGetValue(tenant, out var rules) ? rules : _rules[tenant] = new(StringComparer.Ordinal);

    private void Append(AccessRuleRecord record)
    {
        var writer = _writer ??= OpenForWriting();
        writer.Append(record.Encode());
        writer.Commit();
        Apply(record);
    }

    private void Apply(AccessRuleRecord record)
    {
        _records++;
        if (record.IsGone) Of(record.Tenant).Remove(record.Target);
        else Of(record.Tenant)[record.Target] = record.ToRule();
    }

    private void Replay(ReadOnlyMemory<byte> payload)
    {
        try
        {
            Apply(AccessRuleRecord.Decode(payload.Span));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            // A rule that can't be read might be the one that closes a document.
            throw new RagStateException(
                _journal, $"The access rules '{_journal}' hold a record that this version can't read. Use the version that wrote it, or restore '{directory}' from a backup.", innerException: e);
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
        _process ??= ProcessLock.Take(Path.Combine(directory, "rules.lock"), directory);
        Forget();
        _journal = Newest() ?? PathOf(1);
        var writer = JournalWriter.Open(_journal, Replay);
        if (_records < RecordsWorthCompacting || _records < 2L * _rules.Values.Sum(r => r.Count)) return writer;
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
            foreach (var (tenant, rules) in _rules)
                foreach (var rule in rules.Values) copy.Append(AccessRuleRecord.Of(tenant, rule).Encode());
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
        _rules.Clear();
        _records = 0;
    }

    // A crash between taking over and deleting leaves two generations: the higher one is whole.
    private string? Newest() => Directory.Exists(directory) ? Directory.EnumerateFiles(directory, $"{Prefix}*.journal").MaxBy(Generation) : null;

    private string PathOf(int generation) => Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{generation:D6}.journal"));

    private static int Generation(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path.AsSpan())[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
