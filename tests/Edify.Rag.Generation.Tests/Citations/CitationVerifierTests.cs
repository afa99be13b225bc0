using System.Globalization;
using System.Text.RegularExpressions;
using Edify.Rag.Generation.Citations;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Generation.Tests.Citations;

public sealed class CitationVerifierTests
{
    // How citations are written, whatever they stand for.
    private static readonly CitationVerifier Verifier = TestParts.Verifier(SupportCheck.None);

    [Theory]
    [InlineData("Due in June [2].", "Due in June [1].", 0)]
    [InlineData("One [3]. Two [1]. Three [3].", "One [1]. Two [2]. Three [1].", 0)]
    [InlineData("Both [2][3].", "Both [1][2].", 0)]
    [InlineData("Both [3, 2].", "Both [1][2].", 0)]
    [InlineData("Both [3], [2].", "Both [1][2].", 0)]
    [InlineData("All [1-3].", "All [1][2][3].", 0)]
    [InlineData("Wide 【2】, sourced 【3†guide】.", "Wide [1], sourced [2].", 0)]
    [InlineData("Twice [1][1].", "Twice [1].", 0)]
    [InlineData("None [9].", "None.", 1)]
    [InlineData("None ([9]) at all.", "None at all.", 1)]
    [InlineData("[9] None at all.", "None at all.", 1)]
    [InlineData("Some [2, 9].", "Some [1].", 1)]
    [InlineData("Zero [0], many [2-7].", "Zero, many [1][2].", 5)]
    [InlineData("Huge [4-999999999].", "Huge.", 999999996)]
    [InlineData("Nested [[9]8].", "Nested.", 2)]
    [InlineData("Beyond all numbers [999999999999].", "Beyond all numbers.", 1)]
    [InlineData("हिन्दी [२]।", "हिन्दी [1]।", 0)]
    [InlineData("Wide 【2】(x), plain [3].", "Wide [1] (x), plain [2].", 0)]
    [InlineData("Known [3]【9】(`), then [2].", "Known [1] (`), then [2].", 1)]
    [InlineData("Code `a[1]` and [a] and [1](link).", "Code `a[1]` and [a] and [1](link).", 0)]
    [InlineData("```\nx[2]\n```\nDone [2].", "```\nx[2]\n```\nDone [1].", 0)]
    public void Citations_are_checked_and_renumbered(string text, string expected, int dropped)
    {
        var verified = Verify(text);

        Assert.Equal((expected, dropped), (verified.Text, verified.Dropped));
    }

    [Fact]
    public void Numbers_run_from_one_in_order_of_first_use_and_each_names_a_passage() =>
        Prop.ForAll(Texts(), text =>
        {
            var verified = Verify(text);
            var cited = Regex.Matches(verified.Text, @"\[(\d+)\](?!\([^()\s]+\))").Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct().ToArray();
            return cited.SequenceEqual(Enumerable.Range(1, cited.Length)) && verified.Citations.Select(c => c.Number).SequenceEqual(cited);
        }).Check(Law.On(100));

    [Fact]
    public void Checking_twice_changes_nothing() =>
        Prop.ForAll(TextsWithCode(), text =>
        {
            var once = Verify(text).Text;
            var twice = Verify(once);
            return twice.Text == once && twice.Dropped == 0;
        }).Check(Law.On(100));

    [Fact]
    public void An_excerpt_stands_in_its_passage_and_is_short() =>
        Prop.ForAll<string?, string?>((passage, sentence) =>
        {
            var text = string.Concat(Enumerable.Repeat(passage ?? "", 40));
            var excerpt = Verifier.Check(sentence + " [1]", TestPassages.Context("q", text)).Citations.Select(c => c.Excerpt).FirstOrDefault("");
            return text.Contains(excerpt, StringComparison.Ordinal) && excerpt.Length <= 300;
        }).Check(Law.On(100));

    [Fact]
    public void A_citation_quotes_the_sentence_that_supports_it()
    {
        var chunk = TestPassages.Chunk("The school has a hall. Fees are due on 10 June. Buses leave at four.", "fees.pdf", page: 3, headings: ["Fees", "Due dates"]);

        var citation = Assert.Single(Verifier.Check("Hello. Pay the fees by 10 June. [1]", TestPassages.Context("q", [chunk])).Citations);

        Assert.Equal("Fees are due on 10 June.", citation.Excerpt);
        Assert.Equal(("fees.pdf", 3, chunk.DocumentId, chunk.Record.Id), (citation.DocumentName, citation.Page, citation.DocumentId, citation.ChunkId));
        Assert.Equal(["Fees", "Due dates"], citation.HeadingPath);
    }

    [Theory]
    [InlineData("Bees dance.", 3)]
    [InlineData("Ants march.", 4)]
    [InlineData("Owls sleep.", 6)]
    public void A_citation_names_the_page_on_which_its_words_stand(string words, int page)
    {
        var chunk = TestPassages.Chunk("Bees dance.\nAnts march.\nOwls sleep.", page: 3);
        var spanning = chunk with
        {
            Record = chunk.Record with { Fields = new Dictionary<string, FieldValue>(chunk.Record.Fields) { [RagFields.PageStarts] = FieldValue.Many("12", "24", "24") } },
        };

        Assert.Equal(page, Assert.Single(Verifier.Check(words + " [1]", TestPassages.Context("q", [spanning])).Citations).Page);
    }

    private static VerifiedAnswer Verify(string text) =>
        Verifier.Check(text, TestPassages.Context("q", "First passage.", "Second passage.", "Third passage."));

    private static readonly string[] Pieces =
    [
        "[", "]", "【", "】", "(", ")", "1", "2", "3", "9", ",", "-", ";", " ", "\n", ".", "word", "†", "(x)", "[[", "१",
        "[1]", "[3]", "[7]", "[2, 8]", "[1-4]", "【2】",
    ];

    private static Arbitrary<string> Texts() => Gen.Elements(Pieces).ListOf().Select(string.Concat).ToArbitrary();

    private static Arbitrary<string> TextsWithCode() => Gen.Elements([.. Pieces, "`", "```", "`a"]).ListOf().Select(string.Concat).ToArbitrary();
}
