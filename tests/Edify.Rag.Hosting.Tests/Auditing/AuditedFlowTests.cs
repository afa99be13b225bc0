using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Auditing;

public sealed class AuditedFlowTests
{
    [Fact]
    public async Task Nothing_is_audited_unless_it_is_asked_for()
    {
        await using var school = await FillAsync(new(), audited: false);
        await school.AskAsync("When does the first bell ring?", SmallSchool.Teacher);
        Assert.Empty(await RecordsAsync(school));
    }

    [Fact]
    public async Task A_question_is_told_of_with_what_was_found_and_then_with_what_was_answered()
    {
        await using var school = await FillAsync(new());
        var answer = await school.AskAsync("When does the first bell ring?", SmallSchool.Teacher);
        var records = await RecordsAsync(school, SmallSchool.Teacher.Id);
        Assert.Equal([AuditActions.Ask, AuditActions.Answer], records.Select(r => r.Action));
        var (asked, answered) = (records[0], records[1]);
        Assert.Equal(SmallSchool.Tenant, asked.Tenant);
        Assert.Contains(answer.Citations[0].DocumentId, asked.Documents);
        Assert.Equal(answer.Citations.Select(c => c.DocumentId).Distinct(), answered.Documents);
        Assert.Equal(answer.Trace.Scope, asked.Details["scope"]);
        Assert.Equal(asked.Details["question"], answered.Details["question"]);
        Assert.Equal(answer.ConversationId, answered.Details["conversation"]);
        Assert.Contains(answered.Details["outcome"], (string[])["answered", "degraded"]);
        Assert.Equal(64, asked.TextHash?.Length);
        Assert.Null(asked.Text);
    }

    [Fact]
    public async Task Questions_are_kept_where_that_is_asked_for()
    {
        await using var school = await FillAsync(new(), o => o.KeepQuestions = true);
        await school.AskAsync("When does the first bell ring?", SmallSchool.Teacher);
        Assert.Equal("When does the first bell ring?", (await RecordsAsync(school, SmallSchool.Teacher.Id))[0].Text);
    }

    [Fact]
    public async Task An_answer_from_the_cache_is_told_of_like_any_other()
    {
        await using var school = await FillAsync(new());
        await school.AskAsync("When does the first bell ring?", SmallSchool.Teacher);
        await school.AskAsync("When does the first bell ring?", SmallSchool.Teacher with { });
        var records = await RecordsAsync(school, SmallSchool.Teacher.Id);
        Assert.Equal(4, records.Count);
        Assert.Equal(records[0].Documents, records[2].Documents);
        Assert.Equal(records[1].Documents, records[3].Documents);
    }

    [Fact]
    public async Task Who_may_see_nothing_is_told_of_as_denied()
    {
        await using var school = await FillAsync(new());
        await school.AskAsync("When does the first bell ring?", new("nobody", SmallSchool.Tenant));
        var asked = (await RecordsAsync(school, "nobody"))[0];
        Assert.Contains("everything", asked.Details["denied"], StringComparison.Ordinal);
        Assert.Empty(asked.Documents);

        await school.Services.GetRag<IAccessPolicy>().ResolveAsync(new("stranger", SmallSchool.Tenant) { Roles = ["visitor"] });
        var denied = Assert.Single(await RecordsAsync(school, "stranger"));
        Assert.Equal((AuditActions.Deny, "visitor"), (denied.Action, denied.Details["roles"]));
    }

    [Fact]
    public async Task A_search_by_itself_is_told_of_and_one_for_a_question_is_not()
    {
        await using var school = await FillAsync(new());
        var scope = await school.Services.GetRag<IAccessPolicy>().ResolveAsync(SmallSchool.Teacher);
        var found = await school.Services.GetRag<IRetriever>().RetrieveAsync(new("bell"), scope);
        var record = Assert.Single(await RecordsAsync(school, SmallSchool.Teacher.Id));
        Assert.Equal(AuditActions.Search, record.Action);
        Assert.Equal(found.Chunks.Select(c => c.DocumentId).Distinct(), record.Documents);
    }

    [Fact]
    public async Task Administrative_actions_and_system_scopes_are_told_of_with_who_acted()
    {
        await using var school = await FillAsync(new());
        using (AuditActor.Begin("head"))
        {
            await school.IngestAsync();
            await school.Pipeline.DeleteAsync(SmallSchool.Tenant, "General/bell.txt");
            await school.RecordsAsync();
        }

        var records = await RecordsAsync(school);
        Assert.Contains(records, r => r is { Action: AuditActions.Ingest, Subject: "head" } && r.Details.GetValueOrDefault("ended") == "ingest" && r.Details["unchanged"] == "2");
        Assert.Single(Assert.Single(records, r => r is { Action: AuditActions.Delete, Subject: "head" }).Documents);
        Assert.Contains(records, r => r is { Action: AuditActions.SystemAccess, Subject: "system: test" } && r.Details["actor"] == "head");
        Assert.All(records, r => Assert.DoesNotContain(r.Details.Values, v => v.Contains("bell", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_is_shown_or_done_when_the_audit_can_not_be_written()
    {
        var log = new BreakableLog();
        await using var school = await FillAsync(log);
        log.IsDown = true;
        await Assert.ThrowsAsync<RagStateException>(() => school.AskAsync("When does the first bell ring?", SmallSchool.Teacher));
        var shown = new List<AnswerUpdate>();
        await Assert.ThrowsAsync<RagStateException>(async () =>
        {
            await foreach (var update in school.Assistant.AskStreamingAsync(new("When does the first bell ring?", SmallSchool.Teacher))) shown.Add(update);
        });
        Assert.Empty(shown);
        await Assert.ThrowsAsync<RagStateException>(() => school.Pipeline.DeleteAsync(SmallSchool.Tenant, "General/bell.txt"));
        await Assert.ThrowsAsync<RagStateException>(() => school.IngestAsync());
        await Assert.ThrowsAsync<RagStateException>(() => school.RecordsAsync());
        await Assert.ThrowsAsync<RagStateException>(() => school.Services.GetRag<IErasure>().EraseAsync(ErasureRequest.OfTenant(SmallSchool.Tenant)));
        log.IsDown = false;
        Assert.Equal(2, (await school.RecordsAsync()).Count);
    }

    [Fact]
    public async Task A_question_that_fails_or_is_given_up_is_told_of()
    {
        await using var school = await FillAsync(new());
        await Assert.ThrowsAsync<RagInputException>(() => school.AskAsync(" ", SmallSchool.Teacher));
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => school.Assistant.AskAsync(new("bell", SmallSchool.Teacher), stopped.Token));
        Assert.Equal(["failed", "cancelled"], (await RecordsAsync(school, SmallSchool.Teacher.Id)).Select(r => r.Details["outcome"]));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Configuration_switches_it(string value, bool isOn)
    {
        using var state = new TemporaryDirectory();
        var settings = new Dictionary<string, string?> { ["Audit"] = value, ["StateDirectory"] = state.Path, ["Storage:Provider"] = "Folder", ["Storage:Folder:Path"] = state.Path };
        await using var services = new ServiceCollection().AddLogging().AddEdifyRag(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
        Assert.Equal(isOn, services.GetRequiredKeyedService<RagDescription>(RagServices.DefaultName).Stages.Single(s => s.Contract == nameof(IRagAssistant)).Decorators.Contains("audit"));
    }

    [Theory]
    [InlineData("Key", "c2hvcnQ=")]
    [InlineData("Retention", "00:10:00")]
    [InlineData("PruneInterval", "00:00:01")]
    public async Task A_setting_that_can_not_work_is_named(string key, string value)
    {
        var settings = new Dictionary<string, string?> { [$"Audit:{key}"] = value };
        await using var services = new ServiceCollection().AddLogging().AddEdifyRag(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
        var error = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => services.GetRequiredService<Microsoft.Extensions.Options.IStartupValidator>().Validate());
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        if (key == "Key") Assert.DoesNotContain(value, error.Message, StringComparison.Ordinal);
    }

    private static async Task<SmallSchool> FillAsync(BreakableLog log, Action<AuditOptions>? configure = null, bool audited = true)
    {
        var school = new SmallSchool(rag =>
        {
            if (audited) rag.WithAudit(configure);
            rag.Decorate<IAuditLog>("breakable", (inner, _) => log.Around(inner)).UseEmbeddedAudit();
        });
        await school.PutAsync("General/bell.txt", "The first bell rings at eight o'clock in the morning.");
        await school.PutAsync("General/lunch.txt", "Lunch is served in the hall from noon on.");
        await school.IngestAsync();
        return school;
    }

    private static async Task<IReadOnlyList<AuditEntry>> RecordsAsync(SmallSchool school, string? subject = null) =>
        await school.Services.GetRag<IAuditLog>().ReadAsync().Select(r => r.Entry).Where(e => subject is null || e.Subject == subject).ToListAsync();

    private sealed class BreakableLog : IAuditLog
    {
        private IAuditLog _inner = null!;

        public bool IsDown { get; set; }

        public BreakableLog Around(IAuditLog inner)
        {
            _inner = inner;
            return this;
        }

        public ValueTask<AuditRecord> AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default) =>
            IsDown ? throw new RagStateException("audit", "The disk is full.", isTransient: true) : _inner.AppendAsync(entry, cancellationToken);

        public IAsyncEnumerable<AuditRecord> ReadAsync(AuditQuery? query = null, CancellationToken cancellationToken = default) => _inner.ReadAsync(query, cancellationToken);

        public Task<AuditVerification> VerifyAsync(AuditMark? known = null, CancellationToken cancellationToken = default) => _inner.VerifyAsync(known, cancellationToken);

        public Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => _inner.PruneAsync(before, cancellationToken);

        public Task<int> ForgetTextsAsync(string tenant, string? subject, CancellationToken cancellationToken = default) => _inner.ForgetTextsAsync(tenant, subject, cancellationToken);

        public Task<int> PruneTextsAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => _inner.PruneTextsAsync(before, cancellationToken);
    }
}
