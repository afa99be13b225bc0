using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Chunking.Sentences;

/// <summary>Refuses numbers that cannot work.</summary>
internal sealed class SemanticChunkerOptionsValidator : IValidateOptions<SemanticChunkerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SemanticChunkerOptions options) => new ChunkerOptionsCheck("Semantic", options)
        .Require(
            options.MinSize >= 0 && options.MinSize * 2L <= options.Size, nameof(options.MinSize), options.MinSize,
            FormattableString.Invariant($"a number from 0 to half of Size ({options.Size})"))
        .Require(options.Percentile is >= 0 and <= 100, nameof(options.Percentile), options.Percentile, "a number from 0 to 100")
        .Require(options.Neighbours is >= 0 and <= 10, nameof(options.Neighbours), options.Neighbours, "a number from 0 to 10")
        .Result;
}
