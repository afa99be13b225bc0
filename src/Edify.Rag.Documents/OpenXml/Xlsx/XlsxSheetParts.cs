using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Edify.Rag.Documents.OpenXml.Drawing;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Xlsx;

/// <summary>What lies upon the cells of a sheet: the tables it defines, drawings and comments.</summary>
internal sealed class XlsxSheetParts(OfficePackage package)
{
    private const int MostTables = 10_000;

    private readonly HashSet<string> _drawn = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Rows at which defined tables begin, and those that follow their ends.</summary>
    /// <param name="sheet">What the sheet refers to.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<IReadOnlySet<long>> TableStartsAsync(PartRelationships sheet, CancellationToken cancellationToken)
    {
        var starts = new HashSet<long>();
        foreach (var part in sheet.All("table").Take(MostTables))
        {
            using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
            while (await xml.ReadAsync().ConfigureAwait(false))
            {
                if (!xml.IsStart || xml.Name != "table") continue;
                var corners = (xml.Attribute("ref") ?? string.Empty).Split(':');
                if (Row(corners[0]) is { } first) starts.Add(first);
                if (Row(corners[^1]) is { } last) starts.Add(last + 1);
                break;
            }
        }

        return starts;
    }

    /// <summary>Text boxes, diagrams, charts and pictures.</summary>
    /// <param name="sheet">What the sheet refers to.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<List<OfficePiece>> DrawingsAsync(PartRelationships sheet, CancellationToken cancellationToken)
    {
        var pieces = new List<OfficePiece>();
        var drawings = new DrawingParts(package, cancellationToken);
        foreach (var part in sheet.All("drawing").Where(_drawn.Add))
        {
            var relationships = await package.RelationshipsAsync(part, cancellationToken).ConfigureAwait(false);
            using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
            while (await xml.ReadAsync().ConfigureAwait(false))
            {
                if (!xml.IsStart || xml.Name != "wsDr") continue;
                foreach (var shape in await new ShapeReader(xml, relationships, drawings).ReadAsync().ConfigureAwait(false)) pieces.AddRange(shape.Read());
            }
        }

        return pieces;
    }

    /// <summary>Comments, each with its cell and its author.</summary>
    /// <param name="sheet">What the sheet refers to.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<OfficePiece> CommentsAsync(PartRelationships sheet, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in sheet.All("comments"))
        {
            using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
            var authors = new List<string>();
            while (await xml.ReadAsync().ConfigureAwait(false))
            {
                if (xml.IsStart && xml.Name == "author") authors.Add(await TextAsync(xml, isRich: false).ConfigureAwait(false));
                if (!xml.IsStart || xml.Name != "comment") continue;
                var author = xml.Number("authorId") is >= 0 and var at && at < authors.Count ? authors[(int)at] : null;

                // A thread has this copy of it for programs that know no threads.
                if (author?.StartsWith("tc=", StringComparison.Ordinal) == true) continue;
                yield return Note(xml.Attribute("ref"), author, await TextAsync(xml, isRich: true).ConfigureAwait(false));
            }
        }

        await foreach (var piece in ThreadsAsync(sheet, cancellationToken).ConfigureAwait(false)) yield return piece;
    }

    private async IAsyncEnumerable<OfficePiece> ThreadsAsync(PartRelationships sheet, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var people = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in sheet.All("threadedComment").Any() ? package.Main.All("person") : [])
        {
            using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
            while (await xml.ReadAsync().ConfigureAwait(false))
                if (xml.IsStart && xml.Attribute("id") is { } id && xml.Attribute("displayName") is { } name) people.TryAdd(id, name);
        }

        foreach (var part in sheet.All("threadedComment"))
        {
            using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
            while (await xml.ReadAsync().ConfigureAwait(false))
            {
                if (!xml.IsStart || xml.Name != "threadedComment") continue;
                yield return Note(xml.Attribute("ref"), people.GetValueOrDefault(xml.Attribute("personId") ?? string.Empty), await TextAsync(xml, isRich: false).ConfigureAwait(false));
            }
        }
    }

    private static OfficePiece Note(string? cell, string? author, string text) =>
        new(ElementKind.Note, string.IsNullOrWhiteSpace(text) ? string.Empty : $"{string.Join(", ", new[] { cell, author }.Where(p => !string.IsNullOrWhiteSpace(p)))}: {text}");

    private static async ValueTask<string> TextAsync(PartXml xml, bool isRich)
    {
        var text = new StringBuilder();
        if (isRich) await XlsxText.ReadAsync(xml, text).ConfigureAwait(false);
        else await xml.AppendContentAsync(text, ShapeText.Longest).ConfigureAwait(false);
        return text.ToString();
    }

    private static long? Row(string cell) =>
        long.TryParse(cell.AsSpan().TrimStart("$ABCDEFGHIJKLMNOPQRSTUVWXYZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;
}
