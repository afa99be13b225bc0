namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    private static readonly string[] Counted = ["geometry", "GEOMETRY", "Ibsen", "joule", "zygote"];

    /// <summary>Words are counted by records, in any case, over all tenants.</summary>
    [Fact]
    public async Task Words_are_counted_by_the_records_that_hold_them()
    {
        var statistics = RequireStatistics();
        var random = new TestRecords(60);
        List<VectorRecord> records = [.. random.Many(110, Dimension, Tenant), .. random.Many(30, Dimension, "school-2")];
        foreach (var part in records.Chunk(35)) await UpsertAsync(part);

        var counted = await statistics.GetTermStatisticsAsync(Collection, Counted);

        Assert.Equal(records.Count, counted.Records);
        Assert.Equal(Counted.Order(StringComparer.Ordinal), counted.Frequencies.Keys.Order(StringComparer.Ordinal));
        Assert.All(counted.Frequencies, f => Assert.Equal(Holding(records, f.Key), f.Value));
    }

    /// <summary>What is there counts; earlier versions and deleted records may, and nothing else does.</summary>
    [Fact]
    public async Task Counts_follow_replacements_and_deletions()
    {
        var statistics = RequireStatistics();
        var random = new TestRecords(61);
        var records = random.Many(90, Dimension, Tenant);
        await UpsertAsync(records);
        var replaced = records.Take(30).Select(record => record with { Text = "quicksilver" }).ToList();
        await UpsertAsync(replaced);
        await Store.DeleteAsync(Collection, VectorFilter.Exists("grade"));
        await Store.UpdateFieldsAsync(Collection, VectorFilter.All, new Dictionary<string, FieldValue> { ["subject"] = "music" });
        await SettleAsync();
        var live = await ScanAsync();
        List<VectorRecord> versions = [.. records, .. replaced, .. live];

        var counted = await statistics.GetTermStatisticsAsync(Collection, ["geometry", "quicksilver"]);

        Assert.InRange(counted.Records, live.Count, versions.Count);
        Assert.All(counted.Frequencies, f => Assert.InRange(f.Value, Holding(live, f.Key), Holding(versions, f.Key)));
    }

    /// <summary>Whatever is asked for, the answer is numbers of words.</summary>
    [Fact]
    public async Task Odd_words_are_counted_as_none()
    {
        var statistics = RequireStatistics();
        var records = new TestRecords(62).Many(20, Dimension, Tenant);
        await UpsertAsync(records);

        var counted = await statistics.GetTermStatisticsAsync(Collection, ["", "?!", "'; DROP TABLE x --", "a:* & b", "\uD83C", new string('x', 10_000)]);

        Assert.Equal(20, counted.Records);
        Assert.All(counted.Frequencies, f => Assert.Equal(0, f.Value));
        Assert.Empty((await statistics.GetTermStatisticsAsync(Collection, [])).Frequencies);
    }

    /// <summary>What can't be counted is an error.</summary>
    [Fact]
    public async Task A_collection_that_is_not_there_has_no_numbers()
    {
        var statistics = RequireStatistics();

        await Assert.ThrowsAsync<VectorStoreException>(() => statistics.GetTermStatisticsAsync($"{Collection}-no", ["geometry"]));
        await Assert.ThrowsAsync<ArgumentNullException>(() => statistics.GetTermStatisticsAsync(Collection, null!));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => statistics.GetTermStatisticsAsync(Collection, ["geometry"], CancelledAlready));
    }

    private static int Holding(IEnumerable<VectorRecord> records, string word) =>
        records.Count(record => record.Text.Split(' ').Contains(word, StringComparer.OrdinalIgnoreCase));

    private ITermStatistics RequireStatistics()
    {
        if (Store is not ITermStatistics) Assert.Skip("The store does not count words.");
        return (ITermStatistics)Store;
    }
}
