using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.EndToEnd.Tests.Houses;

/// <summary>A pipeline's collection moves from any store to any other, and each store takes another embedder while it is in use.</summary>
[Trait("Needs", "postgres")]
public sealed class MovingHouseTests : IDisposable
{
    private const int Dimensions = 128;
    private static readonly string[] Engines = [House.Embedded, House.Postgres, House.Qdrant, House.MongoDb, House.Atlas];

    private readonly Notices _notices = new();
    private readonly CancellationToken _end = TestContext.Current.CancellationToken;

    public static TheoryData<string> All => [.. Engines];

    /// <summary>Both ways between any two.</summary>
    public static TheoryData<string, string> Moves()
    {
        var moves = new TheoryData<string, string>();
        foreach (var from in Engines)
            foreach (var to in Engines.Where(engine => engine != from)) moves.Add(from, to);
        return moves;
    }

    public void Dispose() => _notices.Dispose();

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task A_collection_moves_goes_on_after_a_stop_and_answers_from_its_new_house(string from, string to)
    {
        await using var old = await House.BuildAsync(from);
        await using var next = await House.BuildAsync(to);
        await using var leaving = old.Open(_notices.Folder, Dimensions);
        await using var moved = next.Open(_notices.Folder, Dimensions);
        Assert.Equal(Notices.Count, (await Notices.IngestAsync(leaving)).Ingested);
        var records = await Notices.AllAsync(leaving);

        using (var stop = new StopAfter(20))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CopyAsync(new(Notices.Collection, [Notices.Tenant]) { BatchSize = 5, Parallelism = 1 }, stop, stop.Token));
        var there = (await Notices.AllAsync(moved)).Count;
        Assert.InRange(there, 20, records.Count - 1);

        var rest = await CopyAsync(new(Notices.Collection, [Notices.Tenant]), null, _end);
        Assert.Empty(rest.Problems);
        Assert.Equal((records.Count, records.Count - there, 0), (rest.Records, rest.Written, rest.LeftBehind));
        Assert.InRange(rest.Sampled, 1, records.Count);
        Notices.AssertSame(records, await Notices.AllAsync(moved));
        Assert.Equal(0, (await CopyAsync(new(Notices.Collection, [Notices.Tenant]), null, _end)).Written);
        await Notices.AssertAnswersAsync(leaving);
        await Notices.AssertAnswersAsync(moved);

        Task<CollectionCopyReport> CopyAsync(CollectionCopyRequest request, IProgress<CollectionCopyProgress>? progress, CancellationToken cancellationToken) =>
            CollectionCopy.RunAsync(leaving.GetRag<IVectorStore>(), moved.GetRag<IVectorStore>(), request, progress, cancellationToken: cancellationToken);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Another_embedder_takes_over_after_a_stop_and_gives_way_again(string engine)
    {
        // Nobody writes beside another one: an embedded store and its ledger have one writer.
        await using var house = await House.BuildAsync(engine);
        await using (var first = house.Open(_notices.Folder, Dimensions)) await Notices.IngestAsync(first);
        await using var asking = house.Open(_notices.Folder, Dimensions);
        await Notices.AssertAnswersAsync(asking);

        await using (var stopped = house.Open(_notices.Folder, 2 * Dimensions, rag => rag.ConfigureIngestion(o => (o.BatchSize, o.EmbeddingParallelism) = (8, 1))))
        {
            using var stop = new StopAfter(16);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.GetRag<ICollectionMaintenance>().ReembedAsync(new([Notices.Tenant]), stop, stop.Token));
        }

        await Notices.AssertAnswersAsync(asking);
        await using (var next = house.Open(_notices.Folder, 2 * Dimensions))
        {
            var report = await next.GetRag<ICollectionMaintenance>().ReembedAsync(new([Notices.Tenant]), null, _end);
            Assert.Empty(report.Problems);
            Assert.Equal((true, "documents-1", "documents-2"), (report.IsSwitched, report.From, report.To));
            Assert.InRange(report.Written, 1, report.Records - 16);
            await Notices.AssertAnswersAsync(next);
            var run = await Notices.IngestAsync(next);
            Assert.Equal((Notices.Count, 0), (run.Unchanged, run.Ingested));
        }

        // Who asks with the embedder of before is told so, and answered by words.
        var scope = await asking.GetRag<IAccessPolicy>().ResolveAsync(Notices.Reader, _end);
        var found = await asking.GetRag<IRetriever>().RetrieveAsync(new("the code of the library"), scope, _end);
        Assert.Contains("documents", Assert.Single(found.Degraded), StringComparison.Ordinal);
        Assert.NotEmpty(found.Chunks);

        await using (var back = house.Open(_notices.Folder, Dimensions))
        {
            await back.GetRag<ICollectionMaintenance>().RollBackAsync([Notices.Tenant], _end);
            Assert.Equal(["documents-2"], await back.GetRag<ICollectionMaintenance>().DropOldAsync(_end));
        }

        await Notices.AssertAnswersAsync(asking);
    }
}
