using System.Text;
using Edify.Rag.Storage.Templates;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Storage.Tests.Templates;

public sealed class PathTemplateExtractorTests
{
    [Theory]
    [InlineData("{subject}-{year}.pdf", "math-2026.pdf", "subject=math year=2026")]
    [InlineData("{subject}-{year}.pdf", "math-a-2026.PDF", "subject=math year=a-2026")]
    [InlineData("{subject} - {year}.pdf", "Größe  -  2026.pdf", "subject=Größe year=2026")]
    [InlineData("grade {grade}/*", "Grade 7/a.pdf", "grade=7")]
    [InlineData("*/{grade}/**", "x/7/a/b", "grade=7")]
    [InlineData("{subject}*.pdf", "", null)]
    [InlineData("{a}x{b}", "xxx", "a=x b=x")]
    [InlineData("{a}x{b}", "xx", "")]
    [InlineData("{a}/b", "a/b/c", "")]
    [InlineData("*.pdf", "notes.pdf", "any=1")]
    [InlineData("*.pdf", ".pdf", "")]
    [InlineData("*-*", "a-b", "any=1")]
    [InlineData("**", "a", "any=1")]
    [InlineData("a/**", "a", "")]
    [InlineData("a/*", "a/b/c", "")]
    [InlineData("s{a}t", "ＳmiddleＴ", "a=middle")]
    [InlineData("1{a}2", "½", "")]
    [InlineData("1{a}2", "①🎒②", "a=🎒")]
    public void A_pattern_means_what_its_documentation_says(string pattern, string name, string? expected)
    {
        if (expected is null)
        {
            Assert.Throws<FormatException>(() => Extractor(Rule(pattern)));
            return;
        }

        var rule = Rule(pattern);
        if (!pattern.Contains('{')) rule.Fields["any"] = "1";
        Assert.Equal(expected, Text(Extractor(rule).Extract(Blob(name))));
    }

    [Fact]
    public void The_first_rule_that_matches_wins()
    {
        var extractor = Extractor(Rule("a/{x}/**"), Rule("{y}/**"), Rule("**"));

        Assert.Equal("x=1", Text(extractor.Extract(Blob("a/1/2"))));
        Assert.Equal("y=a", Text(extractor.Extract(Blob("a/1"))));
        Assert.Empty(extractor.Extract(Blob("a")));
    }

    [Fact]
    public void Metadata_becomes_fields_only_where_it_is_listed_and_never_over_a_template()
    {
        var metadata = new Dictionary<string, string> { ["grade"] = "12", ["teacher"] = " e\u0301va ", ["module"] = "general", ["blank"] = " ", ["bad"] = "\ud800" };
        var blob = Blob("SOP/a.pdf") with { Metadata = metadata };
        var options = new PathTemplateOptions { MetadataFields = { "Teacher", "module", "blank", "bad", "missing" } };

        Assert.Equal("module=sop", Text(new PathTemplateExtractor(new PathTemplateOptions()).Extract(blob)));
        Assert.Equal("Teacher=\u00E9va module=sop", Text(new PathTemplateExtractor(options).Extract(blob)));
        Assert.Empty(new PathTemplateExtractor(options).Extract(blob with { Name = "SOP//a.pdf" }));
    }

    [Fact]
    public void The_fingerprint_changes_with_every_rule_and_setting()
    {
        var withField = Rule("a/**");
        withField.Fields["module"] = "sop";
        var withOther = Rule("a/**");
        withOther.Fields["module"] = "general";
        string[] fingerprints =
        [
            new PathTemplateExtractor(new PathTemplateOptions()).Fingerprint,
            new PathTemplateExtractor(new PathTemplateOptions { MetadataFields = { "teacher" } }).Fingerprint,
            Extractor(Rule("a/**")).Fingerprint,
            Extractor(withField).Fingerprint,
            Extractor(withOther).Fingerprint,
            Extractor(Rule("a/**"), Rule("**")).Fingerprint,
            Extractor(Rule("**"), Rule("a/**")).Fingerprint,
        ];

        Assert.Equal(fingerprints.Length, fingerprints.Distinct().Count());
        Assert.Equal(Extractor(Rule("a/**")).Fingerprint, Extractor(Rule("a/**")).Fingerprint);
    }

    [Fact]
    public void What_a_template_renders_it_takes_apart_again()
    {
        var extractor = Extractor(Rule("Archive/{year}/{subject}_{book}.pdf/**"));
        var value = Value.Where(text => !text.Contains('_') && !text.Contains(".pdf", StringComparison.OrdinalIgnoreCase)).ToArbitrary();

        Prop.ForAll(value, value, value, (year, subject, book) =>
        {
            var fields = extractor.Extract(Blob($"archive/ {year} /{subject}_{book}.PDF/page 1"));
            return fields.Count == 3 && fields["year"] == year && fields["subject"] == subject && fields["book"] == book;
        }).Check(Law.On(100));
    }

    [Fact]
    public void No_name_makes_it_fail()
    {
        var extractors = new[] { Extractor(Rule("{a}-{b}/*.x/**"), Rule("s{c}"), Rule("1{d}2"), Rule("*/**")), new PathTemplateExtractor(new PathTemplateOptions()) };
        var name = Gen.OneOf(
            Gen.Elements('/', '.', '-', 's', 'x', ' ', '\u200B', '\uD83C', '\uDF92', '\u0301', '\uFFFE', '\uFF0F', 'О', 'ﬁ', '\0', '\u3164', '½'),
            Gen.Choose(0, char.MaxValue).Select(c => (char)c)).ArrayOf().Select(chars => new string(chars));

        Prop.ForAll(name.ToArbitrary(), text =>
        {
            foreach (var extractor in extractors)
            {
                foreach (var (_, value) in extractor.Extract(Blob(text)))
                {
                    var written = value.AsText();
                    if (written.Length == 0 || written != written.Trim() || !written.IsNormalized(NormalizationForm.FormC)) return false;
                }
            }

            return true;
        }).Check(Law.On(5000));
    }

    [Fact]
    public void A_long_name_costs_one_pass()
    {
        var extractor = Extractor(Rule(string.Join('a', Enumerable.Range(0, 50).Select(i => $"{{f{i}}}")) + "b"));

        Assert.Empty(extractor.Extract(Blob(new string('a', 100_000))));
    }

    // Texts that are field values as they stand: NFC, trimmed, without what makes a name doubtful.
    private static Gen<string> Value { get; } =
        Gen.Elements('a', 'B', '7', ' ', '.', '-', 'é', 'ß', '日', 'О', 'ﬁ', 'Ａ', '\u200B', '½').NonEmptyListOf()
            .Select(chars => new string([.. chars]).Normalize().Trim())
            .Where(text => text.Any(c => char.IsLetterOrDigit(c)));

    private static PathTemplateExtractor Extractor(params PathTemplateRule[] rules)
    {
        var options = new PathTemplateOptions();
        foreach (var rule in rules) options.Templates.Add(rule);
        return new PathTemplateExtractor(options);
    }

    private static PathTemplateRule Rule(string pattern) => new() { Pattern = pattern };

    private static string Text(IReadOnlyDictionary<string, FieldValue> fields) =>
        string.Join(' ', fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));

    private static BlobItem Blob(string name) => new(name, 0, "1", default);
}
