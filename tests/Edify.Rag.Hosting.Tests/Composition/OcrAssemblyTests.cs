using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Composition;

public class OcrAssemblyTests
{
    [Fact]
    public void No_ocr_is_used_unless_it_is_asked_for()
    {
        using var services = new ServiceCollection().AddEdifyRag().BuildServiceProvider();
        Assert.Null(services.GetKeyedService<IOcrEngine>(RagServices.DefaultName));
    }

    [Fact]
    public async Task Configuration_chooses_it_and_the_doctor_tells_how_it_is()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["EdifyRag:Storage:Provider"] = "memory",
            ["EdifyRag:Ocr:Provider"] = "tesseract",
            ["EdifyRag:Ocr:Tesseract:Path"] = "no-such-program-anywhere",
            ["EdifyRag:Ocr:Tesseract:Languages"] = "deu",
        }).Build();
        await using var services = new ServiceCollection().AddEdifyRag(settings.GetSection("EdifyRag")).BuildServiceProvider();
        Assert.StartsWith("tesseract/", services.GetRag<IOcrEngine>().Fingerprint, StringComparison.Ordinal);
        Assert.Contains(services.GetRagAll<IDocumentReader>(), r => r.Fingerprint.Contains("(deu,3)", StringComparison.Ordinal));

        var doctor = services.GetRag<IRagDoctor>();
        Assert.Equal(["tesseract"], doctor.Description.Stages.Single(s => s.Contract == "IOcrEngine").Providers);
        var finding = (await doctor.ExamineAsync(TestContext.Current.CancellationToken)).Single(f => f.Part == "ocr");
        Assert.Equal(RagHealth.Attention, finding.Health);
        Assert.Contains("no-such-program-anywhere", finding.Message, StringComparison.Ordinal);
    }
}
