using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Tests.Text;

public sealed class TokenEstimateTests(ITestOutputHelper output)
{
    private const int Passage = 1000;

    [Fact]
    public void The_estimate_is_never_below_what_a_models_vocabulary_counts_and_not_far_above()
    {
        var tokenizer = ModelTokenizer.Load(Path.Combine(ConformanceData.Folder("wordpiece"), "bert-vocab.txt"));
        foreach (var (name, text, most) in Texts())
        {
            var ratios = Passages(text).Select(p => TokenEstimate.Of(p) / (double)tokenizer.CountTokens(p)).Order().ToList();
            output.WriteLine($"{name}: {ratios.Count} passages, estimate over count {ratios[0]:F2} to {ratios[^1]:F2}, median {ratios[ratios.Count / 2]:F2}");

            Assert.True(ratios[0] >= 1, $"{name}: {ratios[0]:F3}");
            Assert.True(ratios[ratios.Count / 2] <= most, $"{name}: {ratios[ratios.Count / 2]:F3}");
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 2)]
    [InlineData("入学金は", 6)]
    [InlineData("𠀀", 2)]
    public void Small_texts_have_the_tokens_of_their_parts(string text, int expected) => Assert.Equal(expected, TokenEstimate.Of(text));

    [Fact]
    public void Odd_text_is_counted_to_its_end() =>
        Assert.All((string[])["\uD800", "\uDC00\uD800", "\0\0\0", new('x', 100_000), new(' ', 100_000), "\u0301\u0301"], text => Assert.True(TokenEstimate.Of(text) > 0));

    private static IEnumerable<(string Name, string Text, double Most)> Texts()
    {
        var corpora = Path.Combine(ConformanceData.Folder("chunking"), "corpora");
        yield return ("English speech", File.ReadAllText(Path.Combine(corpora, "state_of_the_union.md")), 1.3);
        yield return ("English encyclopedia", File.ReadAllText(Path.Combine(corpora, "wikitexts.md")), 1.3);
        yield return ("English dialogue", File.ReadAllText(Path.Combine(corpora, "chatlogs.md")), 1.3);
        yield return ("English school", string.Join('\n', RepositoryTexts("samples/content", "*.md")), 1.3);
        yield return ("German", ForeignProse.German, 1.2);
        yield return ("C#", string.Join('\n', RepositoryTexts("src/Edify.Rag.Generation", "*.cs")), 1.7);
        yield return ("JavaScript", string.Join('\n', RepositoryTexts("tests/tokenizers", "*.mjs")), 1.6);
        yield return ("Chinese", ForeignProse.Chinese, 1.5);
        yield return ("Japanese", ForeignProse.Japanese, 1.5);
    }

    private static IEnumerable<string> RepositoryTexts(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllText);

    private static IEnumerable<string> Passages(string text)
    {
        if (text.Length < Passage) yield return text;
        for (var start = 0; start + Passage <= Math.Min(text.Length, 200_000); start += Passage) yield return text.Substring(start, Passage);
    }
}
