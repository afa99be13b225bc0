using System.Xml.Linq;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Epub;

/// <summary>Reads the NCX, the navigation of EPUB 2.</summary>
internal static class EpubNcx
{
    /// <summary>Its table of contents and its pages.</summary>
    /// <param name="package">The files.</param>
    /// <param name="file">Its name.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<EpubNavigation> ReadAsync(EpubPackage package, string file, CancellationToken cancellationToken)
    {
        var root = await package.ReadXmlAsync(file, cancellationToken).ConfigureAwait(false);
        var contents = new List<EpubEntry>();
        var pages = new List<EpubEntry>();
        foreach (var (point, level) in PointsOf(root))
        {
            var title = ElementText.Clean(Child(point, "navLabel")?.Value ?? string.Empty, keepsLines: false);
            if (title.Length == 0 || (string?)Child(point, "content")?.Attribute("src") is not { Length: > 0 } source) continue;
            (point.Name.LocalName == "navPoint" ? contents : pages).Add(new(title, Math.Max(1, level), EpubPath.Resolve(file, source)));
        }

        return new(contents, pages);
    }

    // Depth is counted on the way: asking each point for its ancestors would take the square of the depth.
    private static IEnumerable<(XElement Point, int Level)> PointsOf(XElement? root)
    {
        var open = new Stack<(XElement Element, int Level)>();
        if (root is not null) open.Push((root, 0));
        while (open.TryPop(out var top))
        {
            var isPoint = top.Element.Name.LocalName is "navPoint" or "pageTarget";
            var level = top.Level + (isPoint ? 1 : 0);
            if (isPoint) yield return (top.Element, level);
            if (top.Element.Name.LocalName == "navLabel") continue;
            foreach (var child in top.Element.Elements().Reverse()) open.Push((child, level));
        }
    }

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name);
}
