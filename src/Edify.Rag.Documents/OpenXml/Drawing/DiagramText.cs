using System.Text;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Drawing;

/// <summary>The texts of a diagram (SmartArt), as its data model orders them: each below what it belongs to.</summary>
internal sealed class DiagramText
{
    private const int LongestText = 1024 * 1024;
    private const int MostPoints = 100_000;
    private const int DeepestPoint = 16;

    private readonly List<string> _order = [];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(long Order, string Id)>> _children = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inner = new(StringComparer.Ordinal);

    /// <summary>Reads a data part.</summary>
    /// <param name="xml">The part.</param>
    public static async Task<List<OfficePiece>> ReadAsync(PartXml xml)
    {
        var diagram = new DiagramText();
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (xml.Name == "pt") await diagram.AddPointAsync(xml).ConfigureAwait(false);
            else if (xml.Name == "cxn") diagram.AddConnection(xml);
        }

        return diagram.Pieces();
    }

    private async ValueTask AddPointAsync(PartXml xml)
    {
        var (id, type, text) = (xml.Attribute("modelId"), xml.Attribute("type"), new StringBuilder());
        if (id is null || type is not (null or "node" or "asst" or "doc")) return;
        if (_order.Count > MostPoints) throw new InvalidDataException("A diagram has more points than people draw.");
        var (depth, isInText) = (xml.Inside, false);
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (xml.IsText && isInText) await xml.AppendTextAsync(text, LongestText).ConfigureAwait(false);
            else if (xml.Name == "t" && xml.Depth > depth + 1) isInText = xml.IsStart && !xml.IsEmpty;
            else if (xml.Name is "p" or "br") text.Append(' ');
        }

        if (_texts.TryAdd(id, text.ToString())) _order.Add(id);
    }

    private void AddConnection(PartXml xml)
    {
        if (xml.Attribute("type") is not (null or "parOf")) return;
        if (xml.Attribute("srcId") is not { } parent || xml.Attribute("destId") is not { } child || !_inner.Add(child)) return;
        if (!_children.TryGetValue(parent, out var children)) _children[parent] = children = [];
        children.Add((xml.Number("srcOrd") ?? 0, child));
    }

    private List<OfficePiece> Pieces()
    {
        var (pieces, open) = (new List<OfficePiece>(), new Stack<(string Id, int Level)>());
        foreach (var id in Enumerable.Reverse(_order))
            if (!_inner.Contains(id)) open.Push((id, 0));

        // Each point has one parent, and a ring of points has no beginning that would be open.
        while (open.TryPop(out var point))
        {
            var text = _texts.GetValueOrDefault(point.Id, string.Empty);
            var hasText = !string.IsNullOrWhiteSpace(text);
            if (hasText) pieces.Add(new(ElementKind.ListItem, text, Math.Min(point.Level + 1, DeepestPoint)));
            if (!_children.TryGetValue(point.Id, out var children)) continue;
            foreach (var (_, id) in children.OrderByDescending(c => c.Order)) open.Push((id, point.Level + (hasText ? 1 : 0)));
        }

        return pieces;
    }
}
