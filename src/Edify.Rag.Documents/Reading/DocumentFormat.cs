namespace Edify.Rag.Documents.Reading;

/// <summary>Formats that <see cref="DocumentFormats"/> tells apart.</summary>
internal enum DocumentFormat
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>Portable Document Format.</summary>
    Pdf,

    /// <summary>Office Open XML word processing.</summary>
    Docx,

    /// <summary>HTML or XHTML.</summary>
    Html,

    /// <summary>Markdown.</summary>
    Markdown,

    /// <summary>Text without markup.</summary>
    Text,

    /// <summary>Office Open XML presentation.</summary>
    Pptx,

    /// <summary>Office Open XML workbook.</summary>
    Xlsx,

    /// <summary>Rows of values, separated by commas, semicolons or tabs.</summary>
    Csv,

    /// <summary>EPUB publication.</summary>
    Epub,

    /// <summary>Internet message.</summary>
    Eml,

    /// <summary>ZIP archive that is none of the others.</summary>
    Zip,
}
