using Edify.Rag.Hosting.Retrieval;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Retrieval;

/// <summary>The steps behind the search: repetitions, variety, blended scores.</summary>
public class RetrievalStepTests
{
    private const string Late = "A late fee of 50 rupees is charged for every week of delay in grade 6, and the office writes a letter to the parents.";

    [Fact]
    public async Task What_repeats_a_better_passage_makes_room_for_another()
    {
        await using var school = Open();
        await school.PutAsync("General/a.txt", Late);
        await school.PutAsync("General/b.txt", Late.Replace("every", "each", StringComparison.Ordinal));
        await school.PutAsync("General/c.txt", "A fee is charged for a lost badge.");
        await school.IngestAsync();

        var found = await FindAsync(school, new("late fee charged") { Top = 2 });

        Assert.Equal(2, found.Chunks.Count);
        Assert.Equal("General/c.txt", found.Chunks[1].Name);
        Assert.Contains("1 repeated", found.Steps.Single(s => s.Name == "distinct").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_differs_in_a_number_repeats_nothing()
    {
        await using var school = Open();
        await school.PutAsync("General/a.txt", Late);
        await school.PutAsync("General/b.txt", Late.Replace('6', '7'));
        await school.IngestAsync();
        Assert.Equal(2, (await FindAsync(school, new("late fee charged"))).Chunks.Count);
    }

    [Fact]
    public async Task Repetitions_stay_where_nobody_minds_them()
    {
        await using var school = Open(o => o.DuplicateSimilarity = null);
        await school.PutAsync("General/a.txt", Late);
        await school.PutAsync("General/b.txt", Late);
        await school.IngestAsync();
        Assert.Equal(2, (await FindAsync(school, new("late fee charged"))).Chunks.Count);
    }

    [Fact]
    public void Variety_prefers_what_was_not_said_yet()
    {
        var first = RankFusionTests.Chunk("first", text: "Leaves make sugar from light and water.", score: 1);
        var again = RankFusionTests.Chunk("again", text: "Leaves make sugar out of light and of water.", score: 0.9);
        var other = RankFusionTests.Chunk("other", text: "Roots take minerals from the soil.", score: 0.7);
        var last = RankFusionTests.Chunk("last", text: "A bell rings.", score: 0);

        Assert.Equal(["first", "other"], MarginalRelevance.Choose([first, again, other, last], 2, 0.5).Select(c => c.Name));
        Assert.Equal(["first", "again"], MarginalRelevance.Choose([first, again, other, last], 2, 1).Select(c => c.Name));
    }

    [Fact]
    public void Vectors_tell_likeness_where_they_are_at_hand()
    {
        var first = With(RankFusionTests.Chunk("first", text: "one", score: 1), 1, 0);
        var near = With(RankFusionTests.Chunk("near", text: "two", score: 0.9), 1, 0);
        var far = With(RankFusionTests.Chunk("far", text: "one", score: 0.8), 0, 1);
        var last = With(RankFusionTests.Chunk("last", text: "three", score: 0), 0, 1);
        Assert.Equal(["first", "far"], MarginalRelevance.Choose([first, near, far, last], 2, 0.5).Select(c => c.Name));

        static RetrievedChunk With(RetrievedChunk chunk, params float[] vector) => chunk with { Record = chunk.Record with { Vector = vector } };
    }

    [Fact]
    public void Variety_changes_nothing_of_what_is_all_wanted()
    {
        var chunks = Enumerable.Range(0, 20).Select(i => RankFusionTests.Chunk($"{i}", text: $"word{i}", score: 20 - i)).ToList();
        Assert.Equal(chunks, MarginalRelevance.Choose(chunks, 20, 0.5));
        Assert.Empty(MarginalRelevance.Choose([], 3, 0.5));
    }

    [Fact]
    public async Task A_question_may_ask_for_variety_itself()
    {
        await using var school = Open();
        for (var i = 0; i < 8; i++) await school.PutAsync($"General/{i}.txt", $"The gate of house {i} has a key.");
        await school.IngestAsync();
        var found = await FindAsync(school, new("gate key") { Top = 3, Relevance = 0.5 });
        Assert.Equal(3, found.Chunks.Count);
        Assert.StartsWith("3 of 8", found.Steps.Single(s => s.Name == "diversify").Detail, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => FindAsync(school, new("gate key") { Relevance = 1.5 }));
    }

    [Fact]
    public void A_rerankers_scores_are_blended_with_those_of_the_search()
    {
        var (a, b, c) = (RankFusionTests.Chunk("a", score: 3), RankFusionTests.Chunk("b", score: 2), RankFusionTests.Chunk("c", score: 1));
        var ranked = new[] { b with { RerankScore = 0.9 }, a with { RerankScore = 0.8 }, c with { RerankScore = 0.1 } };

        var blended = RerankBlend.Of([a, b, c], ranked, 0.7);

        Assert.Equal(["a", "b", "c"], blended.Select(p => p.Name));
        Assert.Equal([0.86, 0.78, 0.07], blended.Select(p => Math.Round(p.Score, 9)));
        Assert.Equal(0.8, blended[0].RerankScore);
        Assert.Same(ranked, RerankBlend.Of([a, b, c], ranked, 1));
    }

    [Fact]
    public void Scores_on_a_scale_of_their_own_are_brought_to_that_of_the_search()
    {
        var (a, b) = (RankFusionTests.Chunk("a", score: 2), RankFusionTests.Chunk("b", score: 1));
        var blended = RerankBlend.Of([a, b], [b with { RerankScore = 7.5 }, a with { RerankScore = -3 }], 0.7);
        Assert.Equal([("b", 0.7), ("a", 0.3)], blended.Select(p => (p.Name, Math.Round(p.Score, 9))));
    }

    [Fact]
    public void Settings_that_can_not_work_are_told_by_name()
    {
        var wrong = new RetrievalOptions
        {
            Fusion = (RetrievalFusion)9, FusionK = 0, VectorLimit = 0, LexicalLimit = 1001, VectorWeight = 2, MinLexicalScore = -1, LegTimeout = TimeSpan.Zero,
            DuplicateSimilarity = 0, RerankWeight = -1, Relevance = 2, Candidates = 0, ExtractCandidates = 0, Neighbours = 11, NeighbourHits = 0, NeighbourCharacters = 0, MinSimilarity = 3,
        };
        var failure = new RetrievalOptionsValidator().Validate(null, wrong).FailureMessage!;
        foreach (var key in (string[])["Fusion", "FusionK", "VectorLimit", "LexicalLimit", "VectorWeight", "MinLexicalScore", "LegTimeout", "DuplicateSimilarity",
            "RerankWeight", "Relevance", "Candidates", "ExtractCandidates", "Neighbours", "NeighbourHits", "NeighbourCharacters", "MinSimilarity"])
            Assert.Contains($"Retrieval: {key} is", failure, StringComparison.Ordinal);
        Assert.True(new RetrievalOptionsValidator().Validate(null, new()).Succeeded);
    }

    private static SmallSchool Open(Action<RetrievalOptions>? configure = null) =>
        new(rag => rag.ConfigureRetrieval(configure ?? (_ => { })));

    private static async Task<RetrievalResult> FindAsync(SmallSchool school, RetrievalQuery query) =>
        await school.Services.GetRag<IRetriever>().RetrieveAsync(query, await school.Services.GetRag<IAccessPolicy>().ResolveAsync(SmallSchool.Teacher));
}
