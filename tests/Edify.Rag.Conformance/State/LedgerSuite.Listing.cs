using System.Globalization;

namespace Edify.Rag.Conformance;

public abstract partial class LedgerSuite
{
    private static readonly CancellationToken CancelledAlready = new(canceled: true);

    /// <summary>A listing is of one tenant, and of one source if asked.</summary>
    [Fact]
    public async Task Listing_is_of_one_tenant_and_source()
    {
        await Ledger.WriteAsync([Entry("b", "s"), Entry("a", "s"), Entry("Z", "s"), Entry("y", "r"), Entry("q", "s2"), Entry("x", "s", "school-2")]);
        Assert.Equal(["y", "Z", "a", "b", "q"], await NamesAsync());
        Assert.Equal(["Z", "a", "b"], await NamesAsync(source: "s"));
        Assert.Equal(["x"], await NamesAsync("school-2"));
        Assert.Empty(await NamesAsync("school"));
        Assert.Empty(await NamesAsync(source: ""));
    }

    /// <summary>Order is that of <see cref="string.CompareOrdinal(string, string)"/>, by source and then by name.</summary>
    [Fact]
    public async Task Listing_is_in_ordinal_order_of_source_and_name()
    {
        // U+FB01 and U+E000 sort after what lies beyond U+FFFF in UTF-16, and before it in UTF-8.
        string[] texts = ["a", "a\u0001", "a ", "a/b", "A", "ä", "\uFB01", "\uE000", "\uD7FF", "\U00010000", "\U0010FFFF", "\uFFFD", "z", "~"];
        var entries = texts.SelectMany(source => texts.Select(name => Entry(name, source))).ToArray();
        new Random(1).Shuffle(entries);
        await Ledger.WriteAsync(entries);

        var expected = entries
            .OrderBy(e => e.Key.Source, StringComparer.Ordinal).ThenBy(e => e.Key.Name, StringComparer.Ordinal).Select(e => e.Key);
        Assert.Equal(expected, (await ListAsync()).Select(e => e.Key));
        foreach (var source in texts) Assert.Equal(texts.Order(StringComparer.Ordinal), await NamesAsync(source: source));
    }

    /// <summary>A group of thousands is written whole, and listed whole.</summary>
    [Fact]
    public async Task Thousands_of_entries_are_written_in_a_group_and_listed_once_each()
    {
        var names = Enumerable.Range(0, ManyEntries).Select(i => i.ToString("D6", CultureInfo.InvariantCulture)).ToArray();
        await Ledger.WriteAsync([.. names.Select(n => Entry(n))]);
        Assert.Equal(names, await NamesAsync());

        await Ledger.RemoveAsync([.. names.Where((_, i) => i % 2 == 0).Select(n => Entry(n).Key)]);
        Assert.Equal(names.Where((_, i) => i % 2 == 1), await NamesAsync());
    }

    /// <summary>Who changes what is listed while listing it gets all that was left alone.</summary>
    [Fact]
    public async Task Entries_may_be_written_and_removed_while_they_are_listed()
    {
        var names = Enumerable.Range(0, ManyEntries).Select(i => i.ToString("D6", CultureInfo.InvariantCulture)).ToArray();
        await Ledger.WriteAsync([.. names.Select(n => Entry(n))]);
        var listed = new List<string>();
        await foreach (var entry in Ledger.ListAsync(Tenant))
        {
            listed.Add(entry.Key.Name);
            if (listed.Count % 500 == 1) await Ledger.RemoveAsync([entry.Key]);
            if (listed.Count % 500 == 2) await Ledger.WriteAsync([entry with { Chunks = 1 }]);
        }

        Assert.Equal(names, listed);
    }

    /// <summary>Random changes leave what a dictionary holds after the same changes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_changes_leave_what_a_dictionary_would_hold(int seed)
    {
        var random = new Random(seed);
        var expected = new Dictionary<LedgerKey, LedgerEntry>();
        for (var step = 0; step < 40; step++)
        {
            var group = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Entry($"n{random.Next(30)}", $"s{random.Next(3)}") with { Chunks = random.Next() }).ToList();
            if (random.Next(3) > 0)
            {
                await Ledger.WriteAsync(group);
                foreach (var entry in group) expected[entry.Key] = entry;
            }
            else
            {
                await Ledger.RemoveAsync([.. group.Select(e => e.Key)]);
                foreach (var entry in group) expected.Remove(entry.Key);
            }
        }

        var sorted = expected.Values.OrderBy(e => e.Key.Source, StringComparer.Ordinal).ThenBy(e => e.Key.Name, StringComparer.Ordinal);
        Assert.Equal(sorted, await ListAsync());
        Assert.Equal(sorted, await ListAsync(ledger: await OpenAsync()));
    }

    /// <summary>Who opened the data before a write sees it, and so does who opens it after.</summary>
    [Fact]
    public async Task What_one_writes_others_see()
    {
        var before = await OpenAsync();
        Assert.Null(await before.FindAsync(Entry("a").Key));
        await Ledger.WriteAsync([Entry("a")]);
        Assert.NotNull(await before.FindAsync(Entry("a").Key));
        Assert.Equal([Entry("a")], await ListAsync(ledger: await OpenAsync()));
    }

    /// <summary>Overlapping groups of concurrent writers all succeed, and each document ends as one of them wrote it.</summary>
    [Fact]
    public async Task Concurrent_writers_of_the_same_documents_all_succeed()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var i = 0; i < 10; i++)
            {
                var names = Enumerable.Range(0, 40).ToArray();
                random.Shuffle(names);
                await Ledger.WriteAsync([.. names.Select(n => Entry($"n{n:D2}") with { Chunks = writer, Attempts = writer })]);
            }
        })));

        var entries = await ListAsync();
        Assert.Equal(40, entries.Count);
        // Groups are all or none: the last one wrote every document.
        Assert.Single(entries.Select(e => e.Chunks).Distinct());
    }

    /// <summary>A token that is cancelled already stops every member, and nothing changes.</summary>
    [Fact]
    public async Task Nothing_happens_once_cancelled()
    {
        await Ledger.WriteAsync([Entry("a")]);
        Func<Task>[] calls =
        [
            async () => await Ledger.FindAsync(Entry("a").Key, CancelledAlready),
            async () => await Ledger.WriteAsync([Entry("b")], CancelledAlready),
            async () => await Ledger.RemoveAsync([Entry("a").Key], CancelledAlready),
            async () => { await foreach (var _ in Ledger.ListAsync(Tenant, cancellationToken: CancelledAlready)) { } },
        ];
        foreach (var call in calls) await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
        Assert.Equal(["a"], await NamesAsync());
    }
}
