using System.Collections.Concurrent;

namespace Edify.Rag;

/// <summary>How a golden set is evaluated.</summary>
public sealed record GoldenEvaluationOptions
{
    /// <summary>The askers' school or organisation.</summary>
    /// <value>Default: "default".</value>
    public string Tenant { get; init; } = "default";

    /// <summary>How many passages are looked at when retrieval is measured, 1 to 1,000.</summary>
    /// <value>Default: 50.</value>
    public int Top { get; init; } = 50;

    /// <summary>Which legs to search.</summary>
    /// <value>Default: <see cref="RetrievalMode.Hybrid"/>.</value>
    public RetrievalMode Mode { get; init; } = RetrievalMode.Hybrid;

    /// <summary>How many questions are asked at a time.</summary>
    /// <value>Default: 1, which a model behind a rate limit bears.</value>
    public int Parallelism { get; init; } = 1;

    /// <summary>What is measured of retrieval, over documents.</summary>
    /// <value>Default: mrr, map, ndcg@10, p@5, recall@10, hit@1, hit@5.</value>
    public IReadOnlyList<RankingMetric> Metrics { get; init; } =
    [
        new(RankingMeasure.ReciprocalRank), new(RankingMeasure.AveragePrecision), new(RankingMeasure.Ndcg, 10), new(RankingMeasure.Precision, 5),
        new(RankingMeasure.Recall, 10), new(RankingMeasure.HitRate, 1), new(RankingMeasure.HitRate, 5),
    ];

    /// <summary>What is measured of answers.</summary>
    /// <value>Default: <see cref="AnswerScorers.Lexical"/>.</value>
    public IReadOnlyList<IAnswerScorer> Scorers { get; init; } = AnswerScorers.Lexical;
}

/// <summary>Asks a pipeline the questions of a golden set, each as the person who asks it, and measures what it finds and answers.</summary>
/// <param name="assistant">Answers.</param>
/// <param name="retriever">Finds.</param>
/// <param name="policy">Says what each asker may see.</param>
/// <param name="options">What is measured, and how.</param>
public sealed class GoldenEvaluation(IRagAssistant assistant, IRetriever retriever, IAccessPolicy policy, GoldenEvaluationOptions? options = null)
{
    private readonly GoldenEvaluationOptions _options = options ?? new();

    /// <summary>Evaluates a set.</summary>
    /// <param name="set">The questions.</param>
    /// <param name="progress">Told of each question that is done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="RagException">The pipeline can't be asked.</exception>
    public async Task<EvaluationReport> RunAsync(GoldenSet set, IProgress<QuestionReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        var reports = new ConcurrentDictionary<string, QuestionReport>(StringComparer.Ordinal);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(set.Questions, parallel, async (question, token) =>
        {
            var report = await RunAsync(question, token).ConfigureAwait(false);
            reports[question.Id] = report;
            progress?.Report(report);
        }).ConfigureAwait(false);
        return EvaluationReport.Of([.. set.Questions.Select(question => reports[question.Id])]);
    }

    private async Task<QuestionReport> RunAsync(GoldenQuestion question, CancellationToken cancellationToken)
    {
        var asker = question.Asker(_options.Tenant);
        var scope = await policy.ResolveAsync(asker, cancellationToken).ConfigureAwait(false);
        var found = await retriever.RetrieveAsync(new(question.Question) { Top = _options.Top, Mode = _options.Mode }, scope, cancellationToken).ConfigureAwait(false);
        var answer = await assistant.AskAsync(new(question.Question, asker) { Mode = _options.Mode, IsKept = false }, cancellationToken).ConfigureAwait(false);
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        if (question.Documents.Count > 0)
        {
            string[] documents = [.. found.Chunks.Select(chunk => chunk.Name).Distinct(StringComparer.Ordinal)];
            var judged = question.Documents.ToDictionary(document => document, _ => 1, StringComparer.Ordinal);
            foreach (var metric in _options.Metrics) scores[metric.ToString()] = metric.Of(documents, judged);
        }

        var evaluated = new EvaluatedAnswer(question, answer, found.Chunks);
        foreach (var scorer in _options.Scorers)
        {
            if (await scorer.ScoreAsync(evaluated, cancellationToken).ConfigureAwait(false) is { } score) scores[scorer.Name] = score;
        }

        return new(question.Id, question.Question, answer.Outcome, scores);
    }
}
