using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>A structure element, as far as one page shows it.</summary>
internal sealed class StructureNode(int number, PdfDictionary element, StructureRole role, int level, StructureNode? parent)
{
    /// <summary>Number of its object, by which it is known again on other pages.</summary>
    public int Number { get; } = number;

    public PdfDictionary Element { get; } = element;

    public StructureRole Role { get; } = role;

    /// <summary>Level of a heading that has one of its own; 0 otherwise.</summary>
    public int Level { get; } = level;

    public StructureNode? Parent { get; } = parent;

    /// <summary>How many elements it lies in.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>What of it lies on the page, in logical order.</summary>
    public List<StructureItem> Items { get; } = [];

    /// <summary>Text that stands for all its content; <see langword="null"/> when it has none.</summary>
    public string? ActualText { get; } = Read(element, "ActualText");

    /// <summary>Text that describes what is no text.</summary>
    public string? AlternativeText => Read(Element, "Alt");

    /// <summary>What its abbreviation stands for.</summary>
    public string? Expansion => Read(Element, "E");

    private static string? Read(PdfDictionary element, string key) => element.Bytes(key) is { } bytes ? PdfText.Decode(bytes) : null;
}

/// <summary>A part of an element: content of the page, or an element below.</summary>
internal readonly record struct StructureItem(ContentMark Content, StructureNode? Node);
