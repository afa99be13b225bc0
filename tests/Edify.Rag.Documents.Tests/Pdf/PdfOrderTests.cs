namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>Compares the order of words with other readers', over the corpus.</summary>
public class PdfOrderTests
{
    // Order shows in running text only: of three words, one that stands elsewhere leaves no pair the same.
    private const int FewestWords = 20;

    // Reached against pdftotext, 44 files: words 1.000 and 0.996, pairs 0.994 and 0.957. What is missing is mostly tables, which
    // are read row by row here and column by column there.
    private const double WordMedianFloor = 0.99;
    private const double WordMeanFloor = 0.985;
    private const double PairMedianFloor = 0.975;
    private const double PairMeanFloor = 0.945;

    // Reached against what came with the files: 12 files: pairs 0.992 and 0.963.
    private const double ExpectedMedianFloor = 0.98;
    private const double ExpectedMeanFloor = 0.95;

    [Fact]
    public async Task Words_stand_in_the_order_in_which_pdftotext_reads_them()
    {
        List<double> words = [], pairs = [];
        foreach (var file in PdfCorpus.Files(ConformanceData.Folder("pdf")))
        {
            if (!file.IsReadable || file.Reference is not { } reference || !IsUsable(reference)) continue;
            var text = await ReadAsync(file);
            words.Add(WordOverlap.F1(text, reference));
            pairs.Add(WordOverlap.BigramF1(text, reference));
        }

        Assert.True(words.Count >= 40, $"Only {words.Count} references are usable.");
        AssertFloors(words, WordMedianFloor, WordMeanFloor);
        AssertFloors(pairs, PairMedianFloor, PairMeanFloor);
    }

    [Fact]
    public async Task Words_stand_in_the_order_that_came_with_the_files()
    {
        var pairs = new List<double>();
        foreach (var file in PdfCorpus.Files(ConformanceData.Folder("pdf")))
        {
            var path = Path.Combine(ConformanceData.Folder("pdf"), "expected", Path.GetFileName(file.Name) + ".txt");
            if (!File.Exists(path)) continue;
            var expected = await File.ReadAllTextAsync(path);
            if (IsUsable(expected)) pairs.Add(WordOverlap.BigramF1(await ReadAsync(file), expected));
        }

        Assert.True(pairs.Count >= 9, $"Only {pairs.Count} references are usable.");
        AssertFloors(pairs, ExpectedMedianFloor, ExpectedMeanFloor);
    }

    [Fact]
    public async Task Arabic_words_are_read_from_right_to_left_with_their_marks()
    {
        // Both references hold the letters as they are painted, and begin words with marks.
        Assert.Equal("\u0622\u064F\u062A\u064E\u0651\u0627\u0628", await ReadAsync("pdfbox__FC60_Times.pdf"));
        Assert.StartsWith("\u062D\u064E\u0628\u064A\u0628\u064A habibi", await ReadAsync("samples__habibi.pdf"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tiers_of_vertical_writing_are_read_one_after_the_other()
    {
        var text = await ReadAsync("pdfminer__jo.pdf");
        Assert.True(text.IndexOf("みんなのおのおののなかのすべてですから", StringComparison.Ordinal) < text.IndexOf("けれどもこれら新世代沖積世の", StringComparison.Ordinal));
    }

    /// <summary>
    /// Whether a reference can judge order: it has enough words; none begins with a mark, as letters in painted order do; and
    /// spaces part them, which some of the expected texts lack.
    /// </summary>
    private static bool IsUsable(string reference)
    {
        var words = WordOverlap.Words(reference).ToList();
        return words.Count >= FewestWords && !words.Exists(w => char.GetUnicodeCategory(w[0]) == System.Globalization.UnicodeCategory.NonSpacingMark) && words.Average(w => w.Length) < 12;
    }

    private static async Task<string> ReadAsync(string name) => await ReadAsync(PdfCorpus.Files(ConformanceData.Folder("pdf")).Single(f => f.Name.EndsWith(name, StringComparison.Ordinal)));

    private static async Task<string> ReadAsync(PdfCorpusFile file)
    {
        try
        {
            return (await PdfReading.ReadAsync(await File.ReadAllBytesAsync(file.Path), passwords: [file.Password])).Text;
        }
        catch (DocumentReadException)
        {
            return "";
        }
    }

    private static void AssertFloors(List<double> scores, double medianFloor, double meanFloor)
    {
        scores.Sort();
        var (median, mean) = (scores[scores.Count / 2], scores.Average());
        Assert.True(median >= medianFloor && mean >= meanFloor, FormattableString.Invariant($"{scores.Count} files: median {median:F4}, mean {mean:F4}"));
    }
}
