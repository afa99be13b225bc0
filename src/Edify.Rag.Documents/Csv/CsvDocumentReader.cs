using System.Globalization;
using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Reading;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Csv;

/// <summary>Reads rows of cells parted by commas, semicolons, tabs or bars, in memory that does not grow with the file.</summary>
/// <remarks>
/// The delimiter is the one under which the rows of the first block agree best, or what a first line "sep=;" names. The
/// table comes in pieces of about 16 Ki characters, each beginning with the header row.
/// </remarks>
internal sealed class CsvDocumentReader : IDocumentReader
{
    /// <inheritdoc/>
    public string Fingerprint => "csv/1";

    /// <inheritdoc/>
    public bool NeedsSeeking => false;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Csv;

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        return ReadRowsAsync(content, context, cancellationToken);
    }

    private static async IAsyncEnumerable<DocumentElement> ReadRowsAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var decoder = new TextDecoder(content);
        var block = await decoder.ReadAsync(cancellationToken).ConfigureAwait(false);
        var (named, rows) = DelimiterLine.Read(block);
        var dialect = named is { } delimiter ? CsvDialect.By(rows.Span, delimiter) : CsvDialect.Of(rows.Span, PreferredBy(context.Name));
        var parser = new CsvParser(dialect.Delimiter);
        var table = new CsvTable(dialect.Columns);

        for (block = rows; !block.IsEmpty; block = await decoder.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(block.Span, parser, table);
            foreach (var element in table.Elements) yield return element;
            table.Elements.Clear();
        }

        if (parser.Complete()) table.Add(parser.Row);
        table.EndPiece();
        foreach (var element in table.Elements) yield return element;
        decoder.ReportLosses(context);
        ReportCuts(parser, context);
    }

    private static void Add(ReadOnlySpan<char> block, CsvParser parser, CsvTable table)
    {
        while (parser.TryReadRow(ref block)) table.Add(parser.Row);
    }

    private static char PreferredBy(string name) => Path.GetExtension(name).ToUpperInvariant() is ".TSV" or ".TAB" ? '\t' : ',';

    private static void ReportCuts(CsvParser parser, DocumentContext context)
    {
        if (parser.Cut == 0) return;
        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{parser.Cut} rows or quoted cells were ended at {CsvParser.LongestRow} and {CsvParser.LongestQuoted} characters: a quote is not closed");
        context.Report?.Report(new(ReadEventKind.Repaired, 0, detail));
    }
}
