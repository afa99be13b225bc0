using System.Globalization;
using System.Runtime.CompilerServices;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion;

/// <summary>What many small files may cost, counted in calls.</summary>
public class IngestionCostTests
{
    private const int Files = 1000;

    [Fact]
    public async Task A_small_file_of_a_store_whose_streams_seek_is_opened_once()
    {
        CountingSource? source = null;
        await using var school = await OfManyAsync(rag => rag.Decorate<IBlobSource>("counting", (inner, _) => source = new(inner)));
        Assert.Equal(Files, (await school.IngestAsync()).Ingested);
        Assert.Equal(Files, source!.Opened);
    }

    [Fact]
    public async Task Documents_that_are_listed_already_are_marked_in_groups()
    {
        const int AtOnce = 64;
        CountingSource? source = null;
        PatientLedger? ledger = null;
        await using var school = await OfManyAsync(rag => rag
            .Decorate<IBlobSource>("counting", (inner, _) => source = new(inner))
            .Decorate<IIngestionLedger>("patient", (inner, _) => ledger = new(inner, () => source!.Listed)));
        Assert.Equal(Files, (await school.IngestAsync()).Ingested);
        Assert.Equal(Files, ledger!.Marks.Sum());

        // The first group is what had been listed when the marking began.
        Assert.InRange(ledger.Marks.Count, 1, 1 + ((Files + AtOnce - 1) / AtOnce));
    }

    private static async Task<SmallSchool> OfManyAsync(Action<IRagBuilder> configure)
    {
        var school = new SmallSchool(configure);
        for (var file = 0; file < Files; file++)
            await school.PutAsync($"General/{file}.txt", string.Create(CultureInfo.InvariantCulture, $"Locker {file} belongs to class {file % 30}."));
        return school;
    }

    private sealed class CountingSource(IBlobSource inner) : IBlobSource
    {
        private readonly TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _opened;

        public int Opened => _opened;

        /// <summary>Completes at the end of the listing.</summary>
        public Task Listed => _listed.Task;

        public string Location => inner.Location;

        public async IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var blob in inner.ListAsync(prefix, cancellationToken)) yield return blob;
            _listed.TrySetResult();
        }

        public Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _opened);
            return inner.OpenReadAsync(name, range, etag, cancellationToken);
        }
    }

    /// <summary>Writes nothing before the listing has ended, and counts the groups of marks.</summary>
    private sealed class PatientLedger(IIngestionLedger inner, Func<Task> listed) : IIngestionLedger
    {
        public List<int> Marks { get; } = [];

        public ValueTask<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default) => inner.FindAsync(key, cancellationToken);

        public async ValueTask WriteAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken = default)
        {
            await listed().WaitAsync(cancellationToken);
            if (entries[0].Status == LedgerStatus.Started) Marks.Add(entries.Count);
            await inner.WriteAsync(entries, cancellationToken);
        }

        public ValueTask RemoveAsync(IReadOnlyList<LedgerKey> keys, CancellationToken cancellationToken = default) => inner.RemoveAsync(keys, cancellationToken);

        public IAsyncEnumerable<LedgerEntry> ListAsync(string tenant, string? source = null, CancellationToken cancellationToken = default) =>
            inner.ListAsync(tenant, source, cancellationToken);
    }
}
