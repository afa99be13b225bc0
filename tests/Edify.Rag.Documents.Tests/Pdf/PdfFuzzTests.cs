using System.Text;

namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfFuzzTests
{
    private const int Mutations = 300;

    private static readonly string[] Tokens = ["<<", ">>", "[", "]", "(", "obj", "endobj", "stream", "endstream", "xref", "trailer", "2 0 R", "-1", "99999999999", "/Kids", "/Length", "/Type"];

    [Fact]
    public async Task Damaged_files_give_text_or_a_typed_error_and_nothing_else()
    {
        var seeds = Seeds();
        var random = new Random(20260501);
        var limits = new DocumentLimits { MaxInflatedBytes = 64 << 20 };
        for (var i = 0; i < Mutations; i++)
        {
            var file = Mutate(seeds[i % seeds.Count], random);
            try
            {
                await PdfReading.ReadAsync(file, limits, ["secret"], ocr: new BlindEngine());
            }
            catch (DocumentReadException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"Mutation {i} of seed {i % seeds.Count} raised {e}");
            }
        }
    }

    [Fact]
    public async Task Pages_made_to_be_slow_are_read_in_proportion_to_their_size()
    {
        var scattered = new StringBuilder("BT /F1 8 Tf ");
        for (var i = 0; i < 30_000; i++) scattered.Append(System.Globalization.CultureInfo.InvariantCulture, $"1 0 0 1 {i * 7919 % 600} {i * 104729 % 790}.{i % 10} Tm (w{i % 7}) Tj ");
        var row = new StringBuilder("BT /F1 0.01 Tf 10 400 Td ");
        for (var i = 0; i < 30_000; i++) row.Append("(a)Tj 0.019 0 Td ");
        var (diagonal, grid) = (new StringBuilder("BT "), new StringBuilder());
        for (var i = 0; i < 30_000; i++) diagonal.Append(System.Globalization.CultureInfo.InvariantCulture, $"/F1 0.01 Tf 1 0 0 1 {i * 0.02} {i * 0.026} Tm (w{i % 7}) Tj ");
        for (var i = 0; i < 390; i++) grid.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i * 3.1 % 600} 0 m {i * 3.1 % 600} 780 l S 0 {i * 3.1 % 780} m 600 {i * 3.1 % 780} l S ");
        var trailers = Encoding.ASCII.GetBytes("%PDF-1.4\n" + string.Concat(Enumerable.Repeat("trailer<</A ", 100_000)));
        var limits = new DocumentLimits { MaxDuration = TimeSpan.FromSeconds(30) };
        await PdfReading.ReadAsync(MiniPdf.WithPages(scattered + "ET", row + "ET", diagonal + "ET", grid.ToString() + scattered + "ET").Build(), limits);
        await Assert.ThrowsAsync<DocumentReadException>(() => PdfReading.ReadAsync(trailers, limits));
    }

    private sealed class BlindEngine : IOcrEngine
    {
        public string Fingerprint => "blind";

        public Task<IReadOnlyList<string>> RecognizeAsync(OcrImage image, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<string>>([]);
    }

    private static List<byte[]> Seeds()
    {
        var text = MiniPdf.Line(72, 700, "A heading", 20) + MiniPdf.Line(72, 660, "Some text that goes on \\(and on\\).") + "q 1 0 0 1 0 0 cm BI /W 1 /H 1 ID x EI Q [(a) -500 (b)] TJ\n";
        var plain = MiniPdf.WithPages(text, text);
        var encrypted = PdfEncryptionTests.Encrypted("secret");
        var packed = MiniPdf.WithPages(text);
        packed.Replace(4, MiniPdf.StreamBody("/Filter /FlateDecode", MiniPdf.Deflate(text)));
        return [plain.Build(), plain.BuildCompressed(), encrypted.Build(), packed.Build(), PdfFontTests.WithToUnicode().Build(), PdfTagTests.Sample().Build(), ScannedPage.Pdf().Build(), Jbig2.Jbig2Writer.Pdf().Build()];
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var file = seed.ToList();
        for (var changes = random.Next(1, 12); changes > 0 && file.Count > 1; changes--)
        {
            var at = random.Next(file.Count);
            switch (random.Next(5))
            {
                case 0: file[at] = (byte)random.Next(256); break;
                case 1: file.RemoveRange(at, Math.Min(random.Next(1, 40), file.Count - at)); break;
                case 2: file.InsertRange(at, Encoding.Latin1.GetBytes(Tokens[random.Next(Tokens.Length)])); break;
                case 3: file.InsertRange(at, file.GetRange(at, Math.Min(random.Next(1, 200), file.Count - at))); break;
                default:
                    if (random.Next(4) == 0) file.RemoveRange(at, file.Count - at);
                    break;
            }
        }

        return [.. file];
    }
}
