using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>How passages are found for an answer.</summary>
public sealed class RetrievalOptions
{
    /// <summary>Passages fetched for an answer before the context is built.</summary>
    /// <value>Default: 20. Range: 1 to 1,000.</value>
    public int PassagesPerAnswer { get; set; } = 20;

    /// <summary>Cosine similarity below which passages of the vector leg are dropped; <see langword="null"/> keeps all.</summary>
    /// <value>Default: null. Range: -1 to 1.</value>
    public float? MinSimilarity { get; set; }

    /// <summary>Passages that a search hands to the reranker, where the pipeline has one; never fewer than are asked for. More find more, and each costs a look of the model.</summary>
    /// <value>Default: 50. Range: 1 to 1,000.</value>
    public int RerankCandidates { get; set; } = 50;
}

/// <summary>Checks <see cref="RetrievalOptions"/>.</summary>
internal sealed class RetrievalOptionsValidator : IValidateOptions<RetrievalOptions>
{
    public ValidateOptionsResult Validate(string? name, RetrievalOptions options)
    {
        if (options.PassagesPerAnswer is < 1 or > VectorQuery.MaxLimit)
            return ValidateOptionsResult.Fail($"Retrieval: PassagesPerAnswer is {options.PassagesPerAnswer}; it must be 1 to 1,000.");
        if (options.RerankCandidates is < 1 or > VectorQuery.MaxLimit)
            return ValidateOptionsResult.Fail($"Retrieval: RerankCandidates is {options.RerankCandidates}; it must be 1 to 1,000.");
        return options.MinSimilarity is null or (>= -1 and <= 1)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(FormattableString.Invariant($"Retrieval: MinSimilarity is {options.MinSimilarity}; it must be -1 to 1."));
    }
}
