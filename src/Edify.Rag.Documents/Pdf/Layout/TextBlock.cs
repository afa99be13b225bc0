namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Lines below one another that belong together, or a table.</summary>
internal sealed class TextBlock
{
    public List<TextLine> Lines { get; } = [];

    public float X { get; private set; } = float.MaxValue;

    public float EndX { get; private set; } = float.MinValue;

    public float Top { get; private set; } = float.MaxValue;

    public float Bottom { get; private set; } = float.MinValue;

    public float Size { get; private set; }

    /// <summary>Direction of its lines in degrees, counter-clockwise.</summary>
    public short Angle { get; set; }

    /// <summary>Rows and cells, when the block is a table.</summary>
    public string? Table { get; init; }

    public void Add(TextLine line)
    {
        Lines.Add(line);
        X = Math.Min(X, line.X);
        EndX = Math.Max(EndX, line.EndX);
        Top = Math.Min(Top, line.Y - line.Size * 0.8f);
        Bottom = Math.Max(Bottom, line.Y + line.Size * 0.2f);
        Size = Math.Max(Size, line.Size);
    }
}
