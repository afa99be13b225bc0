using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Citations.Support;

/// <summary>Judges by rules whether passages support statements; made anew for each answer.</summary>
/// <remarks>
/// A statement is divided into clauses, and for each the sentence of the passage is found that covers most of its words: stems and
/// synonyms of one language, names and numbers weighing more, words of headings, table headers and neighbouring sentences counting
/// less. Support is the weighted mean over the clauses. Whatever it is, the passage must have the statement's names; a clause's
/// numbers must stand together in one sentence with its context, as the same kind of bound; and sentence and clause must both deny
/// or both affirm, an opposite counting as a denial. Where statement and passage are of different languages, words cannot be
/// compared: then numbers alone decide. What quotes a passage from the start of a sentence is supported.
/// </remarks>
/// <param name="context">What the answer was to be made of.</param>
/// <param name="answer">The answer, without citations; it tells the language of its statements.</param>
/// <param name="minSupport">What counts as support.</param>
internal sealed class RuleJudge(AnswerContext context, string answer, double minSupport) : ISupportJudge
{
    // No clause may be made up, however well the others are supported.
    private const double WorstClauseShare = 0.5;

    // A bare "yes" repeats the question, whose words a passage need not share.
    private const double QuestionShare = 0.5;

    // What a passage must say of a statement to take part in its support.
    private const double ContributingShare = 0.4;

    private readonly LanguageGuess _language = LanguageGuess.Of(answer);
    private readonly Dictionary<int, (PassageEvidence Evidence, LanguageGuess Language)> _passages = [];
    private readonly Dictionary<(string Statement, int Passage), Verdict> _verdicts = [];

    public Verdict Judge(string statement, ContextPassage passage)
    {
        if (_verdicts.TryGetValue((statement, passage.Number), out var known)) return known;
        var (evidence, language) = Read(passage);
        return _verdicts[(statement, passage.Number)] = Judge(statement, evidence, language);
    }

    public bool Contributes(Verdict verdict) => verdict.Score >= ContributingShare * minSupport;

    public bool SupportTogether(string statement, IReadOnlyList<ContextPassage> passages) =>
        Judge(statement, PassageEvidence.Join(passages.Select(p => Read(p).Evidence)), Read(passages[0]).Language).IsSupported;

    private Verdict Judge(string statement, PassageEvidence evidence, LanguageGuess language)
    {
        var claim = Claim.Read(statement, IsGerman(language));
        if (claim.IsEmpty) return JudgeQuestion(evidence, language);
        if (evidence.Quotes(claim.Sequence)) return new(1, null);
        var verdict = Judge(claim, evidence, minSupport);
        return verdict.IsSupported || !_language.IsForeignTo(language) ? verdict : JudgeNumbers(claim, evidence);
    }

    private static Verdict Judge(Claim claim, PassageEvidence evidence, double wanted)
    {
        var matches = claim.Clauses.Select(c => (c.Weight, Match: ClauseMatch.Of(c, evidence))).ToList();
        var weight = matches.Sum(m => m.Weight);
        var score = weight == 0 ? matches.Average(m => m.Match.Coverage) : matches.Sum(m => m.Weight * m.Match.Coverage) / weight;
        if (matches.Select(m => m.Match.Fault).FirstOrDefault(f => f is not null) is { } fault) return new(score, fault);
        return new(score, score >= wanted && matches.TrueForAll(m => m.Match.Coverage >= WorstClauseShare * wanted) ? null : CitationFault.Unsupported);
    }

    private Verdict JudgeQuestion(PassageEvidence evidence, LanguageGuess language)
    {
        var asked = Claim.Read(context.Question, IsGerman(language));
        if (asked.IsEmpty) return new(0, CitationFault.Unsupported);
        var score = asked.Clauses.Sum(c => c.Weight * ClauseMatch.Of(c, evidence).Coverage) / Math.Max(asked.Clauses.Sum(c => c.Weight), 1);
        return new(score, score >= QuestionShare * minSupport ? null : CitationFault.Unsupported);
    }

    private static Verdict JudgeNumbers(Claim claim, PassageEvidence evidence)
    {
        var numbers = claim.Clauses.SelectMany(c => c.Content).Where(w => w.Kind == WordKind.Number).ToList();
        var found = numbers.Count(n => evidence.Units.Any(u => u.Names(n.Stem)));
        return new(numbers.Count == 0 ? 1 : (double)found / numbers.Count, found == numbers.Count ? null : CitationFault.NumberDiffers);
    }

    private bool IsGerman(LanguageGuess passage) => _language.IsGerman || (_language.Code.Length == 0 && passage.IsGerman);

    private (PassageEvidence Evidence, LanguageGuess Language) Read(ContextPassage passage)
    {
        if (_passages.TryGetValue(passage.Number, out var read)) return read;
        var language = LanguageGuess.Of(passage.ShownText());
        return _passages[passage.Number] = (PassageEvidence.Read(passage, IsGerman(language)), language);
    }
}
