using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Generation.Tests.Citations;

/// <summary>What counts as support, measured on labelled statements, and the rules one by one.</summary>
public sealed class SupportTests(ITestOutputHelper output)
{
    private static readonly Edify.Rag.Generation.Citations.CitationVerifier Verifier = TestParts.Verifier();

    [Fact]
    public void The_labelled_statements_are_many_and_balanced()
    {
        LabelledClaim[] all = [.. LabelledClaims.Tuned, .. LabelledClaims.Unseen];

        Assert.True(all.Length >= 80);
        Assert.InRange(all.Count(c => c.IsSupported) / (double)all.Length, 0.45, 0.55);
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Theory]
    [InlineData(false, 0.95, 0.95)]
    [InlineData(true, 0.9, 0.85)]
    public void Most_statements_are_judged_as_a_person_judges_them(bool unseen, double precision, double recall)
    {
        var claims = unseen ? LabelledClaims.Unseen : LabelledClaims.Tuned;
        var judged = claims.Select(c => (Claim: c, Verdict: Check(c.Passage, c.Statement))).ToList();
        var (right, wrong, missed) = (judged.Count(j => j.Claim.IsSupported && j.Verdict.IsAnswer), judged.Where(j => !j.Claim.IsSupported && j.Verdict.IsAnswer).ToList(), judged.Where(j => j.Claim.IsSupported && !j.Verdict.IsAnswer).ToList());
        var (p, r) = (right / (double)(right + wrong.Count), right / (double)(right + missed.Count));

        output.WriteLine($"precision {p:P1}, recall {r:P1} on {claims.Count} statements");
        foreach (var (claim, _) in wrong) output.WriteLine($"believed: {claim.Statement}");
        foreach (var (claim, verdict) in missed) output.WriteLine($"refused ({verdict.Unsupported[0].Fault}): {claim.Statement}");
        Assert.True(p >= precision && r >= recall, $"precision {p:P1}, recall {r:P1}");
    }

    [Theory]
    [InlineData("The fee is Rs 500 for Grade 6.", "The fee for Grade 6 is Rs 600.", CitationFault.NumberDiffers)]
    [InlineData("Grade 6 pays 500. Grade 7 pays 600.", "Grade 6 pays 600.", CitationFault.NumberDiffers)]
    [InlineData("The club is led by Mrs Rao.", "The club is led by Mrs Das.", CitationFault.NameMissing)]
    [InlineData("The test is on Monday.", "The test is on Friday.", CitationFault.NameMissing)]
    [InlineData("Bags are not allowed in the hall.", "Bags are allowed in the hall.", CitationFault.Contradicted)]
    [InlineData("Bags are allowed in the hall.", "Bags are not allowed in the hall.", CitationFault.Contradicted)]
    [InlineData("The pool is closed in winter.", "The pool is open in winter.", CitationFault.Contradicted)]
    [InlineData("A team has at least 5 players.", "A team has at most 5 players.", CitationFault.Contradicted)]
    [InlineData("The course lasts two days.", "The course lasts two weeks.", CitationFault.Contradicted)]
    [InlineData("The hall was built in stone.", "The canteen serves rice and lentils daily.", CitationFault.Unsupported)]
    public void A_statement_that_disagrees_loses_its_citation_and_the_reason_is_told(string passage, string statement, CitationFault fault)
    {
        var verified = Check(passage, statement);

        Assert.Equal((statement, false, fault), (verified.Text, verified.IsAnswer, Assert.Single(verified.Unsupported).Fault));
        Assert.Empty(verified.Citations);
    }

    [Theory]
    [InlineData("The pool is closed in winter.", "The pool is not open in winter.")]
    [InlineData("Fees are due on 10.06.2025.", "Fees are due on 10 June 2025.")]
    [InlineData("Das Fest beginnt um 8.30 Uhr.", "Das Fest fängt um 8:30 Uhr an.")]
    [InlineData("The hall has 1,200 seats.", "There are 1200 seats in the hall.")]
    [InlineData("It is open to grades 6 to 10.", "It is open to grade 8.")]
    [InlineData("Entries are accepted until 5 May.", "Entries must be in by 5 May.")]
    [InlineData("No more than three pupils form a team.", "At most three pupils form a team.")]
    [InlineData("The trip takes 14 days.", "The trip takes 14 days [sic].")]
    public void Other_words_for_the_same_are_support(string passage, string statement) => Assert.True(Check(passage, statement).IsAnswer);

    [Fact]
    public void Each_citation_stands_for_what_its_sentence_says_since_the_one_before()
    {
        var context = TestPassages.Context("q", "Breakfast is served at seven in the hall.", "Dinner is served at nineteen in the garden.");

        Assert.Equal(
            "Breakfast is served at seven [1] and dinner at nineteen [2].",
            Verifier.Check("Breakfast is served at seven [1] and dinner at nineteen [2].", context).Text);
        Assert.Equal(
            "Breakfast is served at seven and dinner at nineteen.",
            Verifier.Check("Breakfast is served at seven [2] and dinner at nineteen [1].", context).Text);
    }

    [Fact]
    public void Of_neighbouring_citations_those_stay_that_support()
    {
        var context = TestPassages.Context("q", "The museum opens at ten on Sundays.", "Lions eat meat.", "On Sundays the museum opens at ten.");

        var verified = Verifier.Check("The museum opens at ten on Sundays [1][2][3].", context);

        Assert.Equal("The museum opens at ten on Sundays [1][2].", verified.Text);
        Assert.Equal([1, 3], verified.Citations.Select(c => context.Passages.Single(p => p.Chunk.Record.Id == c.ChunkId).Number));
        Assert.Equal(new RemovedCitation(2, context.Passages[1].Chunk.Record.Id, CitationFault.NameMissing), Assert.Single(verified.Unsupported));
    }

    [Fact]
    public void Two_passages_may_support_a_statement_together()
    {
        var context = TestPassages.Context("q", "The old bridge was built by monks of the abbey.", "Its stones came from the quarry near Ashford village.");

        Assert.Equal(2, Verifier.Check("The bridge was built by monks of the abbey with stones of the quarry near Ashford village [1][2].", context).Citations.Count);
    }

    [Theory]
    [InlineData("[1] The museum opens at ten.")]
    [InlineData("According to [1], the museum opens at ten.")]
    [InlineData("The museum opens at ten. [1]")]
    [InlineData("The museum opens at ten.[1]")]
    [InlineData("- The museum opens at ten [1]\n- Rest follows.")]
    [InlineData("The museum [1] opens at ten.")]
    public void Wherever_a_citation_stands_its_sentence_is_checked(string text)
    {
        Assert.Single(Verifier.Check(text, TestPassages.Context("q", "The museum opens at ten.")).Citations);
        Assert.Empty(Verifier.Check(text, TestPassages.Context("q", "Lions eat meat at night.")).Citations);
    }

    [Fact]
    public void A_bare_yes_is_supported_by_what_speaks_of_the_question()
    {
        Assert.True(Verifier.Check("Yes [1].", TestPassages.Context("Is the library open on Sunday?", "The library is open on Sunday from ten.")).IsAnswer);
        Assert.False(Verifier.Check("Yes [1].", TestPassages.Context("Is the library open on Sunday?", "Lions eat meat.")).IsAnswer);
    }

    [Fact]
    public void In_another_language_numbers_decide()
    {
        var context = TestPassages.Context("Wann sind die Gebühren fällig?", "The fees are due on 10 June and must be paid to the office of the school by that day.");

        Assert.True(Verifier.Check("Die Gebühren sind am 10. Juni im Büro der Schule zu bezahlen [1].", context).IsAnswer);
        Assert.False(Verifier.Check("Die Gebühren sind am 12. Juni im Büro der Schule zu bezahlen [1].", context).IsAnswer);
    }

    [Fact]
    public void Headings_and_the_headers_of_tables_belong_to_what_a_passage_says()
    {
        var heading = TestPassages.Chunk("The fee is Rs 500.", "a", headings: ["Fees 2025-26", "Grade 6"]);
        var row = TestPassages.Chunk("6\t500\n7\t600", "b", start: 100);
        var table = new ContextPassage(2, row, row.Record.Text) { Preface = "Grade\tFee" };
        var context = new AnswerContext("q", [new(1, heading, heading.Record.Text), table]);

        Assert.Equal(2, Verifier.Check("Grade 6 has a fee of Rs 500 in 2025-26 [1]. The fee of grade 7 is 600 [2].", context).Citations.Count);
        Assert.Empty(Verifier.Check("Grade 7 has a fee of Rs 500 in 2025-26 [1]. The fee of grade 6 is 600 [2].", context).Citations);
    }

    [Fact]
    public void The_share_that_must_hold_and_the_policy_are_options()
    {
        var context = TestPassages.Context("q", "The museum opens at ten.");
        const string Half = "The museum opens at ten [1]. Its garden has 300 roses [1].";

        Assert.True(Verifier.Check(Half, context).IsAnswer);
        Assert.False(TestParts.Verifier(configure: o => o.MinSupportedShare = 0.6).Check(Half, context).IsAnswer);
        Assert.False(Verifier.Check("Its garden has 300 roses [1].", context).IsAnswer);
        Assert.True(TestParts.Verifier(configure: o => o.Unsupported = UnsupportedAnswers.Show).Check("Its garden has 300 roses [1].", context).IsAnswer);
        Assert.True(TestParts.Verifier(configure: o => o.MinSupport = 0.3).Check("The museum of history opens at ten daily [1].", context).IsAnswer);
        Assert.False(TestParts.Verifier(configure: o => o.MinSupport = 1).Check("The museum of history opens at ten daily [1].", context).IsAnswer);
    }

    [Fact]
    public void Verifying_a_verified_text_changes_nothing() =>
        Prop.ForAll(Answers(), text =>
        {
            var context = TestPassages.Context("Is the fee 500?", "The fee is 500 for grade 6.", "Lions eat meat. They are not fed by hand.", "Die Gebühr beträgt 500 Euro.");
            var once = Verifier.Check(text, context);
            var twice = Verifier.Check(once.Text, context.Renumbered(once));
            return twice.Text == once.Text && twice.Dropped == 0 && twice.Unsupported.Count == 0 && twice.IsAnswer == once.IsAnswer;
        }).Check(Law.On(400));

    [Fact]
    public void Every_excerpt_is_word_for_word_in_its_passage() =>
        Prop.ForAll(Answers(), Answers(), (text, passage) =>
        {
            var context = TestPassages.Context("q", passage, "The fee is 500 for grade 6.");
            return Verifier.Check(text + " The fee is 500 [1][2].", context).Citations.All(c =>
                context.Passages.Single(p => p.Chunk.Record.Id == c.ChunkId).Text.Contains(c.Excerpt, StringComparison.Ordinal) && c.Excerpt.Length <= 300);
        }).Check(Law.On(200));

    [Fact]
    public void A_quotation_is_always_supported() =>
        Prop.ForAll(Gen.Elements("The fee is 500.", "Lions eat meat.", "They are not fed.", "Grade\tFee", "6\t500", "Bis 12 Uhr", "No bags", "入学金は高い。").NonEmptyListOf().ToArbitrary(), parts =>
        {
            var passage = string.Join('\n', parts);
            return Verifier.Check(parts[0] + " [1]", TestPassages.Context("q", passage)).IsAnswer;
        }).Check(Law.On(100));

    private static VerifiedAnswer Check(string passage, string statement) =>
        Verifier.Check(statement[..^1] + " [1]" + statement[^1], TestPassages.Context("q", passage)) is { IsAnswer: true } verified ? verified
            : Verifier.Check(statement + " [1]", TestPassages.Context("q", passage));

    private static Arbitrary<string> Answers() => Gen.Elements(
        "The fee is 500", "the fee is 600", " for grade 6", "Lions eat meat", "not ", "They are fed", "Yes", " [1]", " [2]", "[3]", "[1][2]", "[2][3]", "[9]", ". ", ".", "\n", " and ", ", ", "(", ")", "[", "]", "`", "Die Gebühr beträgt", " 500 Euro", "- ", "\t", "{", "\"", "NO_ANSWER")
        .ListOf().Select(string.Concat).ToArbitrary();
}
