namespace Edify.Rag;

/// <summary>Where a token lies in the text that was encoded.</summary>
/// <param name="Start">First UTF-16 unit; 0 for a token that stands for no text.</param>
/// <param name="Length">Number of UTF-16 units; 0 for a token that stands for no text.</param>
public readonly record struct TokenSpan(int Start, int Length)
{
    /// <summary>The UTF-16 unit after the last one.</summary>
    public int End => Start + Length;
}
