using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Composition;

/// <summary>An embedder that the host brings.</summary>
public class UseEmbeddingsTests
{
    [Fact]
    public async Task Any_generator_embeds_from_ingestion_to_answer()
    {
        using var embedder = new CharacterEmbedder();
        await using var school = new SmallSchool(rag => rag.UseEmbeddings(_ => embedder, name: "letters"));
        await school.PutAsync("General/bell.txt", "The first bell rings at eight o'clock.");
        await school.PutAsync("General/fee.txt", "A late fee of fifty rupees is charged for every week.");

        Assert.Equal(2, (await school.IngestAsync()).Ingested);
        var answer = await school.AskAsync("When does the first bell ring?", SmallSchool.Admin);

        Assert.Equal("General/bell.txt", answer.Citations[0].DocumentName);
        Assert.Contains("When does the first bell ring?", embedder.Embedded);
        Assert.Equal("CharacterEmbedder/default/27", (await school.Store.GetCollectionAsync("documents"))!.Embedder);
        Assert.Contains(school.Services.GetRag<IRagDoctor>().Description.Stages, s => s.Contract.StartsWith("IEmbeddingGenerator", StringComparison.Ordinal) && s.Providers[0] == "letters");
    }

    [Fact]
    public async Task It_is_made_once_by_the_services_of_the_host()
    {
        var made = 0;
        await using var school = new SmallSchool(rag => rag.UseEmbeddings(services =>
        {
            Assert.NotNull(services.GetRag<IBlobStore>());
            made++;
            return new CharacterEmbedder();
        }));
        await school.PutAsync("General/a.txt", "One.");
        await school.IngestAsync();
        await school.AskAsync("One?", SmallSchool.Admin);

        Assert.Equal(1, made);
    }

    [Fact]
    public async Task Of_the_texts_of_many_documents_only_those_fail_that_it_refuses_and_none_is_embedded_twice()
    {
        using var embedder = new CharacterEmbedder(text => text.StartsWith("bad", StringComparison.Ordinal));
        await using var school = new SmallSchool(rag => rag.UseEmbeddings(_ => embedder));
        for (var i = 0; i < 12; i++) await school.PutAsync($"General/{i:00}.txt", $"{(i == 5 ? "bad" : "good")} text {(char)('a' + i)}");

        var report = await school.IngestAsync();

        var failed = Assert.Single(report.Failed);
        Assert.Equal(("General/05.txt", 11), (failed.Name, report.Ingested));
        Assert.Contains("The text can't be embedded: it is bad.", failed.Reason, StringComparison.Ordinal);
        Assert.Equal((11L, 0L), (report.Embedded, report.Reused));
        var texts = embedder.Embedded.Where(text => text.StartsWith("good", StringComparison.Ordinal)).ToList();
        Assert.Equal((11, 11), (texts.Count, texts.Distinct().Count()));

        // Those that were made before the refusal are held to unit length like all others.
        var records = await school.Store.ScanAsync("documents", AccessScope.ForSystem(SmallSchool.Tenant, "test"), new() { IncludeVectors = true }).ToListAsync();
        Assert.Equal(11, records.Count);
        Assert.All(records, r => Assert.Equal(1, Norm(r.Vector.Span), 4));
    }

    [Fact]
    public void A_name_is_needed()
    {
        using var embedder = new CharacterEmbedder();
        Assert.Throws<ArgumentException>(() => new SmallSchool(rag => rag.UseEmbeddings(_ => embedder, name: " ")));
    }

    private static double Norm(ReadOnlySpan<float> vector)
    {
        var square = 0.0;
        foreach (var x in vector) square += x * x;
        return Math.Sqrt(square);
    }
}
