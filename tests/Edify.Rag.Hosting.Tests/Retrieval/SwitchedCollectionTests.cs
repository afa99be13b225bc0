using Edify.Rag.Hosting.Tests.Collections;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Retrieval;

/// <summary>A program that asks with the embedder of before, while another one puts a collection of another embedder in place.</summary>
public sealed class SwitchedCollectionTests : IDisposable
{
    private const string Question = "On which floor is the room of class 3?";

    private readonly ModelSchool _school = new();

    public void Dispose() => _school.Dispose();

    [Fact]
    public async Task Vectors_of_one_embedder_are_never_compared_with_those_of_another()
    {
        await _school.PutManyAsync(6);
        await using (var first = _school.Open(new("a"))) await first.IngestAsync();
        await using var asking = _school.Open(new("a"));
        Assert.Empty((await AskAsync(asking)).Degraded);

        await using (var other = _school.Open(new("b"))) await other.ReembedAsync();
        var after = await AskAsync(asking);

        // Both have 8 dimensions: nothing but the name tells them apart.
        Assert.Contains("model/b/8", Assert.Single(after.Degraded), StringComparison.Ordinal);
        Assert.All(after.Chunks, chunk => Assert.Null(chunk.Similarity));
        Assert.NotEmpty(after.Chunks);

        await using (var back = _school.Open(new("a"))) await back.Maintenance().RollBackAsync([SmallSchool.Tenant]);
        Assert.Empty((await AskAsync(asking)).Degraded);
    }

    [Fact]
    public async Task A_switch_in_the_middle_of_a_search_is_noticed()
    {
        await _school.PutManyAsync(6);
        await using (var first = _school.Open(new("a"))) await first.IngestAsync();
        var isDue = false;
        await using var asking = _school.Open(new("a"), rag => rag.Decorate<IVectorStore>("switching", (inner, _) => new SwitchingStore(inner, async () =>
        {
            if (!isDue) return;
            isDue = false;
            await using var other = _school.Open(new("b"));
            await other.ReembedAsync();
        })));
        Assert.Empty((await AskAsync(asking)).Degraded);
        isDue = true;

        var found = await AskAsync(asking);

        Assert.Single(found.Degraded);
        Assert.All(found.Chunks, chunk => Assert.Null(chunk.Similarity));
    }

    private static async Task<RetrievalResult> AskAsync(SmallSchool school) => await school.Services.GetRag<IRetriever>().RetrieveAsync(
        new(Question), await school.Services.GetRag<IAccessPolicy>().ResolveAsync(SmallSchool.Teacher), TestContext.Current.CancellationToken);

    /// <summary>Lets something happen between a question's look at the collection and its search.</summary>
    private sealed class SwitchingStore(IVectorStore inner, Func<Task> beforeSearch) : DelegatingStore(inner), ICollectionAliases
    {
        private readonly ICollectionAliases _aliases = (ICollectionAliases)inner;

        public override async IAsyncEnumerable<VectorMatch> SearchAsync(
            string collection, VectorQuery query, AccessScope scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await beforeSearch();
            await foreach (var match in base.SearchAsync(collection, query, scope, cancellationToken)) yield return match;
        }

        public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken = default) => _aliases.ListAliasesAsync(cancellationToken);

        public Task SetAliasAsync(string alias, string collection, CancellationToken cancellationToken = default) => _aliases.SetAliasAsync(alias, collection, cancellationToken);

        public Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken = default) => _aliases.RemoveAliasAsync(alias, cancellationToken);
    }
}
