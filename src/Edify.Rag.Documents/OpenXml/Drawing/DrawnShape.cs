namespace Edify.Rag.Documents.OpenXml.Drawing;

/// <summary>A paragraph of a shape.</summary>
/// <param name="Text">Its text as it stands in the file.</param>
/// <param name="Level">Indentation from 0.</param>
/// <param name="IsItem">Whether it has a bullet or number; <see langword="null"/> leaves it to the placeholder.</param>
internal readonly record struct ShapeParagraph(string Text, int Level, bool? IsItem);

/// <summary>Where a shape lies, in the units of its parent; only compared with its siblings.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Height">Height.</param>
internal readonly record struct ShapePlace(long X, long Y, long Height);

/// <summary>A shape of a slide or sheet, as far as it can be read.</summary>
internal sealed class DrawnShape
{
    /// <summary>Kind of the placeholder it fills, such as "title"; "obj" where none is named; <see langword="null"/> for other shapes.</summary>
    public string? Placeholder { get; set; }

    /// <summary>Which of several such placeholders.</summary>
    public string? Index { get; set; }

    /// <summary>Where it lies; <see langword="null"/> leaves it to the placeholder.</summary>
    public ShapePlace? Place { get; set; }

    /// <summary>What it shows, in words; <see langword="null"/> when they are missing.</summary>
    public string? Alternative { get; set; }

    /// <summary>Whether it is a picture.</summary>
    public bool IsPicture { get; set; }

    /// <summary>Whether it is not shown.</summary>
    public bool IsHidden { get; set; }

    /// <summary>Whether the style of its text takes bullets away.</summary>
    public bool HasNoBullets { get; set; }

    /// <summary>Its text.</summary>
    public List<ShapeParagraph> Paragraphs { get; } = [];

    /// <summary>Its tables, diagrams and charts.</summary>
    public List<OfficePiece> Pieces { get; } = [];

    /// <summary>The shapes of a group.</summary>
    public List<DrawnShape> Children { get; } = [];

    /// <summary>Its text in one line.</summary>
    public string Line => string.Join(' ', Paragraphs.Select(p => p.Text.Trim()).Where(t => t.Length > 0));

    /// <summary>All that it says, in order.</summary>
    public IEnumerable<OfficePiece> Read()
    {
        if (IsHidden) yield break;
        foreach (var paragraph in Paragraphs)
        {
            var isItem = paragraph.IsItem ?? (paragraph.Level > 0 || (Placeholder is "body" or "obj" && !HasNoBullets));
            yield return new(isItem ? ElementKind.ListItem : ElementKind.Paragraph, paragraph.Text, isItem ? paragraph.Level + 1 : 0);
        }

        foreach (var piece in Pieces) yield return piece;
        if (Alternative is not null) yield return new(ElementKind.Caption, Alternative);
        foreach (var child in ShapeOrder.Sort(Children))
            foreach (var piece in child.Read()) yield return piece;
    }
}
