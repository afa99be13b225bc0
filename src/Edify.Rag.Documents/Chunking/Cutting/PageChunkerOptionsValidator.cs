using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Chunking.Cutting;

/// <summary>Refuses sizes that cannot work.</summary>
internal sealed class PageChunkerOptionsValidator : IValidateOptions<PageChunkerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, PageChunkerOptions options) => new ChunkerOptionsCheck("Page", options).Result;
}
