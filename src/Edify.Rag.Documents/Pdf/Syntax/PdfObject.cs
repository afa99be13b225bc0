namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>A value of the PDF object model (ISO 32000-2, 7.3). The null object is C#'s <see langword="null"/>.</summary>
internal abstract class PdfObject;

internal sealed class PdfBoolean : PdfObject
{
    public static readonly PdfBoolean True = new(true);
    public static readonly PdfBoolean False = new(false);

    private PdfBoolean(bool value) => Value = value;

    public bool Value { get; }
}

internal sealed class PdfNumber(double value) : PdfObject
{
    public double Value { get; } = value;
}

internal sealed class PdfName(string value) : PdfObject
{
    public string Value { get; } = value;
}

internal sealed class PdfString(byte[] bytes) : PdfObject
{
    public byte[] Bytes { get; } = bytes;
}

/// <summary>A reference to an indirect object, resolved when it is asked for.</summary>
internal sealed class PdfReference(IObjectResolver? resolver, int number, int generation) : PdfObject
{
    public int Number { get; } = number;

    public int Generation { get; } = generation;

    public PdfObject? Resolve() => resolver?.Load(Number);
}

/// <summary>Gives indirect objects by number; never a reference.</summary>
internal interface IObjectResolver
{
    PdfObject? Load(int number);
}

/// <summary>The file breaks the format so that what is being read cannot be understood.</summary>
/// <remarks>Never leaves the reader: a page is skipped, a document becomes a <see cref="DocumentReadException"/>.</remarks>
internal sealed class PdfDamageException(string message) : Exception(message);
