using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Retrieval;

public class HybridRetrieverTests
{
    [Fact]
    public async Task A_store_that_leaks_is_caught_by_the_second_check()
    {
        await using var school = new SmallSchool(rag => rag.Decorate<IVectorStore>("leak", (store, _) => new LeakingStore(store)));
        await school.PutAsync("SOP/a.txt", "The safe opens with a key.");
        await school.PutAsync("General/b.txt", "The key of the gate is at the office.");
        await school.IngestAsync();

        var scope = await school.Services.GetRag<IAccessPolicy>().ResolveAsync(SmallSchool.Teacher);
        var found = await school.Services.GetRag<IRetriever>().RetrieveAsync(new("key"), scope);
        Assert.Equal(["General/b.txt"], found.Chunks.Select(c => c.Name));
    }

    [Fact]
    public async Task A_retriever_of_ones_own_is_checked_as_well()
    {
        await using var school = new SmallSchool(rag => rag.Use<IRetriever>("forgetful", sp => new ForgetfulRetriever(sp.GetRag<IVectorStore>())));
        await school.PutAsync("SOP/a.txt", "The safe opens with a key.");
        await school.PutAsync("General/b.txt", "The key of the gate is at the office.");
        await school.IngestAsync();

        var scope = await school.Services.GetRag<IAccessPolicy>().ResolveAsync(SmallSchool.Teacher);
        Assert.Equal(["General/b.txt"], (await school.Services.GetRag<IRetriever>().RetrieveAsync(new("key"), scope)).Chunks.Select(c => c.Name));
    }

    [Fact]
    public async Task A_callers_filter_only_narrows()
    {
        await using var school = new SmallSchool();
        await school.PutAsync("SOP/a.txt", "The safe opens with a key.");
        await school.PutAsync("General/b.txt", "The key of the gate is at the office.");
        await school.IngestAsync();

        var scope = await school.Services.GetRag<IAccessPolicy>().ResolveAsync(SmallSchool.Teacher);
        var retriever = school.Services.GetRag<IRetriever>();
        var wide = VectorFilter.Equal(RagFields.Module, RagModules.Sop) | VectorFilter.Exists(RagFields.Tenant);
        Assert.Single((await retriever.RetrieveAsync(new("key") { Within = wide }, scope)).Chunks);
        Assert.Empty((await retriever.RetrieveAsync(new("key") { Within = VectorFilter.Equal(RagFields.Module, RagModules.Sop) }, scope)).Chunks);
    }

    [Theory]
    [InlineData(RetrievalMode.Lexical, false, true)]
    [InlineData(RetrievalMode.Vector, true, false)]
    [InlineData(RetrievalMode.Hybrid, true, true)]
    public async Task A_mode_searches_its_legs(RetrievalMode mode, bool vector, bool lexical)
    {
        await using var school = new SmallSchool();
        await school.PutAsync("General/b.txt", "The key of the gate is at the office.");
        await school.IngestAsync();
        var scope = await school.Services.GetRag<IAccessPolicy>().ResolveAsync(SmallSchool.Teacher);
        var chunk = Assert.Single((await school.Services.GetRag<IRetriever>().RetrieveAsync(new("key of the gate") { Mode = mode }, scope)).Chunks);
        Assert.Equal(vector, chunk.Similarity is not null);
        Assert.Equal(lexical, chunk.LexicalScore is not null);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_number_of_passages_out_of_range_is_refused(int top)
    {
        await using var school = new SmallSchool();
        var scope = AccessScope.ForSystem(SmallSchool.Tenant, "test");
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => school.Services.GetRag<IRetriever>().RetrieveAsync(new("key") { Top = top }, scope));
    }
}
