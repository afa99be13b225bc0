using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Chunking;

/// <summary>Refuses settings that cannot work, those that all chunkers share first.</summary>
internal sealed class ChunkerOptionsCheck
{
    private readonly ValidateOptionsResultBuilder _result = new();
    private readonly string _chunker;

    /// <summary>Checks what all chunkers share.</summary>
    /// <param name="chunker">The chunker, for messages.</param>
    /// <param name="options">Its options.</param>
    public ChunkerOptionsCheck(string chunker, ChunkerOptions options)
    {
        _chunker = chunker;
        Require(options.Size is >= 50 and <= 100_000, nameof(options.Size), options.Size, "a number from 50 to 100000");
        Require(Enum.IsDefined(options.Unit), nameof(options.Unit), options.Unit, $"{nameof(ChunkUnit.Characters)} or {nameof(ChunkUnit.Tokens)}");
        Require(options.MaxOccurrences is >= 0 and <= 1_000, nameof(options.MaxOccurrences), options.MaxOccurrences, "a number from 0 to 1000");
    }

    /// <summary>Checks one setting more.</summary>
    /// <param name="holds">Whether it can work.</param>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="accepted">What is accepted.</param>
    public ChunkerOptionsCheck Require(bool holds, string key, object value, string accepted)
    {
        if (!holds) _result.AddError(FormattableString.Invariant($"{_chunker} chunker: {key} is {value}; give {accepted}."));
        return this;
    }

    /// <summary>Checks an overlap.</summary>
    public ChunkerOptionsCheck RequireOverlap(int overlap, int size) =>
        Require(overlap >= 0 && overlap * 2L < size, "Overlap", overlap, FormattableString.Invariant($"0 or a number below half of Size ({size})"));

    /// <summary>What was found.</summary>
    public ValidateOptionsResult Result => _result.Build();
}
