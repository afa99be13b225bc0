using Edify.Rag.Embeddings.Decorators.Telemetry;
using Edify.Rag.Shared.Telemetry;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Decorators.RateLimiting;

/// <summary>Sends no more to an embedder than it takes in a time.</summary>
internal sealed class RateLimitedEmbeddingGenerator : EmbedderDecorator
{
    private readonly EmbeddingRateLimitOptions _options;
    private readonly TimeProvider _time;
    private readonly SlidingBudget _budget;
    private readonly RequestSplitting _splitting;

    public RateLimitedEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, EmbeddingRateLimitOptions options, TimeProvider time)
        : base(inner)
    {
        var limits = new EmbeddingCost(options.Requests, options.Texts, options.Tokens);
        (_options, _time) = (options, time);
        (_budget, _splitting) = (new(limits, options.Period, time), new(inner, limits));
    }

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var isQuestion = EmbeddingPurposes.Of(options) == EmbeddingPurpose.Query;
        var all = new GeneratedEmbeddings<Embedding<float>>();
        var (made, refused) = (new List<Embedding<float>?>(), new List<RefusedText>());
        foreach (var part in _splitting.Split([.. values]))
        {
            var expense = await WaitAsync(part.Cost, isQuestion, cancellationToken).ConfigureAwait(false);
            try
            {
                var embeddings = await base.GenerateAsync(part.Texts, options, cancellationToken).ConfigureAwait(false);
                if (embeddings.Usage?.InputTokenCount is { } tokens) _budget.Correct(expense, tokens);
                if (made.Count == 0) all = embeddings;
                else Append(all, embeddings);
                made.AddRange(embeddings);
            }
            catch (TextsRefusedException e)
            {
                // By their places in this call; what comes after them is embedded all the same.
                refused.AddRange(e.Refused.Select(text => text with { Index = made.Count + text.Index }));
                made.AddRange(e.Embeddings);
            }
        }

        return refused.Count == 0 ? all : throw new TextsRefusedException(refused, made);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _budget.Dispose();
        base.Dispose(disposing);
    }

    private static void Append(GeneratedEmbeddings<Embedding<float>> all, GeneratedEmbeddings<Embedding<float>> part)
    {
        all.AddRange(part);
        if (all.Usage is not null && part.Usage is not null) all.Usage.Add(part.Usage);
        else all.Usage = null;
    }

    private async ValueTask<SlidingBudget.Expense> WaitAsync(EmbeddingCost cost, bool isQuestion, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = _time.GetTimestamp();
        var expense = isQuestion
            ? await WaitForQuestionAsync(cost, cancellationToken).ConfigureAwait(false)
            : await _budget.SpendAsync(cost, isQuestion: false, cancellationToken).ConfigureAwait(false);
        EmbeddingInstruments.RateLimitWait.Record(_time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>(GenAi.ProviderName, Embedder.Provider));
        return expense;
    }

    private async ValueTask<SlidingBudget.Expense> WaitForQuestionAsync(EmbeddingCost cost, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.MaxQuestionWait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await _budget.SpendAsync(cost, isQuestion: true, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new EmbeddingRateLimitException(
                $"The embedder's rate limit left no room for a question within {_options.MaxQuestionWait.TotalSeconds:0.###} s; " +
                $"ask again later, or raise the limits or {nameof(EmbeddingRateLimitOptions)}.{nameof(EmbeddingRateLimitOptions.MaxQuestionWait)}.");
        }
    }
}
