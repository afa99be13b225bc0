namespace Edify.Rag.Documents.OpenXml.Packaging;

/// <summary>One of the formats that Office Open XML comprises, as far as packages of it differ.</summary>
/// <param name="Program">The program that writes it.</param>
/// <param name="Extension">Extension with a dot.</param>
/// <param name="DefaultPart">Its main part, where the package does not say.</param>
/// <param name="Root">Name of that part's root element.</param>
internal sealed record OfficeFormat(string Program, string Extension, string DefaultPart, string Root)
{
    /// <summary>Documents.</summary>
    public static readonly OfficeFormat Word = new("Word", ".docx", "word/document.xml", "document");

    /// <summary>Presentations.</summary>
    public static readonly OfficeFormat PowerPoint = new("PowerPoint", ".pptx", "ppt/presentation.xml", "presentation");

    /// <summary>Workbooks.</summary>
    public static readonly OfficeFormat Excel = new("Excel", ".xlsx", "xl/workbook.xml", "workbook");

    /// <summary>The error for an archive that holds none of it.</summary>
    /// <param name="document">Name of the document.</param>
    public DocumentReadException Missing(string document) => new(
        document,
        DocumentFault.Unsupported,
        $"'{document}' is an archive without a {Program} document in it. Save what it holds as {Extension}, PDF or HTML, then try again.");
}
