using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Chunking.Sentences;

/// <summary>Refuses numbers that cannot work.</summary>
internal sealed class SentenceWindowChunkerOptionsValidator : IValidateOptions<SentenceWindowChunkerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SentenceWindowChunkerOptions options) => new ChunkerOptionsCheck("SentenceWindow", options)
        .Require(options.Sentences is >= 1 and <= 20, nameof(options.Sentences), options.Sentences, "a number from 1 to 20")
        .Require(options.Window is >= 0 and <= 20, nameof(options.Window), options.Window, "a number from 0 to 20")
        .Result;
}
