using Edify.Rag.Documents.OpenXml.Drawing;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Pptx;

/// <summary>Gives shapes what they leave to their placeholder: where they lie, and whether their text has bullets.</summary>
internal sealed class PptxPlaceholders(OfficePackage package, DrawingParts drawings, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, List<DrawnShape>> _layouts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Completes the shapes of a slide.</summary>
    /// <param name="shapes">The shapes.</param>
    /// <param name="slide">What the slide refers to.</param>
    public async Task CompleteAsync(IEnumerable<DrawnShape> shapes, PartRelationships slide)
    {
        if (slide.First("slideLayout") is not { } part) return;
        var layout = await LayoutAsync(part).ConfigureAwait(false);
        foreach (var shape in shapes.Where(s => s.Placeholder is not null))
        {
            foreach (var above in Matching(layout, shape))
            {
                shape.Place ??= above.Place;
                shape.HasNoBullets |= above.HasNoBullets;
            }
        }
    }

    // The placeholder of the same index, then those of the same kind; the layout's come before the master's.
    private static IEnumerable<DrawnShape> Matching(List<DrawnShape> layout, DrawnShape shape) =>
        layout.Where(s => s.Placeholder is not null && (s.Index == shape.Index || Kind(s) == Kind(shape))).OrderBy(s => s.Index == shape.Index ? 0 : 1).Take(1);

    private static string? Kind(DrawnShape shape) => shape.Placeholder == "ctrTitle" ? "title" : shape.Placeholder;

    private async Task<List<DrawnShape>> LayoutAsync(string part)
    {
        if (_layouts.TryGetValue(part, out var known)) return known;
        var relationships = await package.RelationshipsAsync(part, cancellationToken).ConfigureAwait(false);
        var shapes = await ReadAsync(part, relationships).ConfigureAwait(false);
        if (relationships.First("slideMaster") is { } master)
        {
            var above = await ReadAsync(master, relationships).ConfigureAwait(false);
            foreach (var shape in shapes) shape.Place ??= Matching(above, shape).FirstOrDefault()?.Place;
            shapes.AddRange(above);
        }

        return _layouts[part] = shapes;
    }

    private async Task<List<DrawnShape>> ReadAsync(string part, PartRelationships relationships)
    {
        using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
        while (await xml.ReadAsync().ConfigureAwait(false))
            if (xml.IsStart && xml.Name == "spTree") return await new ShapeReader(xml, relationships, drawings).ReadAsync().ConfigureAwait(false);
        return [];
    }
}
