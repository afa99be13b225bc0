namespace Edify.Rag.Conformance;

public abstract partial class AuditLogSuite
{
    /// <summary>A tenant's records of a time are found, and nothing else.</summary>
    [Fact]
    public async Task Records_are_found_by_tenant_and_time()
    {
        await Log.AppendAsync(Entry("a", 1));
        await Log.AppendAsync(Entry("b", 2, "school-2"));
        await Log.AppendAsync(Entry("c", 3));
        await Log.AppendAsync(Entry("d", 4));
        Assert.Equal(["a", "c", "d"], await SubjectsAsync(new() { Tenant = "school-1" }));
        Assert.Equal(["b", "c"], await SubjectsAsync(new() { From = Noon.AddMinutes(2), To = Noon.AddMinutes(4) }));
        Assert.Equal(["c"], await SubjectsAsync(new() { Tenant = "school-1", From = Noon.AddMinutes(2), To = Noon.AddMinutes(4) }));
        Assert.Empty(await SubjectsAsync(new() { Tenant = "school" }));
    }

    /// <summary>Of a text there is its keyed hash alone, unless it was to be kept.</summary>
    [Fact]
    public async Task A_text_is_a_hash_unless_it_is_to_be_kept()
    {
        await Log.AppendAsync(Entry("asha") with { Text = "quetzal \0 \ud83d" });
        await Log.AppendAsync(Entry("asha") with { Text = "quetzal \0 \ud83d", KeepsText = true });
        await Log.AppendAsync(Entry("asha", tenant: "school-2") with { Text = "quetzal \0 \ud83d" });
        await Log.AppendAsync(Entry("asha") with { Text = "another" });
        var read = await ReadAsync();
        Assert.All(read, record => Assert.DoesNotContain("quetzal", record.ToJsonLine(), StringComparison.Ordinal));
        Assert.Null(read[0].Entry.Text);
        Assert.StartsWith("quetzal", read[1].Entry.Text, StringComparison.Ordinal);
        Assert.Equal(read[0].Entry.TextHash, read[1].Entry.TextHash);
        Assert.Equal(3, read.Select(r => r.Entry.TextHash).Distinct().Count());
        Assert.All(read, record => Assert.Equal(64, record.Entry.TextHash?.Length));
    }

    /// <summary>Kept texts are forgotten by user or tenant, and the chain does not break.</summary>
    [Fact]
    public async Task Texts_are_forgotten_and_the_chain_stays_whole()
    {
        await Log.AppendAsync(Entry("asha") with { Text = "one", KeepsText = true });
        await Log.AppendAsync(Entry("ravi", 60 * 24 * 40) with { Text = "two", KeepsText = true });
        await Log.AppendAsync(Entry("asha", tenant: "school-2") with { Text = "three", KeepsText = true });
        await Log.AppendAsync(Entry("asha", 60 * 24 * 40) with { Text = "four", KeepsText = true });
        Assert.Equal(2, await Log.ForgetTextsAsync("school-1", "asha"));
        Assert.Equal(0, await Log.ForgetTextsAsync("school-1", "asha"));
        Assert.Equal([null, "two", "three", null], (await ReadAsync()).Select(r => r.Entry.Text));
        Assert.Equal(1, await Log.ForgetTextsAsync("school-1", null));
        Assert.Equal([null, null, "three", null], (await ReadAsync()).Select(r => r.Entry.Text));
        Assert.True((await Log.VerifyAsync()).IsIntact);
        await Log.AppendAsync(Entry("asha") with { Text = "five", KeepsText = true });
        Assert.Equal("five", (await ReadAsync())[^1].Entry.Text);
    }

    /// <summary>Kept texts go in their time.</summary>
    [Fact]
    public async Task Old_texts_go_and_young_ones_stay()
    {
        await Log.AppendAsync(Entry("asha") with { Text = "old", KeepsText = true });
        await Log.AppendAsync(Entry("asha", 60 * 24 * 90) with { Text = "young", KeepsText = true });
        Assert.Equal(1, await Log.PruneTextsAsync(Noon.AddDays(60)));
        Assert.Equal(0, await Log.PruneTextsAsync(Noon.AddDays(60)));
        Assert.Equal([null, "young"], (await ReadAsync()).Select(r => r.Entry.Text));
    }

    /// <summary>What is left after pruning is checked as before, and says what was pruned.</summary>
    [Fact]
    public async Task A_pruned_log_is_verified_as_before()
    {
        var records = new List<AuditRecord>();
        for (var i = 0; i < 6; i++) records.Add(await Log.AppendAsync(Entry($"u{i}", i)));
        Assert.Equal(0, await Log.PruneAsync(Noon));
        Assert.Equal(6, (await Log.VerifyAsync()).Records);

        Assert.Equal(4, await Log.PruneAsync(Noon.AddMinutes(4)));
        var found = await Log.VerifyAsync();
        Assert.True(found.IsIntact, string.Join('\n', found.Defects));
        Assert.Equal(records[3].Mark, found.PrunedUntil);
        var left = await ReadAsync();
        Assert.Equal([5L, 6L, 7L], left.Select(r => r.Number));
        Assert.Equal(AuditActions.Prune, left[^1].Entry.Action);
        Assert.Equal("4", left[^1].Entry.Details["until"]);
        Assert.True((await Log.VerifyAsync(records[3].Mark)).IsIntact);
        Assert.True((await Log.VerifyAsync(records[4].Mark)).IsIntact);

        var again = await OpenAsync();
        Assert.Equal(8, (await again.AppendAsync(Entry("later", 10))).Number);
        Assert.True((await again.VerifyAsync()).IsIntact);
    }
}
