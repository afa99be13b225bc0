namespace Edify.Rag.Documents.Chunking.Sentences;

/// <summary>A sentence, a row or a line; those of a document, one after the other, are its text.</summary>
/// <param name="Start">Where <see cref="Raw"/> starts in the document's text.</param>
/// <param name="Raw">The text, with the white space around it.</param>
/// <param name="Element">The element that it is of.</param>
/// <param name="Offset">Where in the element it starts, without white space.</param>
/// <param name="Section">Number of the section that it is of; gaps begin sections too.</param>
internal sealed record TextUnit(long Start, string Raw, DocumentElement Element, int Offset, int Section)
{
    /// <summary>White space at the start.</summary>
    public int Lead { get; } = Raw.Length - Raw.AsSpan().TrimStart().Length;

    /// <summary>Whether it is of a heading.</summary>
    public bool IsHeading => Element.Kind == ElementKind.Heading;
}
