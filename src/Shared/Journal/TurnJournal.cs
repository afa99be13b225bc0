using System.Globalization;

namespace Edify.Rag.Shared.Journal;

/// <summary>A journal that processes write in turn, each of which has what it says in memory.</summary>
/// <remarks>
/// Named by its generation: a compacted one is written beside it and takes over once it is whole. What memory holds comes from
/// reading alone, one's own records included. Not safe for concurrent use; who writes has the turn, see <see cref="ProcessTurns"/>.
/// </remarks>
/// <param name="directory">Where it lies; made with the first record.</param>
/// <param name="prefix">What its files' names begin with.</param>
/// <param name="apply">Takes each record in order; the memory is only lent.</param>
/// <param name="forget">Forgets all that was taken, before another generation is read from its start.</param>
internal sealed class TurnJournal(string directory, string prefix, Action<ReadOnlyMemory<byte>> apply, Action forget) : IDisposable
{
    private const string Suffix = ".journal";

    private JournalReader? _reader;
    private string _path = string.Empty;

    /// <summary>Records in the file, those that later ones replaced included.</summary>
    public long Records { get; private set; }

    /// <summary>Takes over what was written since. Without the turn, it may miss what is being written.</summary>
    /// <exception cref="RagStateException">The journal is damaged.</exception>
    public void Refresh()
    {
        if (_reader is null || !File.Exists(_path))
        {
            try
            {
                Open(Newest());
            }
            catch (FileNotFoundException)
            {
                // Compacted just now.
                Open(Newest());
            }
        }

        Read();
    }

    /// <summary>Takes over all that was written; with the turn.</summary>
    /// <exception cref="RagStateException">The journal is damaged.</exception>
    public void RefreshInTurn()
    {
        // A crash between taking over and deleting leaves two generations: the higher one is whole.
        var generations = Generations();
        var newest = generations.LastOrDefault();
        if (newest != (_reader is null ? null : _path)) Open(newest);
        foreach (var old in generations.SkipLast(1)) File.Delete(old);
        Read();
    }

    /// <summary>Writes records as one group, after <see cref="RefreshInTurn"/>, and takes them over.</summary>
    /// <exception cref="RagStateException">They could not be written.</exception>
    public void Append(IEnumerable<byte[]> records)
    {
        using (var writer = OpenForWriting())
        {
            foreach (var record in records) writer.Append(record);
            writer.Commit();
        }

        if (_reader is null) Open(_path);
        Read();
    }

    /// <summary>Replaces all records by others that say the same.</summary>
    /// <exception cref="RagStateException">They could not be written; the old ones stay.</exception>
    public void Compact(IEnumerable<byte[]> records)
    {
        var (old, next) = (_path, PathOf(Generation(_path) + 1));
        var unfinished = next + ".tmp";
        File.Delete(unfinished);
        using (var copy = JournalWriter.Open(unfinished, static _ => { }))
        {
            foreach (var record in records) copy.Append(record);
            copy.Commit();
        }

        File.Move(unfinished, next);
        DurableFile.FlushDirectory(directory);
        File.Delete(old);
        Open(next);
        Read();
    }

    public void Dispose() => _reader?.Dispose();

    private JournalWriter OpenForWriting()
    {
        if (_reader is { Position: > 0 } reader) return JournalWriter.Resume(_path, reader.Position, reader.Groups);
        Directory.CreateDirectory(directory);
        if (_path.Length == 0) _path = PathOf(1);
        return JournalWriter.Open(_path, static _ => { });
    }

    private void Open(string? path)
    {
        _reader?.Dispose();
        (_reader, _path, Records) = (null, path ?? string.Empty, 0);
        forget();
        if (path is not null) _reader = JournalReader.Open(path);
    }

    private void Read()
    {
        if (_reader is not { HasMore: true } reader) return;
        reader.Read(record =>
        {
            Records++;
            apply(record);
        });
    }

    private string? Newest() => Generations().LastOrDefault();

    private List<string> Generations() => Directory.Exists(directory)
        ? [.. Directory.EnumerateFiles(directory, $"{prefix}*{Suffix}").OrderBy(Generation)]
        : [];

    private string PathOf(int generation) => Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{prefix}{generation:D6}{Suffix}"));

    private int Generation(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path.AsSpan())[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
