using Edify.Rag.Hosting.Usage.Quotas;

namespace Edify.Rag.Hosting.Tests.Usage.Quotas;

public sealed class QuotaLimitsTests
{
    private readonly QuotaOptions _options = new();

    public QuotaLimitsTests()
    {
        _options.Plan("free").MessagesPerDay = 10;
        _options.Plans["free"].TokensPerDay = 100;
        _options.Plan("pro").MessagesPerDay = 50;
        _options.Plan("school").StorageBytes = 1000;
        _options.Plans["school"].MessagesPerMonth = 900;
    }

    [Fact]
    public void Without_an_assignment_nothing_is_limited() => Assert.Empty(Shown("student"));

    [Fact]
    public void A_users_own_plan_goes_before_that_of_a_role_and_of_the_tenants_name_before_the_bare_one()
    {
        _options.DefaultPlan = "free";
        Assert.Equal(["User asha Messages/Day 10", "User asha Tokens/Day 100"], Shown("student"));
        _options.Roles["Student"] = "pro";
        Assert.Equal(["User asha Messages/Day 50"], Shown("student"));
        _options.Users["asha"] = "free";
        Assert.Equal(["User asha Messages/Day 10", "User asha Tokens/Day 100"], Shown("student"));
        _options.Users["greenfield/asha"] = "pro";
        Assert.Equal(["User asha Messages/Day 50"], Shown("student"));
    }

    [Fact]
    public void Of_several_roles_the_one_that_allows_more_counts_limit_by_limit()
    {
        (_options.Roles["student"], _options.Roles["editor"]) = ("free", "pro");
        Assert.Equal(["User asha Messages/Day 50"], Shown("student", "editor", "guest"));
    }

    [Fact]
    public void A_role_and_a_tenant_together_have_limits_of_their_own_and_storage_is_the_tenants()
    {
        _options.RolesTogether["greenfield/student"] = "school";
        _options.DefaultTenantPlan = "school";
        Assert.Equal(["Role student Messages/Month 900", "Tenant  Messages/Month 900", "Tenant  StorageBytes/Always 1000"], Shown("STUDENT"));
    }

    [Fact]
    public void A_budget_that_refuses_is_a_limit_of_money()
    {
        _options.Budgets["*"] = new() { PerDay = 1.5m, WhenSpent = BudgetEnd.Refuse };
        Assert.Equal(["Tenant  Cost/Day 1500000"], Shown());
        _options.Budgets["greenfield"] = new() { PerDay = 1 };
        Assert.Empty(Shown());
    }

    private IEnumerable<string> Shown(params string[] roles) => QuotaLimits.For(_options, new("asha", "greenfield") { Roles = roles })
        .Select(limit => $"{limit.Subject} {limit.Name} {limit.Kind}/{limit.Period} {limit.Max}");
}
