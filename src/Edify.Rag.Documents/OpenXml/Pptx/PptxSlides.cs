using Edify.Rag.Documents.OpenXml.Drawing;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Pptx;

/// <summary>Reads slides one by one, with their notes and comments.</summary>
internal sealed class PptxSlides(OfficePackage package, DocumentReaderOptions options, CancellationToken cancellationToken)
{
    private readonly DrawingParts _drawings = new(package, cancellationToken);
    private readonly PptxPlaceholders _placeholders = new(package, new DrawingParts(package, cancellationToken), cancellationToken);
    private readonly PptxComments _comments = new(package, cancellationToken);

    /// <summary>The parts of all slides, in the order of the presentation; <see langword="null"/> for one that is missing.</summary>
    public async Task<List<string?>> ListAsync()
    {
        var slides = new List<string?>();
        using var xml = await package.OpenXmlAsync(package.MainPart, cancellationToken).ConfigureAwait(false);
        while (await xml.ReadAsync().ConfigureAwait(false))
            if (xml.IsStart && xml.Name == "sldId") slides.Add(package.Main.ById(xml.Reference()));
        return slides;
    }

    /// <summary>Reads a slide.</summary>
    /// <param name="part">Its part.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <returns><see langword="null"/> when it is hidden and not asked for.</returns>
    public async Task<List<OfficePiece>?> ReadAsync(string part, int number)
    {
        var relationships = await package.RelationshipsAsync(part, cancellationToken).ConfigureAwait(false);
        using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
        if (await ReadShapesAsync(xml, relationships).ConfigureAwait(false) is not { } shapes) return null;
        await _placeholders.CompleteAsync(shapes, relationships).ConfigureAwait(false);

        var slide = new PptxSlide(shapes, number);
        var pieces = slide.Read().ToList();
        if (options.IncludeComments) pieces.AddRange(await _comments.ReadAsync(relationships).ConfigureAwait(false));
        if (options.IncludeSpeakerNotes && relationships.First("notesSlide") is { } notes) pieces.Add(await ReadNotesAsync(notes).ConfigureAwait(false));
        if (slide.NeedsOcr) package.Context.Report?.Report(new(ReadEventKind.NeedsOcr, number, "the slide shows pictures and no text"));
        return pieces;
    }

    private async Task<List<DrawnShape>?> ReadShapesAsync(PartXml xml, PartRelationships relationships)
    {
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (xml.Name == "sld" && xml.Attribute("show") is "0" or "false" && !options.IncludeHidden) return null;
            if (xml.Name == "spTree") return await new ShapeReader(xml, relationships, _drawings).ReadAsync().ConfigureAwait(false);
        }

        return [];
    }

    private async Task<OfficePiece> ReadNotesAsync(string part)
    {
        var relationships = await package.RelationshipsAsync(part, cancellationToken).ConfigureAwait(false);
        using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
        var shapes = await ReadShapesAsync(xml, relationships).ConfigureAwait(false) ?? [];
        return new(ElementKind.Note, string.Join('\n', shapes.Where(s => s.Placeholder is null or "body").Select(s => s.Line)));
    }
}
