namespace Edify.Rag.Conformance;

public abstract partial class LedgerSuite
{
    /// <summary>What was never written is not there.</summary>
    [Fact]
    public async Task A_document_that_was_never_processed_has_no_entry() => Assert.Null(await Ledger.FindAsync(Entry("a").Key));

    /// <summary>An entry comes back as it was written.</summary>
    [Fact]
    public async Task An_entry_is_found_as_it_was_written()
    {
        var entry = new LedgerEntry(new(Tenant, "s3://bucket", "a/b.pdf"), "\"0x8DC\"", long.MaxValue)
        {
            Fingerprint = "pdf/1|recursive/1000",
            Status = LedgerStatus.Failed,
            Reason = "Line one\nline „two“ 😀",
            Chunks = 70_000,
            Attempts = 3,
            ProcessedAt = new(2026, 2, 28, 23, 59, 59, 999, 999, TimeSpan.Zero),
        };
        await Ledger.WriteAsync([entry]);
        Assert.Equal(entry, await Ledger.FindAsync(entry.Key));
        Assert.Equal([entry], await ListAsync());
    }

    /// <summary>What nobody has set is kept too.</summary>
    [Fact]
    public async Task An_entry_without_particulars_is_found_as_it_was_written()
    {
        var entry = new LedgerEntry(new("t", "", "n"), "", 0);
        await Ledger.WriteAsync([entry]);
        Assert.Equal(entry, await Ledger.FindAsync(entry.Key));
    }

    /// <summary>Each status is kept.</summary>
    [Fact]
    public async Task Every_status_is_kept()
    {
        var entries = Enum.GetValues<LedgerStatus>().Select(s => Entry(s.ToString()) with { Status = s }).ToList();
        await Ledger.WriteAsync(entries);
        foreach (var entry in entries) Assert.Equal(entry.Status, (await Ledger.FindAsync(entry.Key))!.Status);
    }

    /// <summary>A document has one entry, the latest.</summary>
    [Fact]
    public async Task A_later_entry_replaces_an_earlier_one()
    {
        await Ledger.WriteAsync([Entry("a"), Entry("b")]);
        await Ledger.WriteAsync([Entry("a") with { ETag = "new", Size = 13, Chunks = 9 }]);
        Assert.Equal([Entry("a") with { ETag = "new", Size = 13, Chunks = 9 }, Entry("b")], await ListAsync());
    }

    /// <summary>Within a group the order counts.</summary>
    [Fact]
    public async Task Of_two_entries_of_one_document_in_a_group_the_last_counts()
    {
        await Ledger.WriteAsync([Entry("a") with { Chunks = 1 }, Entry("b"), Entry("a") with { Chunks = 2 }]);
        Assert.Equal([2, 0], (await ListAsync()).Select(e => e.Chunks));
    }

    /// <summary>Removing is final, and needs nothing to be there.</summary>
    [Fact]
    public async Task A_removed_entry_is_gone_and_removing_it_again_succeeds()
    {
        await Ledger.WriteAsync([Entry("a"), Entry("b"), Entry("c")]);
        for (var i = 0; i < 2; i++) await Ledger.RemoveAsync([Entry("a").Key, Entry("c").Key, Entry("never").Key, Entry("a").Key]);
        Assert.Equal(["b"], await NamesAsync());
        Assert.Null(await Ledger.FindAsync(Entry("a").Key));
    }

    /// <summary>Nothing to do is done.</summary>
    [Fact]
    public async Task Empty_groups_change_nothing()
    {
        await Ledger.WriteAsync([]);
        await Ledger.RemoveAsync([]);
        Assert.Empty(await ListAsync());
    }

    /// <summary>Names are text, not syntax; long ones and those that differ in little are told apart.</summary>
    [Fact]
    public async Task Names_are_kept_as_they_are()
    {
        var start = new string('長', 1_020);
        string[] names =
        [
            "'; DROP TABLE ledger; --", "\"quoted\"", "back\\slash", "per%cent_{0}$1:a@b", " blank ", "tab\tline\nend", "ä", "a\u0308", "😀/𐐷.pdf", "İstanbul",
            "x", "X", $"{start}ABCD", $"{start}ABCE", new string('é', 1_024),
        ];
        await Ledger.WriteAsync([.. names.Select(n => Entry(n) with { Reason = n })]);
        foreach (var name in names) Assert.Equal(name, (await Ledger.FindAsync(Entry(name).Key))?.Reason);
        Assert.Equal(names.Order(StringComparer.Ordinal), await NamesAsync());
    }

    /// <summary>Keys that read alike when their parts are joined are different ones.</summary>
    [Fact]
    public async Task The_parts_of_a_key_do_not_run_into_each_other()
    {
        LedgerEntry[] entries = [Entry("c", "ab"), Entry("bc", "a"), Entry("/c", "a/b"), Entry("b/c", "a/")];
        await Ledger.WriteAsync([.. entries.Select((e, i) => e with { Chunks = i })]);
        for (var i = 0; i < entries.Length; i++) Assert.Equal(i, (await Ledger.FindAsync(entries[i].Key))!.Chunks);
    }
}
