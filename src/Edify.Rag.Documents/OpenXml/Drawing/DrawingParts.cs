using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Drawing;

/// <summary>Reads what drawings refer to, each part once, however often it is referred to.</summary>
internal sealed class DrawingParts(OfficePackage package, CancellationToken cancellationToken)
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Texts of a diagram.</summary>
    /// <param name="part">Its data part, if it is known.</param>
    public Task<List<OfficePiece>> ReadDiagramAsync(string? part) => ReadAsync(part, DiagramText.ReadAsync);

    /// <summary>Texts of a chart.</summary>
    /// <param name="part">Its part, if it is known.</param>
    public Task<List<OfficePiece>> ReadChartAsync(string? part) => ReadAsync(part, ChartText.ReadAsync);

    // A document is worth reading without its drawings.
    private async Task<List<OfficePiece>> ReadAsync(string? part, Func<PartXml, Task<List<OfficePiece>>> read)
    {
        if (part is null || !_taken.Add(part)) return [];
        try
        {
            using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
            return await read(xml).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException && OfficeDocument.IsDamage(e))
        {
            package.Context.Report?.Report(new(ReadEventKind.Repaired, 0, "a damaged drawing was left out"));
            return [];
        }
    }
}
