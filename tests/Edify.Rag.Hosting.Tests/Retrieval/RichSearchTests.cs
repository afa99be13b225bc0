using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Retrieval;

/// <summary>What a search can be asked for besides a text.</summary>
public class RichSearchTests
{
    [Fact]
    public async Task Each_part_of_a_compound_question_brings_its_passages()
    {
        await using var school = await OpenAsync();
        var query = new RetrievalQuery("When does the bell ring, and who repairs bicycles?") { Top = 2, Parts = ["When does the bell ring", "who repairs bicycles?"] };
        var found = await FindAsync(school, query);
        Assert.Equal(["General/bell.txt", "General/bicycle.txt"], found.Chunks.Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.StartsWith("3 questions", found.Steps.Single(s => s.Name == "fuse").Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RetrievalMode.Lexical)]
    [InlineData(RetrievalMode.Hybrid)]
    public async Task Expansions_are_looked_for_by_words(RetrievalMode mode)
    {
        await using var school = await OpenAsync();
        Assert.DoesNotContain(Worded(await FindAsync(school, new("TC") { Mode = mode })), name => name == "General/certificate.txt");
        Assert.Equal("General/certificate.txt", Assert.Single(Worded(await FindAsync(school, new("TC") { Mode = mode, Expansions = ["transfer certificate"] }))));
    }

    [Fact]
    public async Task Expansions_are_no_meaning_of_the_question()
    {
        SlowStore? store = null;
        await using var school = await OpenAsync(store: s => store = s);
        await FindAsync(school, new("TC") { Expansions = ["transfer certificate"] });
        await FindAsync(school, new("TC"));
        Assert.Equal(["TC transfer certificate", "TC"], store!.Asked.Select(q => q.Text));
        Assert.Equal(store.Asked[0].Vector!.Value.ToArray(), store.Asked[1].Vector!.Value.ToArray());
    }

    [Fact]
    public async Task Legs_have_limits_of_their_own()
    {
        SlowStore? store = null;
        await using var school = await OpenAsync(o => (o.VectorLimit, o.LexicalLimit) = (7, 1), s => store = s);
        var found = await FindAsync(school, new("bell bicycle certificate"));
        Assert.Equal([1, 7], store!.Asked.Select(q => q.Limit).Order());
        Assert.Single(Worded(found));
    }

    [Fact]
    public async Task What_words_hardly_match_is_dropped_where_it_is_told_so()
    {
        await using var school = await OpenAsync(o => o.MinLexicalScore = 1000);
        var found = await FindAsync(school, new("bell"));
        Assert.NotEmpty(found.Chunks);
        Assert.Empty(Worded(found));
        Assert.Empty((await FindAsync(school, new("bell") { Mode = RetrievalMode.Lexical })).Chunks);
    }

    [Fact]
    public async Task Weighted_scores_are_fused_above_the_store()
    {
        await using var school = await OpenAsync(o => (o.Fusion, o.VectorWeight) = (RetrievalFusion.Weighted, 0));
        var found = await FindAsync(school, new("the first bell"));
        Assert.Equal(1, found.Chunks[0].Score, 9);
        Assert.Equal("General/bell.txt", found.Chunks[0].Name);
    }

    [Fact]
    public async Task Only_what_was_written_in_a_time_is_found()
    {
        await using var school = await OpenAsync();
        var written = (await school.RecordsAsync())[0].Fields[RagFields.Modified].AsTime();
        Assert.NotEmpty((await FindAsync(school, new("bell") { Within = PassageFilter.Modified(written.AddDays(-1), written.AddDays(1)) })).Chunks);
        Assert.Empty((await FindAsync(school, new("bell") { Within = PassageFilter.Modified(since: written.AddDays(1)) })).Chunks);
        Assert.Empty((await FindAsync(school, new("bell") { Within = PassageFilter.Modified(until: written.AddDays(-1)) })).Chunks);
    }

    [Fact]
    public async Task A_search_is_narrowed_to_documents_and_subjects()
    {
        await using var school = await OpenAsync();
        await school.PutAsync("users/ms-rao/raw_data/semester-1/Science/Sounds/bells.txt", "A bell sounds because it swings.");
        await school.IngestAsync();
        Assert.Equal("General/bell.txt", Assert.Single((await FindAsync(school, new("bell") { Within = PassageFilter.Documents("General/bell.txt") })).Chunks).Name);
        Assert.Single((await FindAsync(school, new("bell") { Within = PassageFilter.Subjects("Science") & PassageFilter.Books("Sounds") })).Chunks);
        Assert.Empty((await FindAsync(school, new("bell") { Within = PassageFilter.Books() })).Chunks);
    }

    [Fact]
    public async Task A_question_carries_its_narrowing_to_the_search()
    {
        await using var school = await OpenAsync();
        var question = new Question("When does the first bell ring?", SmallSchool.Teacher);
        Assert.Equal(AnswerOutcome.Answered, (await school.Assistant.AskAsync(question)).Outcome);
        Assert.Equal(AnswerOutcome.NotFound, (await school.Assistant.AskAsync(question with { Within = PassageFilter.Modified(since: DateTimeOffset.MaxValue) })).Outcome);
        Assert.Equal(AnswerOutcome.NotFound, (await school.Assistant.AskAsync(question with { Within = PassageFilter.Documents("General/bicycle.txt") })).Outcome);
    }

    [Fact]
    public async Task Keywords_that_no_text_has_are_searched_for_by_meaning_as_well()
    {
        SlowStore? store = null;
        await using var school = await OpenAsync(store: s => store = s);
        var answer = await school.AskAsync("bicyclists", SmallSchool.Teacher);
        Assert.Equal([false, true], store!.Asked.Select(q => q.Vector is not null));
        Assert.Equal(2, answer.Trace.Steps.Count(s => s.Name == "search"));

        store.Asked.Clear();
        await school.Assistant.AskAsync(new("bicyclists", SmallSchool.Teacher) { Mode = RetrievalMode.Lexical });
        Assert.Null(Assert.Single(store.Asked).Vector);
    }

    [Theory]
    [InlineData("Where is the key of the gate?", true, 3)]
    [InlineData("Explain the keys of the gates", true, 12)]
    [InlineData("Where is the key of the gate?", false, 12)]
    public async Task A_language_model_is_given_as_much_as_its_question_is_worth_and_extracts_are_chosen_among_more(string text, bool hasModel, int passages)
    {
        await using var school = new SmallSchool(rag =>
        {
            if (hasModel) rag.UseChat(_ => new ScriptedChatClient(["It is here [1]."]));
        });
        for (var i = 0; i < 15; i++) await school.PutAsync($"General/{i}.txt", $"The key of gate {i} hangs in the office.");
        await school.IngestAsync();
        var updates = await school.Assistant.AskStreamingAsync(new(text, SmallSchool.Teacher)).ToListAsync();
        Assert.Equal(passages, Assert.IsType<AnswerUpdate.Sources>(updates[0]).Citations.Count);
    }

    [Fact]
    public async Task A_changed_setting_counts_from_the_next_search_on()
    {
        await using var school = await OpenAsync();
        var settings = school.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<RetrievalOptions>>().Get(RagServices.DefaultName);
        Assert.NotEmpty((await FindAsync(school, new("bell") { Mode = RetrievalMode.Lexical })).Chunks);
        settings.MinLexicalScore = 1000;
        Assert.Empty((await FindAsync(school, new("bell") { Mode = RetrievalMode.Lexical })).Chunks);
    }

    private static IEnumerable<string> Worded(RetrievalResult found) => found.Chunks.Where(c => c.LexicalScore is not null).Select(c => c.Name);

    private static async Task<RetrievalResult> FindAsync(SmallSchool school, RetrievalQuery query) =>
        await school.Services.GetRag<IRetriever>().RetrieveAsync(query, await school.Services.GetRag<IAccessPolicy>().ResolveAsync(SmallSchool.Teacher));

    private static async Task<SmallSchool> OpenAsync(Action<RetrievalOptions>? configure = null, Action<SlowStore>? store = null)
    {
        var school = new SmallSchool(rag =>
        {
            if (configure is not null) rag.ConfigureRetrieval(configure);
            rag.Decorate<IVectorStore>("asked", (inner, _) =>
            {
                var asked = new SlowStore(inner);
                store?.Invoke(asked);
                return asked;
            });
        });
        await school.PutAsync("General/bell.txt", "The first bell rings at eight o'clock in the morning.");
        await school.PutAsync("General/bicycle.txt", "Mr Sen repairs bicycles on Fridays.");
        await school.PutAsync("General/certificate.txt", "A transfer certificate is written by the office.");
        await school.IngestAsync();
        return school;
    }
}
