using Edify.Rag.Shared.Journal;
using Edify.Rag.Vectors.Embedded.Collections;

namespace Edify.Rag.Vectors.Embedded.Aliases;

/// <summary>The file of a store's aliases: read by any process at any time, changed by one at a time.</summary>
/// <remarks>
/// A change is a file renamed over the old one, so a reader has the old aliases or the new ones; and it is read with each call, as
/// manifests are, so that a switch holds for the next question of every process. It lies beside the collections under a name
/// that none of them can have.
/// </remarks>
internal sealed class AliasFile(string root) : IDisposable
{
    // A change takes milliseconds: whoever finds another one under way waits for it rather than failing.
    private const int LockAttempts = 200;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(10);

    private readonly string _path = Path.Combine(root, "aliases.json");
    private readonly SemaphoreSlim _gate = new(1);
    private volatile Known? _known;

    /// <summary>The aliases as they are now.</summary>
    /// <exception cref="RagStateException">The file is damaged, or of a version that this library does not know.</exception>
    public AliasTable Read()
    {
        // Most stores have none.
        if (!File.Exists(_path)) return AliasTable.Empty;
        try
        {
            // The bytes first: should the file change in between, they tell so the next time.
            var bytes = StateFile.ReadBytes(_path);
            if (_known is { } known && bytes.AsSpan().SequenceEqual(known.Bytes)) return known.Table;
            var table = Checked(StateFile.Read(_path, AliasJson.Default.AliasTable) ?? AliasTable.Empty);
            _known = new(bytes, table);
            return table;
        }
        catch (FileNotFoundException)
        {
            return AliasTable.Empty;
        }
    }

    /// <summary>The collection that a name stands for: itself, unless it is an alias.</summary>
    public string Resolve(string name) => Read().Aliases.GetValueOrDefault(name, name);

    /// <summary>Does something while no alias changes, in this process and in others.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="cancellationToken">Stops the wait for one's turn.</param>
    public async Task<T> ExclusivelyAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Directory.CreateDirectory(root);
            using var held = await LockAsync(cancellationToken).ConfigureAwait(false);
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Puts other aliases in place; only within <see cref="ExclusivelyAsync"/>.</summary>
    public void Replace(AliasTable aliases) => StateFile.Write(_path, aliases, AliasJson.Default.AliasTable);

    public void Dispose() => _gate.Dispose();

    private async Task<ProcessLock> LockAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return ProcessLock.Take(_path + ".lock", _path);
            }
            catch (RagStateException e) when (e.IsTransient && attempt < LockAttempts)
            {
                await Task.Delay(LockPause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private AliasTable Checked(AliasTable table) => table.Format == AliasTable.CurrentFormat ? table : throw new RagStateException(
        _path, $"The aliases in '{_path}' have format {table.Format}; this library reads format {AliasTable.CurrentFormat}. Use the version of the library that wrote them.");

    private sealed record Known(byte[] Bytes, AliasTable Table);
}
