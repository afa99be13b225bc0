namespace Edify.Rag.Conformance;

/// <summary>What every <see cref="IIngestionLedger"/> must do. Derive from it, open your ledger, and your provider has its tests.</summary>
/// <remarks>Each test has data of its own, which <see cref="OpenLedgerAsync"/> may be asked to open several times.</remarks>
public abstract partial class LedgerSuite : IAsyncLifetime
{
    /// <summary>The tenant of all entries, unless a test is about tenants.</summary>
    protected const string Tenant = "school-1";

    private readonly List<IIngestionLedger> _opened = [];

    /// <summary>The ledger under test, empty when the test begins.</summary>
    protected IIngestionLedger Ledger { get; private set; } = null!;

    /// <summary>How many entries the listing test writes: more than two pages of the ledger's own.</summary>
    protected virtual int ManyEntries => 5_000;

    /// <summary>Opens a ledger over the test's data; one that was opened before may still be open.</summary>
    protected abstract ValueTask<IIngestionLedger> OpenLedgerAsync();

    /// <summary>Removes the test's data, after all that was opened is closed.</summary>
    protected virtual ValueTask DeleteDataAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Ledger = await OpenAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var ledger in _opened)
        {
            if (ledger is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (ledger as IDisposable)?.Dispose();
        }

        await DeleteDataAsync();
    }

    private async Task<IIngestionLedger> OpenAsync()
    {
        var ledger = await OpenLedgerAsync();
        _opened.Add(ledger);
        return ledger;
    }

    private static LedgerEntry Entry(string name, string source = "source", string tenant = Tenant) => new(new(tenant, source, name), "etag", 12);

    private async Task<List<LedgerEntry>> ListAsync(string tenant = Tenant, string? source = null, IIngestionLedger? ledger = null)
    {
        var entries = new List<LedgerEntry>();
        await foreach (var entry in (ledger ?? Ledger).ListAsync(tenant, source)) entries.Add(entry);
        return entries;
    }

    private async Task<string[]> NamesAsync(string tenant = Tenant, string? source = null) =>
        [.. (await ListAsync(tenant, source)).Select(e => e.Key.Name)];
}
