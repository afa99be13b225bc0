using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Chunking;

/// <summary>Refuses sizes that cannot work.</summary>
internal sealed class ChunkerOptionsValidator : IValidateOptions<ChunkerOptions>
{
    private const int SmallestSize = 50;
    private const int LargestSize = 100_000;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ChunkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Size is < SmallestSize or > LargestSize)
            return ValidateOptionsResult.Fail($"Chunker: Size is {options.Size}; give a number from {SmallestSize} to {LargestSize}.");
        if (options.Overlap < 0 || options.Overlap * 2L >= options.Size)
            return ValidateOptionsResult.Fail($"Chunker: Overlap is {options.Overlap}; give 0 or a number below half of Size ({options.Size}).");
        return Enum.IsDefined(options.Unit)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Chunker: Unit is {options.Unit}; give {nameof(ChunkUnit.Characters)} or {nameof(ChunkUnit.Tokens)}.");
    }
}
