using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Privacy.Detection;

public sealed class PiiDetectionTests
{
    private const int Million = 1_000_000;

    private static readonly IPiiDetector Detector = Make();

    [Fact]
    public void Of_what_is_found_and_what_is_there_nearly_all_is_the_same()
    {
        var (wrong, right, expected, found) = (new List<string>(), 0, 0, 0);
        foreach (var (text, spans) in LabelledSentences.Read())
        {
            var seen = Detector.Detect(text).Select(span => span with { Rule = null }).ToHashSet();
            (expected, found, right) = (expected + spans.Count, found + seen.Count, right + spans.Count(seen.Contains));
            if (!seen.SetEquals(spans)) wrong.Add($"{text} => {string.Join(", ", seen.Select(s => $"{s.Kind}:{text.Substring(s.Start, s.Length)}"))}");
        }

        Assert.True(expected >= 80, "The set lost its sentences.");
        Assert.True(right >= 0.97 * expected, $"Recall {right}/{expected}\n{string.Join('\n', wrong)}");
        Assert.True(right >= 0.97 * found, $"Precision {right}/{found}\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [InlineData("DE-TaxId", "86095742719")]
    [InlineData("DE-Pension", "65170839J003")]
    [InlineData("GB-NationalInsurance", "AB123456C")]
    [InlineData("GB-Nhs", "943 476 5919")]
    [InlineData("ES-Dni", "12345678Z")]
    [InlineData("ES-Nie", "X1234567L")]
    [InlineData("FR-Nir", "185057800608491")]
    [InlineData("FR-Nir", "295032A12345643")]
    [InlineData("IT-CodiceFiscale", "RSSMRA85T10A562S")]
    [InlineData("PL-Pesel", "44051401359")]
    [InlineData("SE-Personnummer", "640823-3234")]
    [InlineData("IN-Aadhaar", "4999 1182 2306")]
    [InlineData("BR-Cpf", "529.982.247-25")]
    [InlineData("CH-Ahv", "756.9217.8962.31")]
    [InlineData("CZ-RodneCislo", "095112/5120")]
    public void A_number_is_known_by_its_check_digits_and_a_mistyped_one_is_none(string rule, string number)
    {
        Assert.Contains(Detector.Detect($"It is {number}."), span => span.Rule == rule && span.Start == 6 && span.Length == number.Length);

        // A prefix that is not given, where there is no check digit; else the last digit that is one too high.
        var digit = number.Select((c, i) => (c, i)).Last(x => char.IsAsciiDigit(x.c)).i;
        var mistyped = rule == "GB-NationalInsurance" ? "BG123456C" : number[..digit] + (char)('0' + ((number[digit] - '0' + 1) % 10)) + number[(digit + 1)..];
        Assert.DoesNotContain(Detector.Detect($"It is {mistyped}."), span => span.Rule == rule);
    }

    [Theory]
    [InlineData("４１１１ １１１１ １１１１ １１１１", PiiKind.PaymentCard)]
    [InlineData("4111\u200B1111\u200B1111\u200B1111", PiiKind.PaymentCard)]
    [InlineData("٤١١١١١١١١١١١١١١١", PiiKind.PaymentCard)]
    [InlineData("anna＠schule．de", PiiKind.Email)]
    [InlineData("DE89\u00A03704\u00A00044\u00A00532\u00A00130\u00A000", PiiKind.Iban)]
    [InlineData("Anna\u2009Mu\u0308ller", PiiKind.Person)]
    [InlineData("A\u200Dn\u200Dn\u200Da M\u00ADüller", PiiKind.Person)]
    [InlineData("Anna\n  Müller", PiiKind.Person)]
    public void What_is_written_in_disguise_is_found_whole(string disguised, PiiKind kind)
    {
        var found = Assert.Single(Detector.Detect($"See {disguised} there."));

        Assert.Equal((4, disguised.Length, kind), (found.Start, found.Length, found.Kind));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("4")]
    [InlineData("@")]
    [InlineData("a@a.")]
    [InlineData("1 ")]
    [InlineData("+1-")]
    [InlineData("((((")]
    [InlineData("1.")]
    [InlineData("::")]
    [InlineData("f:")]
    [InlineData("\u200B")]
    [InlineData("Anna ")]
    [InlineData("AB12 ")]
    [InlineData("born 1.")]
    [InlineData("\uD800")]
    public void Long_texts_made_to_be_slow_come_to_an_end(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, Million / piece.Length));

        AssertInOrder(text, Detector.Detect(text));
    }

    [Fact]
    public void Places_lie_within_any_text_in_order_and_apart()
    {
        string[] pieces = ["Anna", " ", "Müller", "4111 1111 1111 1111", "@", "a.de", "+49 30 ", "1234567", "ß", "e\u0301", "\u200B", "😀", "\uDC00", "DE89370400440532013000", "born ", "1.2.2011", "192.168.0.1", "-", "王小明", "\n"];
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            AssertInOrder(text, Detector.Detect(text));
        }
    }

    [Fact]
    public void Only_the_kinds_and_countries_that_are_wanted_are_looked_for()
    {
        var few = Make(options =>
        {
            options.Kinds.Add(PiiKind.NationalId);
            options.Countries.Add("de");
        });

        Assert.Empty(few.Detect("anna@schule.de, DNI 12345678Z"));
        Assert.Equal("DE-TaxId", Assert.Single(few.Detect("86 095 742 719")).Rule);
    }

    [Fact]
    public void A_school_adds_patterns_names_and_detectors_of_its_own()
    {
        using var directory = new TemporaryDirectory();
        var (patterns, names) = (Path.Combine(directory.Path, "own.txt"), Path.Combine(directory.Path, "names.txt"));
        File.WriteAllText(patterns, "XX-Pupil | [p]-9999 | none | never |\n");
        File.WriteAllText(names, "# pupils\nZoë Quist\n");
        var detector = Make(options => (options.NamesFile, _) = (names, Add(options.PatternFiles, patterns)), rag => rag.AddPiiDetector(_ => new Locker()));

        Assert.Equal(["P-1234", "Zoë Quist", "locker 7"], Words("P-1234 is Zoë Quist with locker 7", detector));
        File.WriteAllText(names, "Tom Unger-Quist\n");
        Assert.Equal(["Tom Unger-Quist"], Words("Zoe Brandt, Tom Unger-Quist", detector));
    }

    [Theory]
    [InlineData("XX-A | 99 | none | never", "it has 4 parts")]
    [InlineData("XXA | 99 | none | never |", "must begin with a country's two letters")]
    [InlineData("XX-A | 99 | mod7 | never |", "the check 'mod7' is unknown")]
    [InlineData("XX-A | 99 | none | always |", "it needs words")]
    [InlineData("XX-A | [9 | none | never |", "has no ']'")]
    public void A_pattern_that_is_none_is_told_with_its_line(string line, string why)
    {
        var error = Assert.Throws<RagConfigurationException>(() => Hosting.Privacy.Detection.PatternPack.Read($"# first\n{line}", "own.txt"));

        Assert.Contains("'own.txt', line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_goes_to_a_log_names_nobody()
    {
        using var services = Services(null, null);
        var redactor = services.GetRag<ITextRedactor>();

        Assert.Equal("<PERSON> wrote from <EMAIL>, card <CARD>.", redactor.Redact("Anna Müller wrote from anna@x.de, card 4111 1111 1111 1111."));
        Assert.Equal("Nothing here.", redactor.Redact("Nothing here."));
    }

    private static int Add(IList<string> list, string item)
    {
        list.Add(item);
        return 0;
    }

    private static string[] Words(string text, IPiiDetector detector) => [.. detector.Detect(text).Select(span => text.Substring(span.Start, span.Length))];

    private static void AssertInOrder(string text, IReadOnlyList<PiiSpan> spans)
    {
        var end = 0;
        foreach (var span in spans)
        {
            Assert.True(span.Start >= end && span.Length > 0 && span.End <= text.Length, "A place overlaps another one or lies outside the text.");
            end = span.End;
        }
    }

    private static IPiiDetector Make(Action<PiiDetectionOptions>? configure = null, Action<IRagBuilder>? more = null) => Services(configure, more).GetRag<IPiiDetector>();

    private static ServiceProvider Services(Action<PiiDetectionOptions>? configure, Action<IRagBuilder>? more) => new ServiceCollection().AddEdifyRag(rag =>
    {
        if (more is null) rag.AddNames(_ => LabelledSentences.Names);
        rag.ConfigurePiiDetection(configure ?? (_ => { }));
        more?.Invoke(rag);
    }).BuildServiceProvider();

    private sealed class Locker : IPiiDetector
    {
        public IReadOnlyList<PiiSpan> Detect(string text) => text.IndexOf("locker 7", StringComparison.Ordinal) is >= 0 and var at ? [new(at, 8, PiiKind.Other)] : [];
    }
}
