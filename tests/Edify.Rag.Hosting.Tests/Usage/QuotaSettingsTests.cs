using System.Text;
using Edify.Rag.Hosting.Usage.Quotas;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Tests.Usage;

public sealed class QuotaSettingsTests
{
    [Fact]
    public void The_example_of_the_documentation_is_valid_and_means_what_it_says()
    {
        using var services = Build(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Example()))).Build());
        services.GetRequiredService<IStartupValidator>().Validate();
        var quotas = services.GetRequiredService<IOptionsMonitor<QuotaOptions>>().Get(RagServices.DefaultName);
        Assert.Equal(["enterprise", "free", "pro"], quotas.Plans.Keys.Order());
        Assert.Equal(
            ["User Messages/Day 200", "User Tokens/Month 5000000", "Tenant Messages/Month 500000", "Tenant Tokens/Month 500000000", "Tenant Cost/Month 2000000000", "Tenant StorageBytes/Always 1099511627776"],
            QuotaLimits.For(quotas, new("rao", "greenfield") { Roles = ["teacher"] }).Select(limit => $"{limit.Subject} {limit.Kind}/{limit.Period} {limit.Max}"));
        Assert.Equal(BudgetEnd.Extracts, QuotaLimits.BudgetOf(quotas, "elsewhere")!.WhenSpent);
        var rates = services.GetRequiredService<IOptionsMonitor<RateLimitOptions>>().Get(RagServices.DefaultName);
        Assert.Equal((10, 10), (rates.User.Permits, rates.Roles["Teacher"].Burst));
        Assert.Equal(RateLimitAlgorithm.SlidingWindow, rates.Tenant.Algorithm);

        var stages = services.GetRag<IRagDoctor>().Description.Stages;
        Assert.Equal(["permissions", "quotas", "rate limits"], stages.Single(stage => stage.Contract == nameof(IRagAssistant)).Decorators);
        Assert.Equal(["quotas", "rate limits"], stages.Single(stage => stage.Contract == nameof(IResearch)).Decorators);
    }

    [Theory]
    [InlineData("Quotas:DefaultPlan", "gold", "DefaultPlan names the plan 'gold'")]
    [InlineData("Quotas:Users:asha", "gold", "Users:asha names the plan 'gold'")]
    [InlineData("Quotas:Plans:free:MessagesPerDay", "-1", "plan 'free' has a limit below 0")]
    [InlineData("Quotas:Plans:free:CostPerDay", "-0.5", "limit of cost")]
    [InlineData("Quotas:TimeZone", "Mars/Olympus", "TimeZone is 'Mars/Olympus'")]
    [InlineData("Quotas:TimeZones:greenfield", "nowhere", "TimeZones:greenfield")]
    [InlineData("Quotas:WarnAt", "1.5", "WarnAt is 1.5")]
    [InlineData("Quotas:ReservedTokens", "-1", "ReservedTokens")]
    [InlineData("Quotas:Retention", "01:00:00", "Retention")]
    [InlineData("Quotas:PruneInterval", "00:00:01", "PruneInterval")]
    [InlineData("Quotas:Budgets:greenfield:PerDay", "-1", "budget of 'greenfield'")]
    [InlineData("Quotas:Budgets:greenfield:ThriftyAt", "2", "ThriftyAt")]
    [InlineData("RateLimits:User:Permits", "-1", "Permits of User")]
    [InlineData("RateLimits:Roles:teacher:Window", "00:00:00", "Window of Roles:teacher")]
    [InlineData("RateLimits:Tenant:Burst", "0", "Burst of Tenant")]
    [InlineData("Quotas:Plans:free:MessagesPerHour", "1", "MessagesPerHour")]
    public void A_setting_that_can_not_work_stops_the_start_with_a_sentence(string key, string value, string expected)
    {
        using var services = Build(new ConfigurationBuilder().AddInMemoryCollection([new($"EdifyRag:{key}", value)]).Build());
        var error = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_plan_holds_for_the_next_question()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Plans:free:MessagesPerDay", "1"), new("DefaultPlan", "free")]).Build();
        await using var school = await CountedSchool.OpenAsync(new(), _ => { }, configure: rag => rag.Services.Configure<QuotaOptions>(rag.Name, settings));
        await school.AskAsync();
        Assert.Equal(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
        settings["Plans:free:MessagesPerDay"] = "2";
        settings.Reload();
        Assert.NotEqual(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);

        // What can't work is not applied.
        settings["DefaultPlan"] = "gold";
        Assert.ThrowsAny<Exception>(settings.Reload);
        Assert.Equal(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
    }

    private static ServiceProvider Build(IConfiguration configuration) => new ServiceCollection().AddEdifyRag(configuration.GetSection("EdifyRag")).BuildServiceProvider();

    private static string Example()
    {
        var page = File.ReadAllText(RepositoryFiles.Find("docs/quotas.md"));
        var begin = page.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;
        return page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
    }
}
