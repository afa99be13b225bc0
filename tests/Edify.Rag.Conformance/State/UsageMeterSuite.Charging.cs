namespace Edify.Rag.Conformance;

public abstract partial class UsageMeterSuite
{
    /// <summary>What is added adds up, and outlives the process.</summary>
    [Fact]
    public async Task What_is_charged_adds_up_and_is_found_again()
    {
        Assert.Equal(0, await ReadAsync(Of("asha")));
        Assert.Equal([3L, 3L], (await ChargeAsync(new UsageCharge(Of("asha"), 3), new(OfSchool(), 3))).Used);
        var second = await ChargeAsync(new UsageCharge(Of("ravi"), 2), new(OfSchool(), 2));
        Assert.True(second.Allowed);
        Assert.Equal([2L, 5L], second.Used);
        Assert.Empty(second.Exceeded);

        await ReopenAsync();
        Assert.Equal([3L, 2L, 5L, 0L], await Meter.ReadAsync([Of("asha"), Of("ravi"), OfSchool(), Of("nobody")]));
        Assert.Empty(await Meter.ReadAsync([]));
        Assert.True((await Meter.ChargeAsync([])).Allowed);
    }

    /// <summary>A limit holds to the last one.</summary>
    [Fact]
    public async Task A_limit_is_used_up_exactly_and_not_exceeded()
    {
        for (var i = 1; i <= 3; i++) Assert.True((await ChargeAsync(new UsageCharge(Of("asha"), 1) { Limit = 3 })).Allowed);
        var refused = await ChargeAsync(new UsageCharge(Of("asha"), 1) { Limit = 3 });
        Assert.False(refused.Allowed);
        Assert.Equal([0], refused.Exceeded);
        Assert.Equal([3L], refused.Used);
        Assert.Equal(3, await ReadAsync(Of("asha")));

        // A raised limit holds at once, and one that is lower than what was used refuses.
        Assert.True((await ChargeAsync(new UsageCharge(Of("asha"), 1) { Limit = 4 })).Allowed);
        Assert.False((await ChargeAsync(new UsageCharge(Of("asha"), 1) { Limit = 2 })).Allowed);
        Assert.False((await ChargeAsync(new UsageCharge(Of("ravi"), 1) { Limit = 0 })).Allowed);
        Assert.False((await ChargeAsync(new UsageCharge(Of("ravi"), 5) { Limit = 4 })).Allowed);
        Assert.Equal(0, await ReadAsync(Of("ravi")));
    }

    /// <summary>All or nothing.</summary>
    [Fact]
    public async Task Where_one_limit_refuses_nothing_is_added_at_all()
    {
        await ChargeAsync(new UsageCharge(OfSchool(), 9), new(OfSchool(period: UsagePeriod.Month), 10));
        var refused = await ChargeAsync(
            new UsageCharge(Of("asha"), 1) { Limit = 5 },
            new UsageCharge(OfSchool(), 2) { Limit = 10 },
            new UsageCharge(OfSchool(period: UsagePeriod.Month), 2) { Limit = 11 },
            new UsageCharge(Of("asha", UsageKind.Tokens), 100));
        Assert.False(refused.Allowed);
        Assert.Equal([1, 2], refused.Exceeded);
        Assert.Equal([0L, 9L, 10L, 0L], refused.Used);
        Assert.Equal([0L, 9L, 10L, 0L], await Meter.ReadAsync([Of("asha"), OfSchool(), OfSchool(period: UsagePeriod.Month), Of("asha", UsageKind.Tokens)]));
    }

    /// <summary>Nothing is charged by asking.</summary>
    [Fact]
    public async Task To_charge_nothing_asks_whether_anything_is_left()
    {
        await ChargeAsync(new UsageCharge(Of("asha"), 4));
        Assert.True((await ChargeAsync(new UsageCharge(Of("asha"), 0) { Limit = 5 })).Allowed);
        Assert.False((await ChargeAsync(new UsageCharge(Of("asha"), 0) { Limit = 4 })).Allowed);
        Assert.True((await ChargeAsync(new UsageCharge(Of("ravi"), 0) { Limit = 1 })).Allowed);
        Assert.False((await ChargeAsync(new UsageCharge(Of("ravi"), 0) { Limit = 0 })).Allowed);
        Assert.Equal(4, await ReadAsync(Of("asha")));
    }

    /// <summary>What was set aside comes back.</summary>
    [Fact]
    public async Task What_is_given_back_is_there_again_and_never_more_than_was_taken()
    {
        await ChargeAsync(new UsageCharge(Of("asha", UsageKind.Tokens), 4000));
        Assert.Equal([1500L], (await ChargeAsync(new UsageCharge(Of("asha", UsageKind.Tokens), -2500) { Limit = 100 })).Used);
        Assert.Equal([0L], (await ChargeAsync(new UsageCharge(Of("asha", UsageKind.Tokens), -9999))).Used);
        Assert.Equal([0L], (await ChargeAsync(new UsageCharge(Of("nobody"), -5))).Used);
        Assert.True((await ChargeAsync(new UsageCharge(Of("asha", UsageKind.Tokens), 10) { Limit = 10 })).Allowed);
    }

    /// <summary>Levels are set.</summary>
    [Fact]
    public async Task A_level_is_set_rather_than_raised()
    {
        var stored = OfSchool(UsageKind.StorageBytes, UsagePeriod.Always);
        await ChargeAsync(new UsageCharge(stored, 5_000_000_000) { IsLevel = true });
        Assert.Equal([5_000_000_100L], (await ChargeAsync(new UsageCharge(stored, 100) { Limit = 5_000_000_100 })).Used);
        Assert.False((await ChargeAsync(new UsageCharge(stored, 11) { IsLevel = true, Limit = 10 })).Allowed);
        Assert.Equal([7L], (await ChargeAsync(new UsageCharge(stored, 7) { IsLevel = true, Limit = 10 })).Used);
        Assert.Equal([0L], (await ChargeAsync(new UsageCharge(stored, 0) { IsLevel = true })).Used);
        Assert.Equal(0, await ReadAsync(stored));
    }

    /// <summary>Numbers have an end.</summary>
    [Fact]
    public async Task Counters_stop_at_the_largest_number()
    {
        await ChargeAsync(new UsageCharge(Of("asha"), long.MaxValue - 1));
        Assert.Equal([long.MaxValue], (await ChargeAsync(new UsageCharge(Of("asha"), 5))).Used);
        Assert.False((await ChargeAsync(new UsageCharge(Of("asha"), long.MaxValue) { Limit = long.MaxValue })).Allowed);
    }

    /// <summary>Two of one counter would have two truths.</summary>
    [Fact]
    public async Task Charges_that_make_no_sense_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => ChargeAsync(new UsageCharge(Of("asha"), 1), new(Of("asha"), 1)));
        await Assert.ThrowsAsync<ArgumentException>(() => ChargeAsync(new UsageCharge(Of("asha", tenant: " "), 1)));
        await Assert.ThrowsAsync<ArgumentException>(() => ChargeAsync(new UsageCharge(Of("asha"), -1) { IsLevel = true }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Meter.ChargeAsync([new(Of("asha"), 1)], new(canceled: true)));
        Assert.Equal(0, await ReadAsync(Of("asha")));
    }

    /// <summary>The promise of the contract.</summary>
    [Fact]
    public async Task Two_hundred_at_once_use_up_a_limit_exactly()
    {
        var decisions = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => ChargeAsync(
            new UsageCharge(Of($"user-{i % 7}"), 1),
            new UsageCharge(OfSchool(), 1) { Limit = 73 },
            new UsageCharge(OfSchool(period: UsagePeriod.Month), 1) { Limit = 100 }))));
        Assert.Equal(73, decisions.Count(decision => decision.Allowed));
        Assert.All(decisions.Where(decision => !decision.Allowed), refused => Assert.Equal([1], refused.Exceeded));
        Assert.Equal(Enumerable.Range(1, 73).Select(i => (long)i), decisions.Where(d => d.Allowed).Select(d => d.Used[1]).Order());
        Assert.Equal([73L, 73L], await Meter.ReadAsync([OfSchool(), OfSchool(period: UsagePeriod.Month)]));
        Assert.Equal(73, (await Meter.ReadAsync([.. Enumerable.Range(0, 7).Select(i => Of($"user-{i}"))])).Sum());
        await ReopenAsync();
        Assert.Equal(73, await ReadAsync(OfSchool()));
    }

    /// <summary>Reservations of many sizes, some given back, never add up to more than there is.</summary>
    [Fact]
    public async Task Reservations_and_what_is_given_back_of_them_never_overshoot()
    {
        const long limit = 10_000;
        var most = 0L;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            var random = new Random(i);
            for (var turn = 0; turn < 5; turn++)
            {
                var reserved = random.Next(100, 900);
                var decision = await ChargeAsync(new UsageCharge(OfSchool(UsageKind.Tokens), reserved) { Limit = limit }, new UsageCharge(Of($"u{i}", UsageKind.Tokens), reserved));
                InterlockedMax(ref most, decision.Used[0]);
                if (!decision.Allowed) continue;
                var unused = random.Next(0, reserved + 1);
                await ChargeAsync(new UsageCharge(Of($"u{i}", UsageKind.Tokens), -unused), new(OfSchool(UsageKind.Tokens), -unused));
            }
        })));
        Assert.InRange(most, 1, limit);
        var users = await Meter.ReadAsync([.. Enumerable.Range(0, 64).Select(i => Of($"u{i}", UsageKind.Tokens))]);
        Assert.Equal(await ReadAsync(OfSchool(UsageKind.Tokens)), users.Sum());
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, value, seen);
    }
}
