using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Catalog;

/// <summary>Reads what a file can do without: a part that is damaged, or is not what it should be, is reported and left out.</summary>
/// <remarks>Limits, cancellation and failures of the stream pass.</remarks>
internal sealed class OptionalParts(ReadLog log)
{
    /// <summary>A part; <see langword="null"/> when there is none, or none that can be read.</summary>
    /// <param name="name">What it is called in the report.</param>
    /// <param name="read">Reads it.</param>
    public T? Read<T>(string name, Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (ReadSession.IsOfParsing(e))
        {
            log.Report(ReadEventKind.Repaired, 0, Loss(name));
            return null;
        }
    }

    /// <summary>A part that should be a dictionary.</summary>
    /// <param name="owner">Where it stands.</param>
    /// <param name="key">Under which key.</param>
    /// <param name="name">What it is called in the report.</param>
    public PdfDictionary? Dictionary(PdfDictionary? owner, string key, string name) =>
        Read(name, () => Expect<PdfDictionary>(owner, key, static value => PdfDictionary.AsDictionary(value)));

    /// <summary>A part that should be a stream.</summary>
    /// <param name="owner">Where it stands.</param>
    /// <param name="key">Under which key.</param>
    /// <param name="name">What it is called in the report.</param>
    public PdfStream? Stream(PdfDictionary? owner, string key, string name) =>
        Read(name, () => Expect<PdfStream>(owner, key, static value => value as PdfStream));

    /// <summary>Reports at once, for who remembers that a part is lost when the step is done anew.</summary>
    /// <param name="name">What it is called in the report.</param>
    public void ReportLastingLoss(string name) => log.ReportLasting(ReadEventKind.Repaired, Loss(name));

    private static string Loss(string name) => $"The {name} is damaged and was left out.";

    // A reference to nothing stands for nothing (ISO 32000-2, 7.3.10), which is no damage.
    private static T? Expect<T>(PdfDictionary? owner, string key, Func<PdfObject, T?> convert) where T : class => owner?[key] switch
    {
        null => null,
        var value => convert(value) ?? throw new PdfDamageException("A part of the catalog is of another type than it should be."),
    };
}
