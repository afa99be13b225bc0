namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>What a structure element is, as far as text is concerned.</summary>
internal enum StructureRole : byte
{
    /// <summary>Part of its parent's text.</summary>
    Inline,

    /// <summary>Holds blocks.</summary>
    Group,

    /// <summary>Holds blocks, and counts for the level of headings that have none of their own.</summary>
    Section,

    Paragraph,
    Heading,
    List,
    ListItem,
    Label,
    ListBody,
    Table,
    RowGroup,
    Row,
    Cell,
    Caption,
    Note,
    Code,
    Figure,
    Artifact,

    /// <summary>The reading aid of a ruby or a warichu.</summary>
    Gloss,
}

/// <summary>The standard structure types of PDF 1.7 and 2.0 (ISO 32000-1, 14.8.4; ISO 32000-2, 14.8.4).</summary>
internal static class StandardTypes
{
    /// <summary>The role of a standard type, with its level if it is a heading's; <see langword="null"/> for a type that is not standard.</summary>
    public static (StructureRole Role, int Level)? Find(string type) => type switch
    {
        "Document" or "DocumentFragment" or "Div" or "Aside" or "BlockQuote" or "NonStruct" or "Index" or "Private" => (StructureRole.Group, 0),
        "Part" or "Art" or "Sect" => (StructureRole.Section, 0),
        "P" => (StructureRole.Paragraph, 0),
        "Title" => (StructureRole.Heading, 1),
        "H" => (StructureRole.Heading, 0),
        "L" or "TOC" => (StructureRole.List, 0),
        "LI" or "TOCI" => (StructureRole.ListItem, 0),
        "Lbl" => (StructureRole.Label, 0),
        "LBody" => (StructureRole.ListBody, 0),
        "Table" => (StructureRole.Table, 0),
        "THead" or "TBody" or "TFoot" => (StructureRole.RowGroup, 0),
        "TR" => (StructureRole.Row, 0),
        "TH" or "TD" => (StructureRole.Cell, 0),
        "Caption" => (StructureRole.Caption, 0),
        "Note" or "FENote" => (StructureRole.Note, 0),
        "Code" => (StructureRole.Code, 0),
        "Figure" => (StructureRole.Figure, 0),
        "Artifact" => (StructureRole.Artifact, 0),
        "RT" or "WT" => (StructureRole.Gloss, 0),
        "Span" or "Quote" or "Sub" or "Em" or "Strong" or "Link" or "Annot" or "Reference" or "BibEntry" or "Formula" or "Form"
            or "Ruby" or "RB" or "RP" or "Warichu" or "WP" => (StructureRole.Inline, 0),
        ['H', >= '1' and <= '9', ..] => int.TryParse(type.AsSpan(1), System.Globalization.NumberStyles.None, null, out var level) ? (StructureRole.Heading, level) : null,
        _ => null,
    };
}
