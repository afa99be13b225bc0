namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>A block of text as the tags tell it, to become an element.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Level">Level of a heading or depth of a list item.</param>
/// <param name="Element">Object number of its structure element, by which its continuation on the next page is known.</param>
internal sealed record TaggedPiece(ElementKind Kind, int Level, int Element)
{
    public string Text { get; set; } = "";

    /// <summary>Where on the page its glyphs lie.</summary>
    public GlyphBounds Bounds { get; init; }
}

/// <summary>What the tags of a page tell.</summary>
/// <param name="Pieces">Its text in logical order; <see langword="null"/> when the tags are not to be trusted.</param>
/// <param name="Heads">Headers, footers and page numbers that are marked as such.</param>
internal sealed record PageTags(List<TaggedPiece>? Pieces, TaggedHeads Heads);

/// <summary>Running heads that are marked as such.</summary>
/// <param name="Headers">Those of the upper half of the page, and those that lie nowhere.</param>
/// <param name="Footers">Those of its lower half.</param>
internal sealed record TaggedHeads(List<string> Headers, List<string> Footers);
