namespace Edify.Rag;

/// <summary>The smallest piece a reader yields: a heading, a paragraph, a list item, a table.</summary>
/// <remarks>
/// The text of a document is, by definition, the texts of its elements in order, each followed by one line feed; running
/// heads stand beside it and take no room in it. An element's <see cref="Start"/> is its offset in that text, so that a span
/// found in a chunk leads back to element and page.
/// </remarks>
/// <param name="Kind">What the piece is.</param>
/// <param name="Text">Its text: not empty, NFC, lines joined (but for tables and code), without layout artefacts or NUL.</param>
public sealed record DocumentElement(ElementKind Kind, string Text)
{
    /// <summary>Page on which the element starts, from 1; 0 where the format has no pages.</summary>
    public int Page { get; init; }

    /// <summary>Level of a heading (1 is the highest) or depth of a list item (1 is the outermost); 0 otherwise.</summary>
    public int Level { get; init; }

    /// <summary>Titles of the headings above this element, outermost first. A heading is not part of its own path.</summary>
    public IReadOnlyList<string> HeadingPath { get; init; } = [];

    /// <summary>Offset of <see cref="Text"/> in the document's text, in UTF-16 units.</summary>
    public long Start { get; init; }

    /// <summary>Where <see cref="Text"/> lies in the document's text.</summary>
    public TextSpan Span => new(Start, Kind == ElementKind.RunningHead ? Start : Start + Text.Length);
}

/// <summary>Kinds of document elements.</summary>
public enum ElementKind
{
    /// <summary>Running text.</summary>
    Paragraph,

    /// <summary>A heading; see <see cref="DocumentElement.Level"/>.</summary>
    Heading,

    /// <summary>One item of a list.</summary>
    ListItem,

    /// <summary>A table, rows separated by line feeds and cells by tabs.</summary>
    Table,

    /// <summary>Preformatted text.</summary>
    Code,

    /// <summary>The caption of a figure or table.</summary>
    Caption,

    /// <summary>A foot- or endnote.</summary>
    Note,

    /// <summary>A header, a footer or a page number that recurs on the pages; no part of the document's text, and of no chunk.</summary>
    RunningHead,
}

/// <summary>A half-open range of text.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last.</param>
public readonly record struct TextSpan(long Start, long End)
{
    /// <summary>Number of UTF-16 units.</summary>
    public long Length => End - Start;
}
