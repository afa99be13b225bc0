namespace Edify.Rag;

/// <summary>What the document readers take from files, where there is a choice.</summary>
public sealed class DocumentReaderOptions
{
    /// <summary>Whether comments of reviewers are read, as notes: those of DOCX, PPTX and XLSX.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeComments { get; set; }

    /// <summary>Whether the speaker's notes of slides are read, as notes.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool IncludeSpeakerNotes { get; set; } = true;

    /// <summary>Whether slides and sheets that are hidden are read.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeHidden { get; set; }

    /// <summary>Whether only the main content of a web page is read: its article, without navigation, teasers and comments.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool MainContentOnly { get; set; } = true;
}
