namespace Edify.Rag.Conformance;

/// <summary>What every <see cref="IAuditLog"/> must do. Derive from it, open your log, and your provider has its tests.</summary>
/// <remarks>Each test has data of its own, which <see cref="OpenLogAsync"/> may be asked to open several times.</remarks>
public abstract partial class AuditLogSuite : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly List<IAuditLog> _opened = [];

    /// <summary>The log under test, empty when the test begins.</summary>
    protected IAuditLog Log { get; private set; } = null!;

    /// <summary>The key that the logs of one test share.</summary>
    protected static IAuditKey Key { get; } = new FixedKey();

    /// <summary>Opens a log over the test's data, with <see cref="Key"/>; one that was opened before may still be open.</summary>
    protected abstract ValueTask<IAuditLog> OpenLogAsync();

    /// <summary>Removes the test's data, after all that was opened is closed.</summary>
    protected virtual ValueTask DeleteDataAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Log = await OpenAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var log in _opened)
        {
            if (log is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (log as IDisposable)?.Dispose();
        }

        await DeleteDataAsync();
    }

    /// <summary>An entry.</summary>
    /// <param name="subject">Who.</param>
    /// <param name="minutes">When, in minutes after noon.</param>
    /// <param name="tenant">Where.</param>
    protected static AuditEntry Entry(string subject, double minutes = 0, string tenant = "school-1") => new(Noon.AddMinutes(minutes), tenant, subject, "ask");

    private async Task<IAuditLog> OpenAsync()
    {
        var log = await OpenLogAsync();
        _opened.Add(log);
        return log;
    }

    private async Task<List<AuditRecord>> ReadAsync(AuditQuery? query = null)
    {
        var found = new List<AuditRecord>();
        await foreach (var record in Log.ReadAsync(query)) found.Add(record);
        return found;
    }

    private async Task<string[]> SubjectsAsync(AuditQuery? query = null) => [.. (await ReadAsync(query)).Select(r => r.Entry.Subject)];

    private sealed class FixedKey : IAuditKey
    {
        private static readonly byte[] Bytes = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

        public ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken = default) => new(Bytes);
    }
}
