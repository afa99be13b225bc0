using AngleSharp.Dom;

namespace Edify.Rag.Documents.Html;

/// <summary>An element or a text of a page that can be seen, and how much text is in it.</summary>
/// <remarks>Lengths count characters other than white space.</remarks>
/// <param name="dom">The node in the parser's tree.</param>
/// <param name="parent">The element around it.</param>
/// <param name="index">Its place in document order.</param>
internal sealed class PageNode(INode dom, PageNode? parent, int index)
{
    /// <summary>The element; <see langword="null"/> for text.</summary>
    public IElement? Element { get; } = dom as IElement;

    /// <summary>The text; <see langword="null"/> for an element.</summary>
    public string? Text { get; } = (dom as IText)?.Data;

    /// <summary>Name of the element; empty for text.</summary>
    public string Name { get; } = (dom as IElement)?.LocalName ?? string.Empty;

    /// <summary>The element around it.</summary>
    public PageNode? Parent { get; } = parent;

    /// <summary>Its place in document order.</summary>
    public int Index { get; } = index;

    /// <summary>The place after everything in it.</summary>
    public int End { get; set; } = index + 1;

    /// <summary>Text in it.</summary>
    public int Length { get; set; }

    /// <summary>Text of links in it.</summary>
    public int LinkLength { get; set; }

    /// <summary>Text that stands in it and in no block within it.</summary>
    public int OwnLength { get; set; }

    /// <summary>Text of links that stands in it and in no block within it.</summary>
    public int OwnLinkLength { get; set; }

    /// <summary>Marks that part and end sentences, in the text that stands in it and in no block within it.</summary>
    public int OwnMarks { get; set; }

    /// <summary>Running text in it.</summary>
    public double Prose { get; set; }

    /// <summary>Whether a link in it leads to a file.</summary>
    public bool HasFiles { get; set; }

    /// <summary>Whether it is no content.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Text in it that is no link's.</summary>
    public int PlainLength => Length - LinkLength;

    /// <summary>Share of links in its text, from 0 to 1.</summary>
    public double LinkDensity => Length == 0 ? 0 : (double)LinkLength / Length;

    /// <summary>Whether a node lies within it, or is it.</summary>
    public bool Holds(PageNode node) => node.Index >= Index && node.Index < End;
}
