using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Retrieval;

/// <summary>No step of retrieval brings what the scope does not admit, whatever the scope, the store and the search.</summary>
public class RetrievalScopeTests
{
    private const int Documents = 4;
    private const int Chunks = 12;
    private const int Grades = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Neighbours_sections_and_parts_stay_inside_the_scope(bool leaks)
    {
        await using var school = new NumberedSchool(
            o => (o.Neighbours, o.ParentSection, o.NeighbourHits, o.NeighbourCharacters) = (3, true, 10, 100_000),
            store => leaks ? new LeakyScans(new LeakingStore(store)) : store);
        var random = new Random(20261122);
        var grades = new int[Documents, Chunks];
        for (var document = 0; document < Documents; document++)
        {
            var own = document;
            for (var chunk = 0; chunk < Chunks; chunk++) grades[document, chunk] = random.Next(Grades);
            await school.StoreAsync(Chunks, $"General/{own}.txt", grade: chunk => $"{grades[own, chunk]}", headings: chunk => ["Rules", chunk < Chunks / 2 ? "A" : "B"]);
        }

        var added = 0;
        for (var i = 0; i < 300; i++)
        {
            var open = Enumerable.Range(0, Grades).Where(_ => random.Next(3) == 0).ToHashSet();
            var scope = AccessScope.For(SmallSchool.Teacher, PassageFilter.Grades(open.Select(g => $"{g}")));
            var found = await school.FindAsync(Any(random), scope);

            // The rule once more, by numbers and without filters.
            Assert.All(found.Chunks, chunk => Assert.Contains(grades[chunk.Name[^5] - '0', NumberedSchool.OrdinalOf(chunk)], open));
            Assert.All(found.Chunks, chunk => Assert.Equal(SmallSchool.Tenant, chunk.Record.Fields[RagFields.Tenant].AsText()));
            added += found.Chunks.Count(chunk => chunk.NeighbourOf is not null);
        }

        Assert.True(added > 300, $"Only {added} neighbours were added; the test would not see a leak.");
    }

    [Fact]
    public async Task A_scope_of_another_tenant_finds_nothing_and_has_no_neighbours()
    {
        await using var school = new NumberedSchool();
        await school.StoreAsync(5);
        var found = await school.FindAsync(new("needle2") { Neighbours = 5 }, AccessScope.ForSystem("riverside", "test"));
        Assert.Empty(found.Chunks);
    }

    private static RetrievalQuery Any(Random random) => new($"needle{random.Next(Chunks)} haystack")
    {
        Top = random.Next(1, 8),
        Mode = (RetrievalMode)random.Next(3),
        Neighbours = random.Next(2) == 0 ? null : random.Next(1, 6),
        Parts = random.Next(2) == 0 ? [] : [$"needle{random.Next(Chunks)}", $"needle{random.Next(Chunks)}"],
        Expansions = random.Next(2) == 0 ? [] : ["haystack"],
        Relevance = random.Next(2) == 0 ? null : 0.5,
    };

    /// <summary>A store that forgets the scope and the filter of a walk.</summary>
    private sealed class LeakyScans(IVectorStore inner) : DelegatingStore(inner)
    {
        public override IAsyncEnumerable<VectorRecord> ScanAsync(
            string collection, AccessScope scope, ScanOptions? options = null, CancellationToken cancellationToken = default) =>
            base.ScanAsync(collection, AccessScope.ForSystem(scope.Tenant, "leak"), null, cancellationToken);
    }
}
