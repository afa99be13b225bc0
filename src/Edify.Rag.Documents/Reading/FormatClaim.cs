namespace Edify.Rag.Documents.Reading;

/// <summary>What name and media type say of a file, before its content is asked.</summary>
/// <param name="Extension">Extension of the name with its dot; empty without one.</param>
/// <param name="ByName">The format that has the extension.</param>
/// <param name="ByMediaType">The format that the store claims.</param>
internal readonly record struct FormatClaim(string Extension, DocumentFormat ByName, DocumentFormat ByMediaType)
{
    /// <summary>Whether the name promises a document of Office.</summary>
    public bool IsOfficeByName => ByName is DocumentFormat.Docx or DocumentFormat.Pptx or DocumentFormat.Xlsx;

    /// <summary>Whether the name promises a file in a ZIP archive, or an archive.</summary>
    public bool IsPackageByName => IsPackage(ByName);

    /// <summary>Whether the name promises a file that is no text.</summary>
    public bool IsBinaryByName => ByName == DocumentFormat.Pdf || IsPackageByName;

    /// <summary>Whether a format is stored as a ZIP archive.</summary>
    /// <param name="format">The format.</param>
    public static bool IsPackage(DocumentFormat format) =>
        format is DocumentFormat.Docx or DocumentFormat.Pptx or DocumentFormat.Xlsx or DocumentFormat.Epub or DocumentFormat.Zip;
}
