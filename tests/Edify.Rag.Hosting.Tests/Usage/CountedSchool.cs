using Edify.Rag.Hosting.Tests.Caching;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Usage;

/// <summary>A school that counts, with a time of its own and without an answer cache, so that each question costs.</summary>
internal static class CountedSchool
{
    /// <summary>A question that every teacher is answered.</summary>
    public const string Bell = "When does the first bell ring?";

    /// <summary>A model's answer to it takes so many tokens.</summary>
    public const long Tokens = 132;

    public static Task<SmallSchool> OpenAsync(FakeTimeProvider time, Action<QuotaOptions> quotas, WatchedChatClient? model = null, Action<IRagBuilder>? configure = null) =>
        CachedSchool.OpenAsync(model ?? new(), rag =>
        {
            rag.Services.AddSingleton<TimeProvider>(time);
            rag.WithQuotas(quotas).ConfigureAnswerCache(o => o.Enabled = false);
            configure?.Invoke(rag);
        });

    public static QuotaPlan Plan(this QuotaOptions options, string name)
    {
        var plan = new QuotaPlan();
        options.Plans[name] = plan;
        return plan;
    }

    public static async Task<UsageLine> LineAsync(this SmallSchool school, UsageGrouping by, string name, string tenant = SmallSchool.Tenant) =>
        (await school.Services.GetRag<IUsageReport>().ReadAsync(new(by) { Tenant = tenant })).SingleOrDefault(line => line.Name == name) ?? new(tenant, name);

    public static Task<UsageLine> OfTeacherAsync(this SmallSchool school) => school.LineAsync(UsageGrouping.User, SmallSchool.Teacher.Id);

    public static Task<Answer> AskAsync(this SmallSchool school) => school.AskAsync(Bell, SmallSchool.Teacher);
}
