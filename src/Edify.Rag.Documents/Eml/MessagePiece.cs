namespace Edify.Rag.Documents.Eml;

/// <summary>A piece of a message's text, or a file that is attached to it.</summary>
/// <param name="Kind">What the piece is.</param>
/// <param name="Text">Its text, not yet cleaned.</param>
/// <param name="Level">Level of a heading, depth of a list item; 0 otherwise.</param>
internal readonly record struct MessagePiece(ElementKind Kind, string Text, int Level)
{
    /// <summary>The attached file; <see langword="null"/> for text.</summary>
    public MimeEntity? Attached { get; init; }
}
