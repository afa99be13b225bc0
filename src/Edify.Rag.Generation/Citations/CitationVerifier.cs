using Edify.Rag.Generation.Citations.Support;
using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Citations;

/// <summary>Keeps the citations that name a passage which supports them, renumbers them by first appearance and quotes what supports them.</summary>
/// <param name="options">The settings that hold now.</param>
/// <param name="grader">Has a language model grade.</param>
internal sealed class CitationVerifier(Func<CitationOptions> options, ModelGrader? grader = null) : ICitationVerifier
{
    // What is longer is no answer to a question; the check takes time that grows with it.
    private const int MaxLength = 200_000;

    public async ValueTask<VerifiedAnswer> VerifyAsync(string text, AnswerContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);

        var settings = options();
        if (text.Length > MaxLength) return new(string.Empty, [], 0) { Notes = [$"what the model wrote has more than {MaxLength:N0} characters"] };
        var reply = ModelReply.Read(text);
        var passages = context.Passages.DistinctBy(p => p.Number).ToDictionary(p => p.Number);
        var known = Tidy(reply.Text, passages, out var dropped);
        var degraded = new List<string>();
        IReadOnlyList<RemovedCitation> removed = [];
        var supported = known;
        var stated = 0;
        if (settings.Check != SupportCheck.None)
        {
            var statements = new Statements(known);
            stated = statements.Citations.Count;
            ISupportJudge judge = new RuleJudge(context, statements.Text, settings.MinSupport);
            if (settings.Check == SupportCheck.Model)
                judge = await GradeAsync(judge, statements, passages, context, settings, degraded, cancellationToken).ConfigureAwait(false);
            supported = Supported(known, passages, judge, out removed);
        }

        var (renumbered, citations) = Renumber(supported, passages);
        return new(renumbered, citations, dropped)
        {
            IsAnswer = IsAnswer(settings, renumbered, citations, stated, supported),
            Unsupported = removed,
            Notes = reply.Notes,
            Degraded = degraded,
        };
    }

    // Without what was between them, things may be said again and again.
    private static string Tidy(string text, Dictionary<int, ContextPassage> passages, out int dropped)
    {
        var total = 0L;
        while (true)
        {
            var known = KnownCitations.Keep(text, passages.ContainsKey, out var unknown);
            total += unknown;
            if ((text = Repetition.Cut(known)) == known) break;
        }

        dropped = (int)Math.Min(int.MaxValue, total);
        return text;
    }

    private static string Supported(string text, Dictionary<int, ContextPassage> passages, ISupportJudge judge, out IReadOnlyList<RemovedCitation> removed)
    {
        var all = new List<RemovedCitation>();
        removed = all;
        while (true)
        {
            var supported = SupportedCitations.Keep(text, passages, judge, out var now);
            all.AddRange(now);
            if ((text = Tidy(supported, passages, out _)) == supported) return text;
        }
    }

    private async ValueTask<ISupportJudge> GradeAsync(
        ISupportJudge rules, Statements statements, Dictionary<int, ContextPassage> passages, AnswerContext context, CitationOptions settings, List<string> degraded,
        CancellationToken cancellationToken)
    {
        var pairs = new List<GradedPair>();
        statements.Each((citation, statement) =>
        {
            pairs.AddRange(citation.Numbers.Where(_ => statement.Length > 0).Select(n => new GradedPair(statement, passages[n])));
            return true;
        });
        if (pairs.Count == 0) return rules;
        var grades = grader is null ? null : await grader.GradeAsync([.. pairs.Distinct()], context.Reader?.Tenant ?? string.Empty, settings, cancellationToken).ConfigureAwait(false);
        if (grades is not null) return new GradedJudge(grades, rules);
        degraded.Add("The language model could not grade the citations; they were checked by rules.");
        return rules;
    }

    private static bool IsAnswer(CitationOptions settings, string text, List<Citation> citations, int stated, string supported)
    {
        if (settings.Unsupported == UnsupportedAnswers.Show) return !string.IsNullOrWhiteSpace(text);
        if (citations.Count == 0) return false;
        return stated == 0 || CitationSyntax.Clusters(supported).Count() >= settings.MinSupportedShare * stated;
    }

    private static (string Text, List<Citation> Citations) Renumber(string text, Dictionary<int, ContextPassage> passages)
    {
        var citations = new List<Citation>();
        var numbers = new Dictionary<int, int>();
        var renumbered = CitationSyntax.ReplaceClusters(text, match => string.Concat(CitationSyntax
            .Ranges(match.Value)
            .Select(range => $"[{NumberOf(passages[range.First], match.Index)}]")));
        return (renumbered, citations);

        int NumberOf(ContextPassage passage, int position)
        {
            if (numbers.TryGetValue(passage.Number, out var number)) return number;
            numbers.Add(passage.Number, number = numbers.Count + 1);
            citations.Add(Cite(number, passage, CitingSentence(text, position)));
            return number;
        }
    }

    private static Citation Cite(int number, ContextPassage passage, string citing)
    {
        var excerpt = Excerpt.Of(passage.Text, citing);
        var start = Math.Max(0, passage.Chunk.Record.Text.IndexOf(passage.Text, StringComparison.Ordinal));
        var page = passage.Chunk.PageAt(start + excerpt.Support);
        return new(number, passage.Chunk.Name, page, excerpt.Text)
        {
            Title = passage.Chunk.Title,
            PageLabel = passage.Chunk.PageLabelOf(page),
            HeadingPath = passage.Headings(),
            DocumentId = passage.Chunk.DocumentId,
            ChunkId = passage.Chunk.Record.Id,
        };
    }

    // The last sentence before the citation, whether the citation stands within or after it.
    private static string CitingSentence(string text, int position)
    {
        var lineStart = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        var line = CitationSyntax.Strip(text[lineStart..position]);
        var sentences = Sentences.Of(line);
        return sentences.Count == 0 ? line : line[sentences[^1]];
    }
}
