namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>A file of the corpus, with what is known of it.</summary>
/// <param name="Name">Its path below the corpus.</param>
/// <param name="Category">Why it is in the corpus.</param>
/// <param name="Password">What opens it; empty when none is needed.</param>
/// <param name="IsReadable">Whether another reader, pdftotext, opens it.</param>
public sealed record PdfCorpusFile(string Name, string Category, string Password, bool IsReadable)
{
    public string Path => System.IO.Path.Combine(PdfCorpus.Folder, Name);

    /// <summary>What pdftotext says; <see langword="null"/> when it says nothing.</summary>
    public string? Reference => ReadText("poppler-text");

    /// <summary>What the suite says that the file comes from; <see langword="null"/> when it says nothing.</summary>
    public string? Expected => ReadText("expected");

    private string? ReadText(string folder)
    {
        var path = System.IO.Path.Combine(PdfCorpus.Folder, folder, System.IO.Path.GetFileName(Name) + ".txt");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}

/// <summary>The PDF corpus, when the machine has it.</summary>
public static class PdfCorpus
{
    public static string Folder => ConformanceData.Folder("pdf");

    public static IReadOnlyList<PdfCorpusFile> Files() =>
        [.. File.ReadLines(Path.Combine(Folder, "manifest.csv")).Skip(1).Select(ParseLine)];

    private static PdfCorpusFile ParseLine(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        var isQuoted = false;
        foreach (var c in line + ",")
        {
            if (c == '"') isQuoted = !isQuoted;
            else if (c == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else field.Append(c);
        }

        return new PdfCorpusFile(fields[0], fields[1], fields[7], fields[13] == "0");
    }
}
