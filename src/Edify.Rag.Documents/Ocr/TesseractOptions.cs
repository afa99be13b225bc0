namespace Edify.Rag;

/// <summary>How the installed <c>tesseract</c> program is run.</summary>
public sealed class TesseractOptions
{
    /// <summary>The program: a name that is found on the search path, or a path.</summary>
    /// <value>Default: "tesseract".</value>
    public string Path { get; set; } = "tesseract";

    /// <summary>Languages to recognize, as the program names them, joined by '+': "eng+deu". Their data must be installed.</summary>
    /// <value>Default: "eng".</value>
    public string Languages { get; set; } = "eng";

    /// <summary>How long one image may take. From 1 second to 1 hour.</summary>
    /// <value>Default: 2 minutes.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The program's page segmentation mode: 1 or 3 to 13. 3 finds columns and paragraphs, 6 takes the page for one block.</summary>
    /// <value>Default: 3.</value>
    public int PageSegmentation { get; set; } = 3;

    /// <summary>How many processes run at once; 0 for as many as there are processors. Up to 256.</summary>
    /// <value>Default: 0.</value>
    public int MaxParallel { get; set; }
}
