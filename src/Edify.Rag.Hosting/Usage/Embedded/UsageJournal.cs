using System.Globalization;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Hosting.Usage.Embedded;

/// <summary>The counters of a meter as a journal in a directory: what they stand at in memory, every change durable before it counts.</summary>
/// <remarks>
/// One process writes, taking the lock with its first write; others read and see its changes with their next call. The journal is named
/// by its generation: a compacted one is written beside it and takes over once it is whole. What is to be forgotten is forgotten by
/// compacting, so that no byte of it stays. Not safe for concurrent use.
/// </remarks>
internal sealed class UsageJournal(string directory) : IDisposable
{
    private const int WorthCompacting = 20_000;
    private const int AtOnce = 1_000;
    private const string Prefix = "usage-";
    private const string Suffix = ".journal";

    private readonly Dictionary<UsageCounter, long> _counters = [];
    private JournalReader? _reader;
    private JournalWriter? _writer;
    private ProcessLock? _lock;
    private string _journal = string.Empty;
    private long _written;

    /// <summary>The counters, as they stand now.</summary>
    public IReadOnlyDictionary<UsageCounter, long> Read()
    {
        if (_writer is null) Refresh();
        return _counters;
    }

    /// <summary>The counters, as this process alone changes them.</summary>
    public IReadOnlyDictionary<UsageCounter, long> Own()
    {
        _writer ??= OpenForWriting();
        return _counters;
    }

    /// <summary>Makes changes durable; each is how its counter stands from now on.</summary>
    public void Write(IReadOnlyCollection<UsageAmount> changes)
    {
        if (changes.Count == 0) return;
        Own();
        try
        {
            _writer!.Append(UsageRecord.Encode(changes));
            _writer.Commit();
        }
        catch (Exception e) when (e is RagStateException or IOException)
        {
            // What is on the disk is not known: it is read again before anything else is written.
            Close();
            throw;
        }

        foreach (var (counter, amount) in changes) Apply(counter, amount);
        if (_written > WorthCompacting && _written > 4L * _counters.Count) Compact();
    }

    /// <summary>Forgets counters, in the files, too.</summary>
    public long Forget(Func<UsageCounter, bool> isMeant)
    {
        if (Newest() is null) return 0;
        Own();
        var meant = _counters.Keys.Where(isMeant).ToList();

        // Also where none is left: what was taken back to 0 may stand in the file still.
        foreach (var counter in meant) _counters.Remove(counter);
        Compact();
        return meant.Count;
    }

    public void Dispose()
    {
        Close();
        _lock?.Dispose();
        _lock = null;
    }

    private void Apply(UsageCounter counter, long amount)
    {
        _written++;
        if (amount == 0) _counters.Remove(counter);
        else _counters[counter] = amount;
    }

    private void Replay(ReadOnlyMemory<byte> record)
    {
        try
        {
            UsageRecord.Decode(record, Apply);
        }
        catch (InvalidDataException e)
        {
            throw new RagStateException(
                _journal, $"The meter '{_journal}' holds a record that this version can't read. Use the version that wrote it, or delete '{directory}' to count anew.", innerException: e);
        }
    }

    private void Refresh()
    {
        if (_reader is null || !File.Exists(_journal))
        {
            Close();
            if (Newest() is not { } newest) return;
            (_journal, _reader) = (newest, JournalReader.Open(newest));
        }

        if (_reader.HasMore) _reader.Read(Replay);
    }

    private JournalWriter OpenForWriting()
    {
        Directory.CreateDirectory(directory);
        _lock ??= ProcessLock.Take(Path.Combine(directory, "usage.lock"), directory);
        Close();
        _journal = Newest() ?? PathOf(1);

        // What a crash left of a compaction: the generation before, which may hold what was to be forgotten, and a part of the next.
        foreach (var leftover in Directory.EnumerateFiles(directory, Prefix + "*").Where(file => file != _journal)) File.Delete(leftover);
        return JournalWriter.Open(_journal, Replay);
    }

    private void Compact()
    {
        try
        {
            WriteAnew();
        }
        catch (Exception e) when (e is RagStateException or IOException or UnauthorizedAccessException)
        {
            Close();
            throw;
        }
    }

    private void WriteAnew()
    {
        var (old, next) = (_journal, PathOf(Generation(_journal) + 1));
        var unfinished = next + ".tmp";
        File.Delete(unfinished);
        using (var copy = JournalWriter.Open(unfinished, static _ => { }))
        {
            foreach (var part in _counters.Select(entry => new UsageAmount(entry.Key, entry.Value)).Chunk(AtOnce)) copy.Append(UsageRecord.Encode(part));
            copy.Commit();
        }

        File.Move(unfinished, next);
        DurableFile.FlushDirectory(directory);
        Close();
        File.Delete(old);
        DurableFile.FlushDirectory(directory);
        _journal = next;
        _writer = JournalWriter.Open(next, Replay);
    }

    private void Close()
    {
        _reader?.Dispose();
        _writer?.Dispose();
        (_reader, _writer) = (null, null);
        _counters.Clear();
        _written = 0;
    }

    // A crash between taking over and deleting leaves two generations: the higher one is whole.
    private string? Newest() => Directory.Exists(directory) ? Directory.EnumerateFiles(directory, Prefix + "*" + Suffix).MaxBy(Generation) : null;

    private string PathOf(int generation) => Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{generation:D6}{Suffix}"));

    private static int Generation(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path.AsSpan())[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
