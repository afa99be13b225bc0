namespace Edify.Rag.Embeddings.Tokenization.Models;

/// <summary>How a <see cref="BpeModel"/> treats what it is given.</summary>
internal sealed record BpeOptions
{
    /// <summary>The token of what is unknown; without one it is left out.</summary>
    public int? UnknownId { get; init; }

    /// <summary>Whether what is unknown in a row is one token.</summary>
    public bool FusesUnknown { get; init; }

    /// <summary>The tokens of the 256 bytes, where the unknown is written as bytes.</summary>
    public int[]? Bytes { get; init; }

    /// <summary>Whether a word that is a token is that token, whatever the merges make of it.</summary>
    public bool IgnoresMerges { get; init; }

    /// <summary>What stands before each symbol but a word's first.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>What stands after a word's last symbol.</summary>
    public string Suffix { get; init; } = string.Empty;
}
