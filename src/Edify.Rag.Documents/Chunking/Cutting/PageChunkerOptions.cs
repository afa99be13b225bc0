namespace Edify.Rag;

/// <summary>How the page chunker cuts documents into passages.</summary>
public sealed class PageChunkerOptions : ChunkerOptions
{
    /// <summary>The defaults.</summary>
    public PageChunkerOptions() => Size = 4000;
}
