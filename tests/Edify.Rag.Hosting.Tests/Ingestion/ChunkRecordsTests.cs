using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion;

public class ChunkRecordsTests
{
    [Fact]
    public void Headings_and_preface_are_embedded_before_the_text()
    {
        var chunk = new Chunk(0, "7\t500") { HeadingPath = ["Fees", "Tuition"], Preface = "Grade\tFee" };
        Assert.Equal("Fees > Tuition\nGrade\tFee\n7\t500", ChunkRecords.TextToEmbed(chunk));
        Assert.Equal("Grade\tFee\n7\t500", ChunkRecords.TextToEmbed(chunk with { EmbedsHeadings = false }));
        Assert.Equal("7\t500", ChunkRecords.TextToEmbed(new(0, "7\t500")));
    }

    [Fact]
    public async Task Rows_of_a_table_that_was_cut_are_stored_with_its_header()
    {
        await using var school = new SmallSchool(rag => rag.UseStructureChunker(o => o.Size = 100));
        var rows = string.Concat(Enumerable.Range(1, 20).Select(i => $"| Grade {i} | {i}00 |\n"));
        await school.PutAsync("General/fees.md", $"# Fees\n\n| Grade | Fee |\n|---|---|\n{rows}");
        await school.IngestAsync();

        var records = await school.Store.ScanAsync("documents", AccessScope.ForSystem(SmallSchool.Tenant, "test")).ToListAsync();
        Assert.True(records.Count > 3);
        var prefaces = records.Where(r => !r.Text.StartsWith("Fees", StringComparison.Ordinal)).Select(r => r.Fields[RagFields.Preface].AsText());
        Assert.All(prefaces, preface => Assert.Equal("Grade\tFee", preface));
        Assert.DoesNotContain(records, r => r.Fields.ContainsKey(RagFields.Window));
    }

    [Fact]
    public async Task Sentences_are_stored_with_their_window_and_answers_cite_the_sentence()
    {
        await using var school = new SmallSchool(rag => rag.UseSentenceWindowChunker());
        await school.PutAsync("General/bell.txt", "The first bell rings at eight in the morning. Lessons begin ten minutes later. The gate is closed at half past eight.");
        await school.IngestAsync();

        var records = await school.Store.ScanAsync("documents", AccessScope.ForSystem(SmallSchool.Tenant, "test")).ToListAsync();
        Assert.Equal(3, records.Count);
        Assert.All(records, r => Assert.Contains(r.Text, r.Fields[RagFields.Window].AsText(), StringComparison.Ordinal));

        var answer = await school.AskAsync("When is the gate closed?", SmallSchool.Admin);
        Assert.Contains("half past eight", Assert.Single(answer.Citations).Excerpt, StringComparison.Ordinal);
    }
}
