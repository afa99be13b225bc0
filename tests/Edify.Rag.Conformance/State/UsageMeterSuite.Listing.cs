namespace Edify.Rag.Conformance;

public abstract partial class UsageMeterSuite
{
    /// <summary>Each counter is its own.</summary>
    [Fact]
    public async Task Counters_that_differ_in_anything_are_different_ones()
    {
        var counter = Of("asha");
        UsageCounter[] others =
        [
            counter with { Tenant = "GREENFIELD" },
            counter with { Subject = UsageSubject.Model },
            counter with { Name = "Asha" },
            counter with { Kind = UsageKind.Tokens },
            counter with { Period = UsagePeriod.Month },
            counter with { Start = Day.AddDays(1) },
            counter with { Name = "अ'ब\"%_\\; DROP TABLE usage; --" },
        ];
        await ChargeAsync(new UsageCharge(counter, 1));
        foreach (var (other, i) in others.Select((other, i) => (other, i))) await ChargeAsync(new UsageCharge(other, 10 + i));
        Assert.Equal(1, await ReadAsync(counter));
        Assert.Equal(Enumerable.Range(10, others.Length).Select(i => (long)i), await Meter.ReadAsync(others));
    }

    /// <summary>What is listed, and in which order.</summary>
    [Fact]
    public async Task Counters_are_listed_by_subject_tenant_and_time_in_order()
    {
        UsageCounter At(string tenant, string user, int day) => new(tenant, UsageSubject.User, user, UsageKind.Messages, UsagePeriod.Day, new(2026, 3, day));
        foreach (var counter in (UsageCounter[])[At("b", "x", 2), At("a", "y", 1), At("a", "x", 3), At("a", "x", 1), At("c", "z", 9)])
            await ChargeAsync(new UsageCharge(counter, counter.Start.Day));
        await ChargeAsync(new UsageCharge(OfSchool(), 5), new(At("a", "gone", 1), 5));
        await ChargeAsync(new UsageCharge(At("a", "gone", 1), -5));

        var all = new UsageQuery(UsageSubject.User, UsagePeriod.Day);
        Assert.Equal(["a/x/1", "a/x/3", "a/y/1", "b/x/2", "c/z/9"], Shown(await ListAsync(all)));
        Assert.Equal(["a/x/1", "a/x/3", "a/y/1"], Shown(await ListAsync(all with { Tenant = "a" })));
        Assert.Equal(["a/x/3", "b/x/2"], Shown(await ListAsync(all with { From = new(2026, 3, 2), To = new(2026, 3, 3) })));
        Assert.Empty(await ListAsync(all with { Period = UsagePeriod.Month }));
        Assert.Equal(5, Assert.Single(await ListAsync(new(UsageSubject.Tenant, UsagePeriod.Day) { Tenant = School })).Amount);

        static IEnumerable<string> Shown(IEnumerable<UsageAmount> amounts) => amounts.Select(a => $"{a.Counter.Tenant}/{a.Counter.Name}/{a.Amount}");
    }

    /// <summary>Listings are long.</summary>
    [Fact]
    public async Task Many_counters_are_listed_each_once()
    {
        foreach (var part in Enumerable.Range(0, 2_500).Chunk(500))
            await Meter.ChargeAsync([.. part.Select(i => new UsageCharge(new(School, UsageSubject.User, $"user-{i:0000}", UsageKind.Tokens, UsagePeriod.Day, Day), i + 1))]);
        var listed = await ListAsync(new(UsageSubject.User, UsagePeriod.Day) { Tenant = School });
        Assert.Equal(Enumerable.Range(0, 2_500).Select(i => $"user-{i:0000}"), listed.Select(a => a.Counter.Name));
        Assert.Equal(Enumerable.Range(1, 2_500).Select(i => (long)i), listed.Select(a => a.Amount));
    }

    /// <summary>What is old goes, and the running month stays whole.</summary>
    [Fact]
    public async Task Pruning_forgets_periods_that_are_over_and_no_other()
    {
        UsageCounter Monthly(int month) => new(School, UsageSubject.User, "asha", UsageKind.Messages, UsagePeriod.Month, new(2026, month, 1));
        UsageCounter Daily(int day) => new(School, UsageSubject.User, "asha", UsageKind.Messages, UsagePeriod.Day, new(2026, 3, day));
        UsageCounter[] counters = [Monthly(2), Monthly(3), Daily(14), Daily(15), OfSchool(UsageKind.StorageBytes, UsagePeriod.Always)];
        await Meter.ChargeAsync([.. counters.Select(counter => new UsageCharge(counter, 1))]);

        Assert.Equal(2, await Meter.PruneAsync(new(2026, 3, 15)));
        Assert.Equal([0L, 1L, 0L, 1L, 1L], await Meter.ReadAsync(counters));
        Assert.Equal(0, await Meter.PruneAsync(new(2026, 3, 15)));
        await ReopenAsync();
        Assert.Equal([0L, 1L, 0L, 1L, 1L], await Meter.ReadAsync(counters));
    }

    /// <summary>Who leaves is forgotten, and what all used together is not.</summary>
    [Fact]
    public async Task A_user_is_erased_and_the_sums_of_all_stay()
    {
        await ChargeAsync(new UsageCharge(Of("asha"), 2), new(Of("asha", UsageKind.Tokens), 50), new(Of("ravi"), 1), new(OfSchool(), 3), new(Of("asha", tenant: "other"), 8));
        Assert.Equal(2, await Meter.EraseAsync(School, "asha"));
        Assert.Equal(0, await Meter.EraseAsync(School, "asha"));
        Assert.Equal([0L, 0L, 1L, 3L, 8L], await Meter.ReadAsync([Of("asha"), Of("asha", UsageKind.Tokens), Of("ravi"), OfSchool(), Of("asha", tenant: "other")]));

        // A model or a role of the same name is none of theirs.
        await ChargeAsync(new UsageCharge(Of("ravi") with { Subject = UsageSubject.Role }, 4));
        await Meter.EraseAsync(School, "ravi");
        Assert.Equal(4, await ReadAsync(Of("ravi") with { Subject = UsageSubject.Role }));
        await ReopenAsync();
        Assert.Equal(0, await ReadAsync(Of("asha")));
    }

    /// <summary>A whole tenant goes.</summary>
    [Fact]
    public async Task A_tenant_is_erased_whole()
    {
        await ChargeAsync(new UsageCharge(Of("asha"), 2), new(OfSchool(), 2), new(OfSchool(UsageKind.StorageBytes, UsagePeriod.Always), 9), new(OfSchool(tenant: "other"), 1));
        Assert.Equal(3, await Meter.EraseAsync(School));
        Assert.Equal([0L, 0L, 1L], await Meter.ReadAsync([Of("asha"), OfSchool(), OfSchool(tenant: "other")]));
        await Assert.ThrowsAsync<ArgumentException>(() => Meter.EraseAsync(" "));
    }
}
