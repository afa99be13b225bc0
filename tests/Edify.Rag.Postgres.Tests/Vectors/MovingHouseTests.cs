using Edify.Rag.Postgres.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Postgres.Tests.Vectors;

/// <summary>From a directory into a database and back, and another embedder within the database.</summary>
[Trait("Needs", "postgres")]
public sealed class MovingHouseTests : IAsyncDisposable
{
    private readonly TestSchema _schema = new();
    private readonly TemporaryDirectory _content = new();
    private readonly TemporaryDirectory _state = new();
    private readonly TemporaryDirectory _other = new();

    public async ValueTask DisposeAsync()
    {
        await _schema.DisposeAsync();
        foreach (var directory in new[] { _content, _state, _other }) directory.Dispose();
    }

    [Theory]
    [InlineData(PostgresVectorElements.Single)]
    [InlineData(PostgresVectorElements.Half)]
    public async Task A_collection_moves_into_the_database_and_back(PostgresVectorElements elements)
    {
        await using var embedded = Embedded(_state.Path);
        await IngestAsync(embedded);
        var store = embedded.GetRag<IVectorStore>();
        var postgres = _schema.Vectors(o => o.Vectors.Elements = elements);

        var there = await CopyAsync(store, postgres);
        Assert.Empty(there.Problems);
        Assert.Equal((there.Records, 0L), (there.Written, (await CopyAsync(store, postgres)).Written));

        await using var returned = Embedded(_other.Path);
        var back = await CopyAsync(postgres, returned.GetRag<IVectorStore>());
        Assert.Empty(back.Problems);
        var (first, last) = (await AllAsync(store), await AllAsync(returned.GetRag<IVectorStore>()));
        Assert.Equal(first.Select(r => (r.Id, r.Text)), last.Select(r => (r.Id, r.Text)));
        foreach (var (one, other) in first.Zip(last)) Assert.Equal(Held(one), Held(other));

        // A field that holds nothing is one that is not there, which stores need not keep.
        static IEnumerable<KeyValuePair<string, FieldValue>> Held(VectorRecord record) =>
            record.Fields.Where(f => f.Value.Items is not { Count: 0 }).OrderBy(f => f.Key, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_was_cut_off_goes_on_where_it_was()
    {
        await using var embedded = Embedded(_state.Path);
        await IngestAsync(embedded);
        var (store, postgres) = (embedded.GetRag<IVectorStore>(), _schema.Vectors());
        using var stop = new CancellationTokenSource();
        var progress = new Stopping(stop, after: 20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CollectionCopy.RunAsync(
            store, postgres, new(VectorsOf.Name, [VectorsOf.Tenant]) { BatchSize = 5, Parallelism = 1 }, progress, cancellationToken: stop.Token));

        var report = await CopyAsync(store, postgres);

        Assert.Empty(report.Problems);
        Assert.InRange(report.Written, 1, report.Records - 20);
    }

    [Fact]
    public async Task Another_embedder_takes_over_in_the_database()
    {
        await using (var first = InDatabase(512)) await IngestAsync(first);
        await using var next = InDatabase(128);

        var report = await next.GetRag<ICollectionMaintenance>().ReembedAsync(new([VectorsOf.Tenant]));

        Assert.Empty(report.Problems);
        Assert.Equal((true, "documents-1", "documents-2"), (report.IsSwitched, report.From, report.To));
        Assert.Equal(128, (await next.GetRag<IVectorStore>().GetCollectionAsync(VectorsOf.Name))!.Dimension);
        var run = await next.GetRag<IIngestionPipeline>().RunAsync(new(VectorsOf.Tenant));
        Assert.Equal((60, 0), (run.Unchanged, run.Ingested));

        await using var back = InDatabase(512);
        Assert.Equal(new("documents-2", "documents-1"), await back.GetRag<ICollectionMaintenance>().RollBackAsync([VectorsOf.Tenant]));
        Assert.Equal(60, (await back.GetRag<IIngestionPipeline>().RunAsync(new(VectorsOf.Tenant))).Unchanged);
        Assert.Equal(["documents-2"], await back.GetRag<ICollectionMaintenance>().DropOldAsync());
    }

    private static Task<CollectionCopyReport> CopyAsync(IVectorStore from, IVectorStore to) => CollectionCopy.RunAsync(from, to, new(VectorsOf.Name, [VectorsOf.Tenant]));

    private static async Task<List<VectorRecord>> AllAsync(IVectorStore store) => await store.ScanAsync(VectorsOf.Name, VectorsOf.Everything).ToListAsync();

    private ServiceProvider Embedded(string state) =>
        new ServiceCollection().AddEdifyRag(rag => rag.UseFolder(o => o.Path = _content.Path).UseStateDirectory(state)).BuildServiceProvider();

    private ServiceProvider InDatabase(int dimensions) => new ServiceCollection().AddEdifyRag(rag => rag
        .UseFolder(o => o.Path = _content.Path)
        .UseHashingEmbeddings(o => o.Dimensions = dimensions)
        .UsePostgres(o => (o.ConnectionString, o.Schema) = (_schema.ConnectionString, _schema.Name))).BuildServiceProvider();

    private async Task IngestAsync(ServiceProvider services)
    {
        for (var i = 0; i < 60; i++) await File.WriteAllTextAsync(_content[$"notice-{i}.md"], $"# Notice {i}\n\nThe room of class {i} is on floor {i % 7}; it opens at {i % 12}.");
        Assert.Equal(60, (await services.GetRag<IIngestionPipeline>().RunAsync(new(VectorsOf.Tenant))).Ingested);
    }

    private sealed class Stopping(CancellationTokenSource stop, int after) : IProgress<CollectionCopyProgress>
    {
        public void Report(CollectionCopyProgress value)
        {
            if (value.Written >= after) stop.Cancel();
        }
    }
}
