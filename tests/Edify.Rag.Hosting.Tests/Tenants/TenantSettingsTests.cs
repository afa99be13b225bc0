using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Tests.Tenants;

public class TenantSettingsTests
{
    private const string Question = "When does the first bell ring?";

    private static readonly RagUser Rita = new("rita", "riverside") { Roles = ["teacher"] };

    [Fact]
    public async Task A_tenant_is_answered_by_its_own_settings_and_others_by_the_pipelines()
    {
        await using var school = await SchoolAsync(rag => rag.ConfigureTenant<ConversationOptions>("riverside", o => o.Enabled = false));
        for (var round = 0; round < 3; round++)
        {
            Assert.NotNull((await school.AskAsync(Question, SmallSchool.Teacher)).ConversationId);
            Assert.Null((await school.AskAsync(Question, Rita)).ConversationId);
            var streamed = await school.Assistant.AskStreamingAsync(new(Question, Rita)).ToListAsync(TestContext.Current.CancellationToken);
            Assert.Null(Assert.IsType<AnswerUpdate.Completed>(streamed[^1]).Answer.ConversationId);
        }
    }

    [Fact]
    public async Task Settings_of_tenants_have_fingerprints_of_their_own_and_are_told_as_new_once()
    {
        await using var school = await SchoolAsync(rag => rag.ConfigureTenant<RetrievalOptions>("riverside", o => o.Candidates = 7));
        var ours = (await school.AskAsync(Question, SmallSchool.Teacher)).Trace;
        var theirs = (await school.AskAsync(Question, Rita)).Trace;
        var again = (await school.AskAsync("When does the first bell ring today?", SmallSchool.Teacher)).Trace;
        var theirsAgain = (await school.AskAsync("When does the first bell ring today?", Rita)).Trace;

        Assert.NotEqual(ours.Settings, theirs.Settings);
        Assert.Equal((ours.Settings, theirs.Settings), (again.Settings, theirsAgain.Settings));
        Assert.DoesNotContain(again.Steps.Concat(theirsAgain.Steps), s => s.Name == "settings");
    }

    [Fact]
    public async Task What_holds_for_all_holds_for_a_tenant_unless_it_says_otherwise_whatever_was_said_first()
    {
        await using var services = new ServiceCollection().AddEdifyRag(rag =>
        {
            rag.UseInMemoryBlobs().ConfigureTenant<ConversationOptions>("riverside", o => o.Enabled = false);
            rag.ConfigureConversations(o => o.Retention = TimeSpan.FromDays(3));
        }).BuildServiceProvider();
        var own = services.GetRequiredService<IOptionsMonitor<ConversationOptions>>().Get("default@riverside");

        Assert.Equal((false, TimeSpan.FromDays(3)), (own.Enabled, own.Retention));
        Assert.True(services.GetRequiredService<IOptionsMonitor<ConversationOptions>>().Get("default").Enabled);
    }

    [Fact]
    public async Task Configuration_sets_them_and_a_change_takes_effect_alone_where_it_works()
    {
        var source = new Dictionary<string, string?>
        {
            ["EdifyRag:Storage:Provider"] = "memory",
            ["EdifyRag:Tenants:riverside:Retrieval:Candidates"] = "7",
            ["EdifyRag:Retrieval:Candidates"] = "9",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(source).Build();
        await using var services = new ServiceCollection().AddEdifyRag(configuration.GetSection("EdifyRag")).BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        var monitor = services.GetRequiredService<IOptionsMonitor<RetrievalOptions>>();
        Assert.Equal((7, 9), (Of("riverside"), Of("greenfield")));

        configuration["EdifyRag:Tenants:riverside:Retrieval:Candidates"] = "11";
        configuration["EdifyRag:Retrieval:Candidates"] = "13";
        configuration.Reload();
        Assert.Equal((11, 13), (Of("riverside"), Of("greenfield")));

        configuration["EdifyRag:Tenants:riverside:Retrieval:Candidates"] = "-1";
        configuration["EdifyRag:Retrieval:Candidates"] = "15";
        Record.Exception(configuration.Reload); // which raises what the new value is refused for
        Assert.Equal((11, 15), (Of("riverside"), Of("greenfield")));

        int Of(string tenant)
        {
            Edify.Rag.Hosting.Tenants.TenantScope.Current = tenant;
            return monitor.Get("default").Candidates;
        }
    }

    [Theory]
    [InlineData("EdifyRag:Tenants:riverside:Vectors:Provider", "Vectors")]
    [InlineData("EdifyRag:Tenants:riverside:Retrival:Candidates", "Retrival")]
    public void A_setting_that_a_tenant_can_not_have_is_an_error(string key, string named)
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = "1" }).Build().GetSection("EdifyRag");
        Assert.Contains($"instead of '{named}'", Assert.Throws<RagConfigurationException>(() => new ServiceCollection().AddEdifyRag(section)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_are_read_once_are_refused() => Assert.Contains(
        "IngestionOptions can't differ", Assert.Throws<RagConfigurationException>(() => new ServiceCollection().AddEdifyRag(rag => rag.ConfigureTenant<IngestionOptions>("riverside", _ => { }))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_wrong_setting_of_a_tenant_is_told_at_the_start()
    {
        using var services = new ServiceCollection().AddEdifyRag(rag => rag.UseInMemoryBlobs().ConfigureTenant<RetrievalOptions>("riverside", o => o.Candidates = -1)).BuildServiceProvider();
        Assert.Contains("Candidates", Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate).Message, StringComparison.Ordinal);
    }

    private static async Task<SmallSchool> SchoolAsync(Action<IRagBuilder> configure)
    {
        var school = new SmallSchool(configure);
        await school.PutAsync("General/bell.txt", "The first bell rings at eight.");
        await school.IngestAsync();
        return school;
    }
}
