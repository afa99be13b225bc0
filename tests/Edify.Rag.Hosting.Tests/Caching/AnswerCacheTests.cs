using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Caching;

public sealed class AnswerCacheTests : IDisposable
{
    private const string Fee = CachedSchool.Fee;
    private static readonly RagUser Deputy = new("deputy", SmallSchool.Tenant) { Roles = ["admin"] };

    private readonly WatchedChatClient _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task The_same_question_under_the_same_rights_costs_once()
    {
        await using var school = await CachedSchool.OpenAsync(_model);
        var first = await school.AskAsync(Fee, SmallSchool.Admin);
        var updates = await school.Assistant.AskStreamingAsync(new(Fee, SmallSchool.Admin)).ToListAsync();
        Assert.Equal(1, _model.Answers);
        Assert.False(first.Trace.Cached);
        Assert.Equal([typeof(AnswerUpdate.Sources), typeof(AnswerUpdate.Text), typeof(AnswerUpdate.Completed)], updates.Select(u => u.GetType()));
        var second = Assert.IsType<AnswerUpdate.Completed>(updates[^1]).Answer;
        Assert.Equal((first.Text, first.Outcome, true), (second.Text, second.Outcome, second.Trace.Cached));
        Assert.Equal(first.Citations, second.Citations);
        Assert.Equal((null, null), (second.Trace.InputTokens, second.Trace.Cost));
        Assert.NotEqual(first.ConversationId, second.ConversationId);
        Assert.NotEqual(first.TurnId, second.TurnId);
    }

    [Fact]
    public async Task Other_rights_other_words_and_a_narrower_question_are_answered_anew()
    {
        await using var school = await CachedSchool.OpenAsync(_model);
        await school.AskAsync(Fee, SmallSchool.Admin);
        Assert.Equal(AnswerOutcome.NotFound, (await school.AskAsync(Fee, SmallSchool.Pupil("5"))).Outcome);
        Assert.False((await school.AskAsync("What is the late fee", SmallSchool.Admin)).Trace.Cached);
        Assert.False((await school.Assistant.AskAsync(new(Fee, SmallSchool.Admin) { Top = 1 })).Trace.Cached);
        Assert.False((await school.Assistant.AskAsync(new(Fee, SmallSchool.Admin) { Mode = RetrievalMode.Lexical })).Trace.Cached);
        Assert.False((await school.Assistant.AskAsync(new(Fee, SmallSchool.Admin) { Within = VectorFilter.Equal("category", "fees") })).Trace.Cached);
        Assert.True((await school.Assistant.AskAsync(new(Fee, SmallSchool.Admin) { Within = VectorFilter.Equal("category", "fees") })).Trace.Cached);
    }

    [Fact]
    public async Task What_was_said_before_is_a_part_of_the_question()
    {
        await using var school = await CachedSchool.OpenAsync(_model);
        var bell = await school.AskAsync("When does the first bell ring?", SmallSchool.Admin);
        Assert.False((await Follow(bell, SmallSchool.Admin)).Trace.Cached);
        Assert.False((await school.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);
        Assert.True((await school.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);

        // In another conversation, in which the very same was said before.
        Assert.True((await Follow(await school.AskAsync("When does the first bell ring?", SmallSchool.Admin), SmallSchool.Admin)).Trace.Cached);

        Task<Answer> Follow(Answer before, RagUser user) => school.Assistant.AskAsync(new(Fee, user) { ConversationId = before.ConversationId });
    }

    [Fact]
    public async Task A_changed_document_is_answered_from_at_once()
    {
        await using var school = await CachedSchool.OpenAsync(_model);
        await school.AskAsync(Fee, SmallSchool.Admin);
        await school.PutAsync(CachedSchool.FeeDocument, "A late fee of 75 rupees is charged for every week of delay.");
        await school.IngestAsync();
        Assert.Contains("75 rupees", (await school.AskAsync(Fee, SmallSchool.Admin)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_that_is_taken_from_a_document_is_taken_from_its_answers()
    {
        await using var school = await CachedSchool.OpenAsync(_model);
        await school.AskAsync(Fee, SmallSchool.Admin);
        await school.Store.UpdateFieldsAsync("documents", VectorFilter.Equal(RagFields.Tenant, SmallSchool.Tenant), new Dictionary<string, FieldValue> { [RagFields.Tenant] = "elsewhere" });
        Assert.Equal(AnswerOutcome.NotFound, (await school.AskAsync(Fee, SmallSchool.Admin)).Outcome);
    }

    [Fact]
    public async Task A_write_of_another_process_is_seen()
    {
        using var content = new TemporaryDirectory();
        using var state = new TemporaryDirectory();
        await File.WriteAllTextAsync(content["bell.txt"], "The first bell rings at eight o'clock in the morning.");
        await using (var first = Open()) await first.IngestAsync();

        // Pipelines over one directory have no more in common than processes.
        await using var host = Open();
        await host.AskAsync("When does the first bell ring?", SmallSchool.Admin);
        Assert.True((await host.AskAsync("When does the first bell ring?", SmallSchool.Admin)).Trace.Cached);

        await File.WriteAllTextAsync(content["bell.txt"], "The first bell rings at nine o'clock in the morning, and not before.");
        await using var writer = Open();
        await writer.IngestAsync();
        Assert.Contains("nine", (await host.AskAsync("When does the first bell ring?", SmallSchool.Admin)).Text, StringComparison.Ordinal);
        Assert.True((await host.AskAsync("When does the first bell ring?", SmallSchool.Admin)).Trace.Cached);

        SmallSchool Open() => new(rag => rag.UseFolder(o => o.Path = content.Path).UseStateDirectory(state.Path).UseChat(_ => _model));
    }

    [Fact]
    public async Task A_degraded_answer_is_not_kept()
    {
        SwitchedEmbedder? embedder = null;
        await using var school = await CachedSchool.OpenAsync(_model, rag => rag.Decorate<IEmbeddingGenerator<string, Embedding<float>>>(
            "switch", (inner, _) => embedder = new SwitchedEmbedder(inner)));
        embedder!.IsDown = true;
        Assert.Equal(AnswerOutcome.Degraded, (await school.AskAsync(Fee, SmallSchool.Admin)).Outcome);
        embedder.IsDown = false;
        var whole = await school.AskAsync(Fee, SmallSchool.Admin);
        Assert.Equal((AnswerOutcome.Answered, false), (whole.Outcome, whole.Trace.Cached));
    }

    [Fact]
    public async Task An_answer_lasts_for_its_lifetime()
    {
        var time = new FakeTimeProvider();
        await using var school = await time.PassUntilAsync(CachedSchool.OpenAsync(_model, rag =>
        {
            rag.Services.AddSingleton<TimeProvider>(time);
            rag.ConfigureAnswerCache(o => o.Lifetime = TimeSpan.FromMinutes(10));
        }));
        await school.AskAsync(Fee, SmallSchool.Admin);
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.True((await school.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await school.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);
    }

    [Fact]
    public async Task Clearing_forgets_the_answers_of_a_tenant()
    {
        await using var school = await CachedSchool.OpenAsync(_model);
        await school.AskAsync(Fee, SmallSchool.Admin);
        await school.Services.GetRequiredService<IAnswerCache>().ClearAsync(SmallSchool.Tenant);
        Assert.False((await school.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);
        Assert.True((await school.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);
    }

    [Fact]
    public async Task Which_models_may_answer_is_a_part_of_the_question()
    {
        using var other = new WatchedChatClient();
        var settings = new ConfigurationBuilder().AddInMemoryCollection().Build();
        await using var school = await CachedSchool.OpenAsync(_model, rag =>
        {
            rag.UseChat(_ => other, "other");
            rag.Services.Configure<ChatModelOptions>(RagServices.ModelOf(rag.Name, "other"), settings);
        });
        await school.AskAsync(Fee, SmallSchool.Admin);
        Assert.True((await school.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);

        settings["Enabled"] = "false";
        settings.Reload();
        Assert.False((await school.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);
    }

    [Fact]
    public async Task Nothing_is_kept_where_it_is_switched_off()
    {
        await using var school = await CachedSchool.OpenAsync(_model, rag => rag.ConfigureAnswerCache(o => o.Enabled = false));
        await school.AskAsync(Fee, SmallSchool.Admin);
        Assert.False((await school.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);
    }

    [Fact]
    public async Task Readers_to_whom_a_prompt_speaks_in_other_words_have_answers_of_their_own()
    {
        await using var school = await CachedSchool.OpenAsync(_model, rag => rag.Decorate<IPromptBuilder>("by name", (inner, _) => new PersonalPrompts(inner)).UseAccessPolicy(_ => new OneScope()));
        await school.AskAsync(Fee, SmallSchool.Admin);
        Assert.False((await school.AskAsync(Fee, Deputy)).Trace.Cached);
        Assert.True((await school.AskAsync(Fee, Deputy)).Trace.Cached);
    }

    [Fact]
    public async Task Nearly_the_same_words_find_the_answer_where_that_is_wanted()
    {
        await using var school = await CachedSchool.OpenAsync(_model, rag => rag.ConfigureAnswerCache(o => (o.Semantic, o.SimilarityThreshold) = (true, 0.5)));
        await school.AskAsync(Fee, SmallSchool.Admin);
        Assert.True((await school.AskAsync("Please tell me the late fee", SmallSchool.Admin)).Trace.Cached);
        Assert.False((await school.AskAsync("Please tell me the late fee", SmallSchool.Pupil("5"))).Trace.Cached);
        Assert.False((await school.AskAsync("What is not the late fee?", SmallSchool.Admin)).Trace.Cached);
        Assert.False((await school.AskAsync("What is the late fee of grade 5?", SmallSchool.Admin)).Trace.Cached);
        Assert.False((await school.AskAsync("What is the late fee of grade 6?", SmallSchool.Admin)).Trace.Cached);
    }

    [Fact]
    public async Task Users_of_one_scope_share_answers_and_no_conversations()
    {
        await using var school = await CachedSchool.OpenAsync(_model, rag => rag.UseAccessPolicy(_ => new OneScope()));
        var first = await school.AskAsync(Fee, SmallSchool.Admin);
        var second = await school.AskAsync(Fee, Deputy);
        Assert.True(second.Trace.Cached);
        Assert.NotEqual(first.ConversationId, second.ConversationId);
        Assert.Single(await school.Services.GetRag<IConversationStore>().ListAsync(Deputy).ToListAsync());
    }

    private sealed class OneScope : IAccessPolicy
    {
        public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default) => new(AccessScope.For(user, VectorFilter.All));
    }

    private sealed class PersonalPrompts(IPromptBuilder inner) : IPromptBuilder
    {
        public Prompt Build(AnswerContext context) => Named(inner.Build(context), context.Reader);

        private static Prompt Named(Prompt prompt, RagUser? reader) => prompt with { Version = $"{prompt.Version}/{reader?.Id}" };
    }
}
