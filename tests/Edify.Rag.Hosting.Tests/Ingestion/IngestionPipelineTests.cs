using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion;

public class IngestionPipelineTests
{
    [Fact]
    public async Task What_is_new_is_ingested_once()
    {
        await using var school = new SmallSchool();
        await school.PutAsync("SOP/fees/late.txt", "A late fee of 50 rupees is charged.");
        await school.PutAsync("General/bell.md", "# Bell\n\nThe bell rings at eight.");

        var first = await school.IngestAsync();
        Assert.Equal((2, 2, 0, 0), (first.Listed, first.Ingested, first.Unchanged, first.Failed.Count));
        Assert.Equal(first.Chunks, (await school.RecordsAsync()).Count);

        var second = await school.IngestAsync();
        Assert.Equal((2, 0, 2, 0L), (second.Listed, second.Ingested, second.Unchanged, second.Chunks));
    }

    [Fact]
    public async Task Records_carry_identity_place_and_metadata()
    {
        await using var school = new SmallSchool();
        await school.PutAsync("Knowledge Bank/kb/2025/Grade 5/Science/water.md", "# Water\n\nIce melts at zero degrees.");
        await school.IngestAsync();

        var record = Assert.Single(await school.RecordsAsync());
        Assert.Equal("Knowledge Bank/kb/2025/Grade 5/Science/water.md", record.Fields[RagFields.Name].AsText());
        Assert.Equal(RagModules.KnowledgeBank, record.Fields[RagFields.Module].AsText());
        Assert.Equal("Grade 5", record.Fields[RagFields.Grade].AsText());
        Assert.Equal("2025", record.Fields[RagFields.Year].AsText());
        Assert.Equal(SmallSchool.Tenant, record.Fields[RagFields.Tenant].AsText());
    }

    [Fact]
    public async Task A_changed_document_replaces_its_old_version()
    {
        await using var school = new SmallSchool();
        await school.PutAsync("General/bell.txt", "The bell rings at eight.");
        await school.IngestAsync();
        await school.PutAsync("General/bell.txt", "The bell rings at nine.");

        Assert.Equal(1, (await school.IngestAsync()).Ingested);
        Assert.Equal(["The bell rings at nine."], await school.TextsAsync());
    }

    [Fact]
    public async Task A_passage_that_outlives_a_change_keeps_its_identity()
    {
        await using var school = new SmallSchool(rag => rag.UseRecursiveChunker(o => (o.Size, o.Overlap) = (60, 0)));
        await school.PutAsync("General/a.txt", "The first paragraph is long enough to stand alone.\n\nThe second one goes.");
        await school.IngestAsync();
        var before = (await school.RecordsAsync()).Single(r => r.Text.StartsWith("The first", StringComparison.Ordinal));

        await school.PutAsync("General/a.txt", "The first paragraph is long enough to stand alone.\n\nAnother one comes.");
        await school.IngestAsync();
        Assert.Equal(["Another one comes.", "The first paragraph is long enough to stand alone."], await school.TextsAsync());
        Assert.Contains(await school.RecordsAsync(), r => r.Id == before.Id && r.Fields[RagFields.Version].Items!.Count == 2);

        for (var change = 1; change <= 3; change++)
        {
            await school.PutAsync("General/a.txt", $"The first paragraph is long enough to stand alone.\n\nAnother paragraph comes with change {change}.");
            await school.IngestAsync();
        }

        Assert.Contains(await school.RecordsAsync(), r => r.Id == before.Id && r.Fields[RagFields.Version].Items!.Count == 2);
    }

    [Fact]
    public async Task A_document_that_is_gone_loses_its_chunks()
    {
        await using var school = new SmallSchool();
        await school.PutAsync("General/a.txt", "Stays.");
        await school.PutAsync("General/b.txt", "Goes.");
        await school.IngestAsync();
        await school.Blobs.DeleteAsync("General/b.txt");

        Assert.Equal(1, (await school.IngestAsync()).Removed);
        Assert.Equal(["Stays."], await school.TextsAsync());
        Assert.Equal(["General/a.txt"], await LedgerNamesAsync(school));
    }

    [Fact]
    public async Task Hidden_files_are_ingested_only_on_request()
    {
        await using var school = new SmallSchool();
        foreach (var name in (string[])["General/a.txt", ".edify/b.txt", "General/.c/d.txt", "General/~$e.txt", "General/thumbs.db"]) await school.PutAsync(name, name);
        var report = await school.IngestAsync();
        Assert.Equal((1, 1, 0), (report.Listed, report.Ingested, report.Failed.Count));
        Assert.Equal(["General/a.txt"], await school.TextsAsync());

        await using var all = new SmallSchool(rag => rag.ConfigureIngestion(o => o.IncludeHidden = true));
        await all.PutAsync(".notes/b.txt", "Notes.");
        Assert.Equal(1, (await all.IngestAsync()).Ingested);
    }

    [Fact]
    public async Task Outside_the_prefix_nothing_is_touched()
    {
        await using var school = new SmallSchool();
        await school.PutAsync("General/a.txt", "General.");
        await school.PutAsync("SOP/b.txt", "Procedure.");
        await school.IngestAsync();
        await school.Blobs.DeleteAsync("General/a.txt");
        await school.Blobs.DeleteAsync("SOP/b.txt");

        Assert.Equal(1, (await school.IngestAsync("SOP/")).Removed);
        Assert.Equal(["General."], await school.TextsAsync());
    }

    [Fact]
    public async Task A_bad_file_fails_alone_and_says_why()
    {
        await using var school = new SmallSchool();
        await school.PutAsync("General/good.txt", "Good.");
        await school.Blobs.UploadAsync("General/bad.pdf", new MemoryStream("%PDF-1.7 and then nothing"u8.ToArray()));
        await school.Blobs.UploadAsync("General/bad.bin", new MemoryStream([0, 1, 2, 3, 0, 255, 254, 0, 0, 0]));

        var report = await school.IngestAsync();
        Assert.Equal(1, report.Ingested);
        Assert.Equal(["General/bad.bin", "General/bad.pdf"], report.Failed.Select(f => f.Name));
        Assert.All(report.Failed, f => Assert.NotEmpty(f.Reason));
        Assert.Equal(["Good."], await school.TextsAsync());
    }

    [Fact]
    public async Task A_failed_change_keeps_the_previous_version_and_is_tried_again()
    {
        var reader = new BreakableReader();
        await using var school = new SmallSchool(rag => rag.Add<IDocumentReader>("breakable", _ => reader).Use<IChunker>("lines", _ => new LineChunker()));
        await school.PutAsync("General/a.lines", "one\ntwo\nthree");
        await school.IngestAsync();

        reader.FailsAfter = 2;
        await school.PutAsync("General/a.lines", "one\nTWO\nthree");
        var failed = await school.IngestAsync();
        Assert.Equal("General/a.lines", Assert.Single(failed.Failed).Name);
        Assert.Equal(["one", "three", "two"], await school.TextsAsync());
        Assert.Equal(LedgerStatus.Failed, (await EntryAsync(school, "General/a.lines")).Status);

        reader.FailsAfter = int.MaxValue;
        Assert.Equal(1, (await school.IngestAsync()).Ingested);
        Assert.Equal(["TWO", "one", "three"], await school.TextsAsync());
    }

    [Fact]
    public async Task The_ledger_counts_what_the_store_keeps_of_a_failed_document()
    {
        var reader = new BreakableReader();
        await using var school = new SmallSchool(rag => rag.Add<IDocumentReader>("breakable", _ => reader).Use<IChunker>("lines", _ => new LineChunker()));
        await school.PutAsync("General/a.lines", "one\ntwo\nthree");
        await school.IngestAsync();
        await school.Ledger.RemoveAsync([(await EntryAsync(school, "General/a.lines")).Key]);

        reader.FailsAfter = 2;
        await school.PutAsync("General/a.lines", "one\nTWO\nthree");
        await school.IngestAsync();
        Assert.Equal(["one", "three", "two"], await school.TextsAsync());
        Assert.Equal(3, (await EntryAsync(school, "General/a.lines")).Chunks);
    }

    [Fact]
    public async Task An_empty_document_is_ingested_without_chunks_and_loses_its_old_ones()
    {
        await using var school = new SmallSchool();
        await school.PutAsync("General/a.txt", "Something.");
        await school.IngestAsync();
        await school.PutAsync("General/a.txt", "");

        var report = await school.IngestAsync();
        Assert.Equal((1, 0L, 0), (report.Ingested, report.Chunks, report.Failed.Count));
        Assert.Empty(await school.RecordsAsync());
    }

    [Fact]
    public async Task A_change_of_the_chunker_processes_again_what_it_affects()
    {
        using var state = new TemporaryDirectory();
        using var content = new TemporaryDirectory();
        await File.WriteAllTextAsync(Path.Combine(content.Path, "a.txt"), "Something.");
        await using (var school = new SmallSchool(rag => rag.UseFolder(o => o.Path = content.Path).UseStateDirectory(state.Path)))
            await school.IngestAsync();

        await using var other = new SmallSchool(rag => rag
            .UseFolder(o => o.Path = content.Path).UseStateDirectory(state.Path).UseRecursiveChunker(o => o.Size = 700));
        Assert.Equal(1, (await other.IngestAsync()).Ingested);
        Assert.Equal(1, (await other.IngestAsync()).Unchanged);
    }

    [Fact]
    public async Task A_lost_ledger_is_made_good_by_the_next_run()
    {
        await using var school = new SmallSchool();
        await school.PutAsync("General/a.txt", "Old.");
        await school.IngestAsync();
        await school.Ledger.RemoveAsync([(await EntryAsync(school, "General/a.txt")).Key]);
        await school.PutAsync("General/a.txt", "New.");

        await school.IngestAsync();
        Assert.Equal(["New."], await school.TextsAsync());
    }

    [Fact]
    public async Task Records_that_the_store_lost_are_made_again()
    {
        await using var school = new SmallSchool();
        await school.PutAsync("General/a.txt", "First.");
        await school.PutAsync("General/b.txt", "Second.");
        await school.IngestAsync();
        await school.Store.DeleteAsync("documents", VectorFilter.Equal(RagFields.Name, "General/a.txt"));

        var report = await school.IngestAsync();
        Assert.Equal((1, 1), (report.Ingested, report.Unchanged));
        Assert.Equal(["First.", "Second."], await school.TextsAsync());
    }

    [Fact]
    public async Task Records_that_neither_ledger_nor_source_know_are_removed()
    {
        await using var school = new SmallSchool();
        await school.PutAsync("General/a.txt", "First.");
        await school.PutAsync("General/b.txt", "Second.");
        await school.IngestAsync();
        await school.Ledger.RemoveAsync([(await EntryAsync(school, "General/a.txt")).Key]);
        await school.Blobs.DeleteAsync("General/a.txt");

        Assert.Equal(1, (await school.IngestAsync()).Removed);
        Assert.Equal(["Second."], await school.TextsAsync());
    }

    [Fact]
    public async Task Deleting_a_document_deletes_its_chunks_and_entry()
    {
        await using var school = new SmallSchool();
        await school.PutAsync("General/a.txt", "Something.");
        await school.IngestAsync();

        Assert.Equal(1, await school.Pipeline.DeleteAsync(SmallSchool.Tenant, "General/a.txt"));
        Assert.Empty(await school.RecordsAsync());
        Assert.Null(await school.Pipeline.DeleteAsync(SmallSchool.Tenant, "General/a.txt"));
    }

    [Fact]
    public async Task A_store_that_fails_stops_the_run_with_its_error()
    {
        await using var school = new SmallSchool(rag => rag.Decorate<IVectorStore>("full", (store, _) => new FullStore(store)));
        for (var i = 0; i < 500; i++) await school.PutAsync($"General/{i}.txt", $"Text {i}.");
        var error = await Assert.ThrowsAsync<VectorStoreException>(() => school.IngestAsync());
        Assert.Contains("full", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_stopped_goes_on_where_it_stopped()
    {
        await using var school = new SmallSchool(rag => rag.ConfigureIngestion(o => o.BatchSize = 4));
        for (var i = 0; i < 200; i++) await school.PutAsync($"General/{i:D3}.txt", $"Text number {i}.");

        using var stop = new CancellationTokenSource();
        var progress = new Signal(stop, after: 20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => school.Pipeline.RunAsync(new(SmallSchool.Tenant), progress, stop.Token));

        var rest = await school.IngestAsync();
        Assert.InRange(rest.Unchanged, 20, 199);
        Assert.Equal(200, rest.Unchanged + rest.Ingested);
        Assert.Equal(200, (await school.RecordsAsync()).Count);
    }

    [Fact]
    public async Task Progress_counts_every_document_once()
    {
        await using var school = new SmallSchool();
        for (var i = 0; i < 50; i++) await school.PutAsync($"General/{i:D3}.txt", $"Text number {i}.");
        var seen = new System.Collections.Concurrent.ConcurrentBag<IngestionProgress>();
        await school.Pipeline.RunAsync(new(SmallSchool.Tenant), new Collector(seen));
        Assert.Equal(50, seen.Count);
        Assert.Equal(50, seen.Max(p => p.Done));
        Assert.Equal(50, seen.Select(p => p.Name).Distinct().Count());
    }

    [Fact]
    public async Task Tenants_do_not_share_documents()
    {
        await using var school = new SmallSchool();
        await school.PutAsync("General/a.txt", "Something.");
        await school.IngestAsync();
        await school.Pipeline.RunAsync(new("riverside"));
        await school.Blobs.DeleteAsync("General/a.txt");
        await school.Pipeline.RunAsync(new("riverside"));
        Assert.Single(await school.RecordsAsync());
    }

    private static async Task<IReadOnlyList<string>> LedgerNamesAsync(SmallSchool school) =>
        await school.Ledger.ListAsync(SmallSchool.Tenant).Select(e => e.Key.Name).ToListAsync();

    private static async Task<LedgerEntry> EntryAsync(SmallSchool school, string name) =>
        await school.Ledger.ListAsync(SmallSchool.Tenant).SingleAsync(e => e.Key.Name == name);

    private sealed class Signal(CancellationTokenSource stop, int after) : IProgress<IngestionProgress>
    {
        public void Report(IngestionProgress value)
        {
            if (value.Done >= after) stop.Cancel();
        }
    }

    private sealed class Collector(System.Collections.Concurrent.ConcurrentBag<IngestionProgress> seen) : IProgress<IngestionProgress>
    {
        public void Report(IngestionProgress value) => seen.Add(value);
    }
}
