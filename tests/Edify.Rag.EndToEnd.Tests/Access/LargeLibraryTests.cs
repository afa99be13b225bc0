using System.Diagnostics;
using Edify.Rag.EndToEnd.Tests.Houses;

namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>A library of fifty thousand documents, a few of which a pupil sees. What it takes is printed and held to nothing.</summary>
public sealed class LargeLibraryTests(ITestOutputHelper output)
{
    private const string Tenant = "north";
    private const int Documents = 50_000;
    private const int Chunks = 3;

    private static readonly RagUser Head = User("head", "admin");
    private static readonly RagUser Pupil = User("asha", "student") with { Grades = ["7"] };

    private readonly CancellationToken _end = TestContext.Current.CancellationToken;

    [Theory, Trait("Lane", "slow")]
    [InlineData(House.Embedded)]
    [InlineData(House.Qdrant)]
    public Task Everyone_turns_the_pages_of_what_they_see(string engine) => TurnPagesAsync(engine);

    [Fact, Trait("Lane", "slow"), Trait("Needs", "postgres")]
    public Task Everyone_turns_the_pages_of_what_they_see_in_PostgreSQL() => TurnPagesAsync(House.Postgres);

    private async Task TurnPagesAsync(string engine)
    {
        await using var house = await House.BuildAsync(engine);
        await using var services = house.Open("unused", 16, rag => rag.UseInMemoryBlobs().UseSchoolRoles());
        await FillAsync(services);
        var library = services.GetRag<IDocumentLibrary>();
        LibraryPage first = null!, uppermost = null!;
        for (var round = 0; round < 2; round++)
        {
            first = await TimedAsync("first page of 50, administrator", () => library.ListAsync(Head, new() { IsFlat = true }, _end));
            uppermost = await TimedAsync("uppermost folders, administrator", () => library.ListAsync(Head, new() { Folder = "north/knowledge_bank" }, _end));
            await TimedAsync("first page of 50, pupil who sees one in fifty", () => library.ListAsync(Pupil, new() { IsFlat = true }, _end));
            await TimedAsync("uppermost folders, pupil", () => library.ListAsync(Pupil, new() { Folder = "north/knowledge_bank" }, _end));
            await TimedAsync("search that finds one, administrator", () => library.ListAsync(Head, new() { Search = "d49999." }, _end));
            await TimedAsync("one by its identifier, pupil", () => library.FindAsync(Pupil, RagIds.Document(Tenant, "school", NameOf(7)), _end));
        }

        Assert.Equal(50, first.Documents.Count);
        Assert.Equal(50, uppermost.Folders.Count);
        var (seen, cursor) = (0, (string?)null);
        do
        {
            var page = await library.ListAsync(Pupil, new() { IsFlat = true, Size = 500, Cursor = cursor }, _end);
            Assert.All(page.Documents, d => Assert.StartsWith("north/knowledge_bank/7/", d.Name, StringComparison.Ordinal));
            (seen, cursor) = (seen + page.Documents.Count, page.Next);
        }
        while (cursor is not null);
        Assert.Equal(Documents / 50, seen);
        var closed = await TimedAsync("a rule for a folder of 1,000 documents", () => services.GetRag<IAccessRules>().SetAsync(Tenant, new("north/knowledge_bank/7/", DocumentAccess.Closed), _end));
        Assert.Equal(Documents / 50, closed);
        Assert.Empty((await library.ListAsync(Pupil, new() { IsFlat = true }, _end)).Documents);

        async Task<T> TimedAsync<T>(string what, Func<Task<T>> work)
        {
            var started = Stopwatch.GetTimestamp();
            var result = await work();
            output.WriteLine($"{engine}: {what}: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.0} ms");
            return result;
        }
    }

    private async Task FillAsync(IServiceProvider services)
    {
        var (store, ledger) = (services.GetRag<IVectorStore>(), services.GetRag<IIngestionLedger>());
        await store.EnsureCollectionAsync(new("documents", 16, "test:1", new Dictionary<string, FieldKind>
        {
            [RagFields.Tenant] = FieldKind.Text, [RagFields.Document] = FieldKind.Text, [RagFields.Name] = FieldKind.Text, [RagFields.Module] = FieldKind.Text, [RagFields.Grade] = FieldKind.Text,
        }), _end);
        foreach (var part in Enumerable.Range(0, Documents).Chunk(1_000))
        {
            await store.UpsertAsync("documents", [.. part.SelectMany(Records)], _end);
            await ledger.WriteAsync([.. part.Select(i => new LedgerEntry(new(Tenant, "school", NameOf(i)), $"e{i}", 100) { Chunks = Chunks })], _end);
        }
    }

    private static IEnumerable<VectorRecord> Records(int number) => Enumerable.Range(0, Chunks).Select(chunk =>
    {
        var vector = new float[16];
        vector[number % 16] = 1;
        return new VectorRecord(RagIds.Chunk(Tenant, "school", NameOf(number), chunk, "text"), $"Chunk {chunk} of document {number} is about two hundred characters long, as one of a notice might be; nobody reads it.", new Dictionary<string, FieldValue>
        {
            [RagFields.Tenant] = Tenant,
            [RagFields.Source] = "school",
            [RagFields.Document] = RagIds.Document(Tenant, "school", NameOf(number)).ToString(),
            [RagFields.Name] = NameOf(number),
            [RagFields.Ordinal] = (long)chunk,
            [RagFields.Module] = RagModules.KnowledgeBank,
            [RagFields.Grade] = GradeOf(number),
            [RagFields.Title] = $"Document {number}",
        })
        { Vector = vector };
    });

    private static string NameOf(int number) => $"north/knowledge_bank/{GradeOf(number)}/d{number}.txt";

    private static string GradeOf(int number) => $"{number % 50}";

    private static RagUser User(string id, string role) => new(id, Tenant) { Roles = [role] };
}
