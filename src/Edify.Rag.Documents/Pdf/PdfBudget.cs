using System.Globalization;
using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Pdf.Syntax;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Pdf;

/// <summary>What the steps of reading a file have cost so far.</summary>
internal readonly record struct PdfCosts(long Inflated, long Operations, long Glyphs);

/// <summary>Bounds what reading one file may cost; exceeding a limit ends the reading with an error that names it.</summary>
/// <remarks>The limits are those of the document; besides, a single page or stream may not take all there is.</remarks>
internal sealed class PdfBudget(DocumentContext context, CancellationToken cancellationToken)
{
    /// <summary>Operators of one page, its forms included; the most crowded maps hold a tenth of it.</summary>
    public const int MaxOperatorsPerPage = 20_000_000;

    /// <summary>Glyphs of one page; a densely printed newspaper page holds fifty thousand.</summary>
    public const int MaxGlyphsPerPage = 500_000;

    /// <summary>Bytes of one stream, packed or unpacked; what lies beyond is not read.</summary>
    public const int MaxStreamBytes = 128 << 20;

    private readonly DocumentLimits _limits = context.Limits;
    private long _inflated;
    private long _objects;
    private long _operations;
    private long _glyphs;

    /// <summary>What was spent; set back when a step is done anew, so that nothing counts twice.</summary>
    /// <remarks>Objects are not among it: what was loaded or found is kept, and would not count at all. See <see cref="TakeBackObjects"/>.</remarks>
    public PdfCosts Spent
    {
        get => new(_inflated, _operations, _glyphs);
        set => (_inflated, _operations, _glyphs) = value;
    }

    /// <summary>Objects that were counted so far.</summary>
    public long Objects => _objects;

    /// <summary>Observes cancellation, by which the time limit comes as well.</summary>
    public void Check() => cancellationToken.ThrowIfCancellationRequested();

    /// <summary>Counts bytes that a filter has produced.</summary>
    public void AddInflated(long bytes)
    {
        if ((_inflated += bytes) > _limits.MaxInflatedBytes)
            throw OverLimit.Of(context, nameof(DocumentLimits.MaxInflatedBytes), _limits.MaxInflatedBytes, "bytes");
        Check();
    }

    /// <summary>A budget for an image alone, under the same time limit.</summary>
    public PdfBudget ForImage() => new(context, cancellationToken);

    /// <summary>Counts objects that were parsed, or that the file claims to hold.</summary>
    public void AddObjects(long count)
    {
        if ((_objects += count) > _limits.MaxObjects) throw Over(nameof(DocumentLimits.MaxObjects), _limits.MaxObjects, "objects");
    }

    /// <summary>Takes back what was counted of objects that were not kept and are to be read anew.</summary>
    /// <param name="count">How many.</param>
    public void TakeBackObjects(long count) => _objects -= count;

    /// <summary>Counts operators of content streams.</summary>
    public void AddOperations(long count)
    {
        if ((_operations += count) > _limits.MaxOperations) throw Over(nameof(DocumentLimits.MaxOperations), _limits.MaxOperations, "drawing operators");
        Check();
    }

    /// <summary>Counts characters that were shown, seen or not.</summary>
    public void AddGlyphs(long count)
    {
        if ((_glyphs += count) > _limits.MaxGlyphs) throw Over(nameof(DocumentLimits.MaxGlyphs), _limits.MaxGlyphs, "characters");
    }

    /// <summary>Refuses what lies too deep within its like: 1 is the outermost.</summary>
    /// <exception cref="DocumentReadException">It is over <see cref="DocumentLimits.MaxNesting"/>.</exception>
    /// <exception cref="PdfDamageException">The limit allows it, but the stack does not.</exception>
    public void CheckNesting(int depth)
    {
        if (depth > _limits.MaxNesting) throw Over(nameof(DocumentLimits.MaxNesting), _limits.MaxNesting, "levels of nesting");
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new PdfDamageException("Objects are nested too deeply.");
    }

    public DocumentReadException TooManyOperatorsOnPage() => OverPage(nameof(DocumentLimits.MaxOperations), MaxOperatorsPerPage, "operators");

    public DocumentReadException TooManyGlyphsOnPage() => OverPage(nameof(DocumentLimits.MaxGlyphs), MaxGlyphsPerPage, "characters");

    private DocumentReadException Over(string limit, long most, string what) => Error(
        limit, string.Create(CultureInfo.InvariantCulture, $"'{context.Name}' is over {limit} ({most} {what}). Raise the limit, or split the file."));

    private DocumentReadException OverPage(string limit, int most, string what) => Error(
        limit, string.Create(CultureInfo.InvariantCulture, $"'{context.Name}' has a page with more than {most} {what}, which is over the part of {limit} that one page may take. Print it anew, or leave it out."));

    private DocumentReadException Error(string limit, string message) => new(context.Name, DocumentFault.OverLimit, message) { Limit = limit };
}
