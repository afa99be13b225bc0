using Microsoft.Extensions.Options;

namespace Edify.Rag.Embeddings.Hashing;

internal sealed class HashingEmbeddingOptionsValidator : IValidateOptions<HashingEmbeddingOptions>
{
    public ValidateOptionsResult Validate(string? name, HashingEmbeddingOptions options) =>
        options.Dimensions is >= HashingEmbeddingOptions.MinDimensions and <= HashingEmbeddingOptions.MaxDimensions
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"HashingEmbeddingOptions.Dimensions is {options.Dimensions}; it must lie between " +
                $"{HashingEmbeddingOptions.MinDimensions} and {HashingEmbeddingOptions.MaxDimensions}.");
}
