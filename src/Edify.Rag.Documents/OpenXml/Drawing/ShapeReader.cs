using System.Text;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Drawing;

/// <summary>Reads the shapes of a slide, or of the drawing of a sheet: both are written alike (ISO/IEC 29500-1, 19.3 and 20.5).</summary>
internal sealed class ShapeReader(PartXml xml, PartRelationships relationships, DrawingParts drawings)
{
    private const int MostShapes = 100_000;
    private const int DeepestList = 9;

    private readonly ShapeText _text = new(xml);
    private int _count;

    /// <summary>Reads all shapes inside the current element.</summary>
    /// <returns>In the order in which they are drawn.</returns>
    public async Task<List<DrawnShape>> ReadAsync()
    {
        var (shapes, depth) = (new List<DrawnShape>(), xml.Inside);
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
            if (xml.IsStart && IsShape(xml.Name)) shapes.Add(await ReadShapeAsync().ConfigureAwait(false));
        return shapes;
    }

    private static bool IsShape(string name) => name is "sp" or "grpSp" or "pic" or "graphicFrame" or "cxnSp";

    // Groups within groups are as deep as the limit of nesting allows.
    private async Task<DrawnShape> ReadShapeAsync()
    {
        if (++_count > MostShapes) throw new InvalidDataException("A drawing has more shapes than people draw.");
        var (shape, depth) = (new DrawnShape { IsPicture = xml.Name == "pic" }, xml.Inside);
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (IsShape(xml.Name)) shape.Children.Add(await ReadShapeAsync().ConfigureAwait(false));
            else if (xml.Name == "txBody") await ReadTextAsync(shape).ConfigureAwait(false);
            else if (xml.Name == "tbl") shape.Pieces.Add(new(ElementKind.Table, await ReadTableAsync().ConfigureAwait(false)));
            else if (xml.Name == "relIds") shape.Pieces.AddRange(await drawings.ReadDiagramAsync(Part("dm")).ConfigureAwait(false));
            else if (xml.Name == "chart") shape.Pieces.AddRange(await drawings.ReadChartAsync(Part("id")).ConfigureAwait(false));
            else TakeProperty(shape);
        }

        return shape;
    }

    private void TakeProperty(DrawnShape shape)
    {
        switch (xml.Name)
        {
            case "cNvPr":
                shape.Alternative ??= AlternativeText.Clean(xml.Attribute("descr"));
                shape.IsHidden |= xml.Is("hidden");
                break;
            case "ph":
                (shape.Placeholder, shape.Index) = (xml.Attribute("type") ?? "obj", xml.Attribute("idx"));
                break;
            case "off" when shape.Place is null:
                shape.Place = new(xml.Number("x") ?? 0, xml.Number("y") ?? 0, 0);
                break;
            case "ext" when shape.Place is { Height: 0 } place && xml.Number("cy") is { } height:
                shape.Place = place with { Height = height };
                break;
        }
    }

    private async ValueTask ReadTextAsync(DrawnShape shape)
    {
        var depth = xml.Inside;
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (xml.Name == "lstStyle") shape.HasNoBullets = await HasNoBulletsAsync().ConfigureAwait(false);
            else if (xml.Name == "p" && !xml.IsEmpty) shape.Paragraphs.Add(await ReadParagraphAsync().ConfigureAwait(false));
        }
    }

    private async ValueTask<bool> HasNoBulletsAsync()
    {
        var (depth, isFirst, hasNone) = (xml.Inside, false, false);
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (xml.Depth == depth + 1) isFirst = xml.Name == "lvl1pPr";
            hasNone |= isFirst && xml.Name == "buNone";
        }

        return hasNone;
    }

    private async ValueTask<ShapeParagraph> ReadParagraphAsync()
    {
        var (text, depth, level) = (new StringBuilder(), xml.Inside, 0L);
        bool? isItem = null;
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (xml.IsStart && xml.Name == "pPr" && xml.Depth == depth + 1) level = xml.Number("lvl") ?? 0;
            else if (xml.IsStart && xml.Name == "buNone") isItem = false;
            else if (xml.IsStart && xml.Name is "buChar" or "buAutoNum" or "buBlip") isItem = true;
            else await _text.TakeAsync(text).ConfigureAwait(false);
        }

        return new(text.ToString(), (int)Math.Clamp(level, 0, DeepestList - 1), isItem);
    }

    // Merged cells are all there; those that are covered by another are empty.
    private async ValueTask<string> ReadTableAsync()
    {
        var (rows, cell, depth) = (new StringBuilder(), new StringBuilder(), xml.Inside);
        var isFirstCell = true;
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (xml.IsEnd && xml.Name == "p") cell.Append(' ');
            else if (xml.IsEnd && xml.Name == "tr") rows.Append('\n');
            else if (xml.IsStart && xml.Name == "tr") isFirstCell = true;
            else if (xml.Name == "tc" && (xml.IsEnd || xml.IsEmpty))
            {
                if (!isFirstCell) rows.Append('\t');
                rows.Append(cell.Replace('\t', ' ').Replace('\n', ' ').ToString().Trim());
                cell.Clear();
                isFirstCell = false;
                if (rows.Length > ShapeText.Longest) throw new InvalidDataException("A table is longer than a slide can hold.");
            }
            else await _text.TakeAsync(cell).ConfigureAwait(false);
        }

        return rows.ToString();
    }

    private string? Part(string attribute) => relationships.ById(xml.Reference(attribute));
}
