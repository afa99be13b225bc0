using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Chunking.Cutting;

/// <summary>Refuses sizes that cannot work.</summary>
internal sealed class RecursiveChunkerOptionsValidator : IValidateOptions<RecursiveChunkerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RecursiveChunkerOptions options) =>
        new ChunkerOptionsCheck("Recursive", options).RequireOverlap(options.Overlap, options.Size).Result;
}
