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

    /// <summary>Files of one archive, or attachments of one message, that are read; one that holds more fails. From 1 to 1,000,000.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxArchiveEntries { get; set; } = 10_000;

    /// <summary>How many archives and messages may lie within each other; those further in are left out and reported. From 1 to 16.</summary>
    /// <value>Default: 3.</value>
    public int MaxArchiveDepth { get; set; } = 3;
}
