using Edify.Rag.Hosting.Conversations;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Conversations;

public sealed class ConversationFlowTests : IDisposable
{
    private const string Fee = "What is the late fee?";
    private readonly WatchedChatClient _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task A_question_of_no_conversation_begins_one_and_its_turn_can_be_rated()
    {
        await using var school = await OpenAsync();
        var answer = await school.AskAsync(Fee, SmallSchool.Admin);
        var store = school.Services.GetRag<IConversationStore>();
        var turn = Assert.Single(await store.ReadAsync(SmallSchool.Admin, answer.ConversationId!));
        Assert.Equal((answer.TurnId, Fee, answer.Text), (turn.Id, turn.Question, turn.Answer.Text));
        Assert.True(await store.RateAsync(SmallSchool.Admin, answer.ConversationId!, answer.TurnId!.Value, new(5, DateTimeOffset.UnixEpoch)));

        var other = await school.AskAsync("When does the first bell ring?", SmallSchool.Admin);
        Assert.NotEqual(answer.ConversationId, other.ConversationId);
    }

    [Fact]
    public async Task A_follow_up_is_answered_with_what_was_said_before()
    {
        await using var school = await OpenAsync();
        var first = await school.AskAsync(Fee, SmallSchool.Admin);
        var second = await AskAsync(school, "What is the late fee for two weeks?", first.ConversationId);
        Assert.Equal(first.ConversationId, second.ConversationId);
        Assert.Equal([(ChatRole.User, Fee), (ChatRole.Assistant, first.Text.Replace(" [1]", "", StringComparison.Ordinal))], History());
        Assert.Equal(2, (await school.Services.GetRag<IConversationStore>().FindAsync(SmallSchool.Admin, first.ConversationId!))?.Turns);
    }

    [Fact]
    public async Task What_was_answered_under_other_rights_is_not_shown_to_the_model()
    {
        await using var school = await OpenAsync();
        var head = SmallSchool.Admin;
        var first = await AskAsync(school, Fee, "c", head);
        Assert.Equal(AnswerOutcome.Answered, first.Outcome);

        // The same person, who is no admin any more.
        var demoted = new RagUser(head.Id, head.Tenant) { Roles = ["student"], Grades = ["5"] };
        await AskAsync(school, "At what temperature does ice melt?", "c", demoted);
        Assert.Empty(History());
        Assert.DoesNotContain(_model.Calls[^1].Messages, m => m.Text.Contains("rupees", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_users_conversation_of_the_same_name_is_another_one()
    {
        await using var school = await OpenAsync();
        await AskAsync(school, Fee, "c");
        var other = new RagUser("deputy", SmallSchool.Tenant) { Roles = ["admin"] };
        await AskAsync(school, "What is the late fee for two weeks?", "c", other);
        Assert.Empty(History());
    }

    [Fact]
    public async Task A_store_that_is_down_costs_the_memory_and_not_the_answer()
    {
        await using var school = await OpenAsync(rag => rag.UseConversations(_ => new BrokenStore()));
        var answer = await AskAsync(school, Fee, "c");
        Assert.Contains("50 rupees", answer.Text, StringComparison.Ordinal);
        Assert.Equal((AnswerOutcome.Degraded, null, "c"), (answer.Outcome, answer.TurnId, answer.ConversationId));
        Assert.Equal(2, answer.Trace.Degraded.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public async Task A_conversation_whose_name_can_not_be_one_is_refused_with_a_sentence(string name)
    {
        await using var school = await OpenAsync();
        Assert.Contains("128", (await Assert.ThrowsAsync<RagInputException>(() => AskAsync(school, Fee, name))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_setting_takes_effect_on_the_next_question_and_stands_in_the_trace()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection().Build();
        await using var school = await OpenAsync(rag => rag.Services.Configure<ConversationOptions>(rag.Name, settings.GetSection("Conversations")));
        var before = await AskAsync(school, Fee, "c");
        Assert.Equal(("c", 8), (before.ConversationId, before.Trace.Settings.Length));
        Assert.Equal(before.Trace.Settings, (await AskAsync(school, "When does the first bell ring?", "c")).Trace.Settings);

        Set("Conversations:Enabled", "false");
        var off = await AskAsync(school, Fee, "c");
        Assert.Null(off.ConversationId);
        Assert.NotEqual(before.Trace.Settings, off.Trace.Settings);
        Assert.Contains(off.Trace.Steps, s => s.Name == "settings");
        Assert.Equal(2, (await school.Services.GetRag<IConversationStore>().FindAsync(SmallSchool.Admin, "c"))?.Turns);

        // A setting that can't be leaves those before it.
        Assert.ThrowsAny<Exception>(() => Set("Conversations:MaxTurns", "-7"));
        Assert.Equal(off.Trace.Settings, (await AskAsync(school, Fee, "c")).Trace.Settings);

        void Set(string key, string value)
        {
            settings[key] = value;
            settings.Reload();
        }
    }

    [Fact]
    public async Task A_long_conversation_is_summed_up_beside_the_questions()
    {
        await using var school = await OpenAsync(rag => rag.ConfigureConversations(o => (o.MaxTurns, o.SummarizeAfter) = (3, 3)));
        string[] questions = [Fee, "When does the first bell ring?", "At what temperature does ice melt?"];
        foreach (var question in questions) await AskAsync(school, question, "c");
        var store = school.Services.GetRag<IConversationStore>();
        await school.Services.GetRequiredKeyedService<ConversationSummaries>(RagServices.DefaultName).Idle;

        var asked = _model.Calls.Single(c => ModelCall.Find(c.Options)?.Purpose == ModelCall.Summarizing);
        Assert.Contains(Fee, asked.Messages[^1].Text, StringComparison.Ordinal);
        var summary = (await store.FindAsync(SmallSchool.Admin, "c"))!.Summary!;
        Assert.Equal(2, summary.Turns);

        await AskAsync(school, "What is water found as?", "c");
        var history = History();
        Assert.Contains(summary.Text, history[0].Text, StringComparison.Ordinal);
        Assert.Equal([questions[2]], history.Skip(1).Where(m => m.Role == ChatRole.User).Select(m => m.Text));
    }

    private static Task<Answer> AskAsync(SmallSchool school, string question, string? conversation, RagUser? user = null) =>
        school.Assistant.AskAsync(new(question, user ?? SmallSchool.Admin) { ConversationId = conversation });

    private List<(ChatRole Role, string Text)> History() =>
        [.. AnswerContext.Find(_model.Calls.Last(c => ModelCall.Find(c.Options)?.Purpose == ModelCall.Answering).Messages)!.History.Select(m => (m.Role, m.Text))];

    private async Task<SmallSchool> OpenAsync(Action<IRagBuilder>? configure = null)
    {
        var school = new SmallSchool(rag =>
        {
            rag.UseChat(_ => _model);
            configure?.Invoke(rag);
        });
        await school.PutAsync("SOP/fees/late.txt", "A late fee of 50 rupees is charged for every week of delay.");
        await school.PutAsync("Knowledge Bank/kb/2025/Grade 5/Science/water.txt", "Water is found as ice, as liquid and as vapour. Ice melts at a temperature of zero degrees Celsius.");
        await school.PutAsync("General/bell.txt", "The first bell rings at eight o'clock in the morning.");
        await school.IngestAsync();
        return school;
    }

    private sealed class BrokenStore : IConversationStore
    {
        private static RagStateException Down => new("conversations", "The store is down.", isTransient: true);

        public IAsyncEnumerable<Conversation> ListAsync(RagUser user, CancellationToken cancellationToken = default) => throw Down;

        public Task<Conversation?> FindAsync(RagUser user, string conversationId, CancellationToken cancellationToken = default) => throw Down;

        public Task<IReadOnlyList<ConversationTurn>> ReadAsync(RagUser user, string conversationId, int? last = null, CancellationToken cancellationToken = default) => throw Down;

        public Task AppendAsync(RagUser user, string conversationId, ConversationTurn turn, CancellationToken cancellationToken = default) => throw Down;

        public Task<bool> RateAsync(RagUser user, string conversationId, Guid turn, AnswerFeedback feedback, CancellationToken cancellationToken = default) => throw Down;

        public Task<bool> SummarizeAsync(RagUser user, string conversationId, ConversationSummary summary, CancellationToken cancellationToken = default) => throw Down;

        public Task<bool> DeleteAsync(RagUser user, string conversationId, CancellationToken cancellationToken = default) => throw Down;

        public Task<int> DeleteAllAsync(RagUser user, CancellationToken cancellationToken = default) => throw Down;

        public Task<int> EraseAsync(string tenant, IReadOnlyCollection<Guid>? citing = null, CancellationToken cancellationToken = default) => throw Down;

        public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => throw Down;
    }
}
