using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.Usage;

[Trait("Needs", "postgres")]
public sealed class PostgresUsageMeterTests
{
    private static readonly UsageCounter School = new("greenfield", UsageSubject.Tenant, string.Empty, UsageKind.Messages, UsagePeriod.Day, new(2026, 3, 29));

    private static UsageCounter User(string name) => School with { Subject = UsageSubject.User, Name = name };

    [Fact]
    public async Task Charges_that_cross_each_other_do_not_stand_still()
    {
        await using var schema = new TestSchema();
        var machines = Enumerable.Range(0, 4).Select(_ => schema.Usage()).ToList();
        var users = Enumerable.Range(0, 6).Select(i => User($"u{i}")).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            var mixed = users.ToArray();
            new Random(i).Shuffle(mixed);
            await machines[i % machines.Count].ChargeAsync([.. mixed.Select(user => new UsageCharge(user, 1))]);
        })));
        Assert.All(await machines[0].ReadAsync(users), used => Assert.Equal(100, used));
    }

    [Fact]
    public async Task Erasing_leaves_no_row_with_the_name()
    {
        await using var schema = new TestSchema();
        var meter = schema.Usage();
        await meter.ChargeAsync([new(User("marker-of-asha"), 1), new(School, 1)]);
        Assert.Equal(1L, await CountAsync());
        await meter.EraseAsync("greenfield", "marker-of-asha");
        Assert.Equal(0L, await CountAsync());

        Task<object?> CountAsync() => schema.RunAsync("SELECT count(*) FROM {schema}.usage u WHERE u::text LIKE '%marker-of-asha%'");
    }

    [Fact]
    public async Task A_name_that_can_not_be_stored_is_an_error_and_not_another_name()
    {
        await using var schema = new TestSchema();
        await Assert.ThrowsAsync<ArgumentException>(async () => await schema.Usage().ChargeAsync([new(User("a\0b"), 1)]));
    }

    [Fact]
    public async Task A_role_with_the_scripts_rights_alone_can_count_and_limit()
    {
        await using var schema = new TestSchema();
        await using var role = new TestRole(schema);
        await role.CreateAsync();
        await schema.RunAsync(PostgresSchema.Script(schema.Name, role.Name));
        var meter = schema.Usage(o => o.ConnectionString = role.ConnectionString);
        Assert.True((await meter.ChargeAsync([new UsageCharge(School, 1) { Limit = 1 }])).Allowed);
        Assert.False((await meter.ChargeAsync([new UsageCharge(School, 1) { Limit = 1 }])).Allowed);
        Assert.Equal(1, await meter.PruneAsync(new(2026, 4, 1)));
        Assert.True((await schema.Limiter(o => o.ConnectionString = role.ConnectionString).TakeAsync([new("x", 1, TimeSpan.FromMinutes(1))])).Allowed);
    }
}
