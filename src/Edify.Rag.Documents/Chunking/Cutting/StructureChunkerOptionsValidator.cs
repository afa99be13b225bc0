using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Chunking.Cutting;

/// <summary>Refuses sizes that cannot work.</summary>
internal sealed class StructureChunkerOptionsValidator : IValidateOptions<StructureChunkerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StructureChunkerOptions options) =>
        new ChunkerOptionsCheck("Structure", options).RequireOverlap(options.Overlap, options.Size).Result;
}
