using System.Globalization;
using System.Text;

namespace Edify.Rag.Tests.Shared;

/// <summary>A file of the PDF corpus, with what is known of it.</summary>
/// <param name="Folder">Where the corpus lies.</param>
/// <param name="Name">Its path below the corpus.</param>
/// <param name="Category">Why it is in the corpus.</param>
/// <param name="Password">What opens it; empty when none is needed.</param>
/// <param name="Pages">Number of its pages; 0 where nobody could tell.</param>
/// <param name="ExpectedName">Path of the text that came with it; empty where none did.</param>
/// <param name="IsReadable">Whether another reader, pdftotext, opens it.</param>
internal sealed record PdfCorpusFile(string Folder, string Name, string Category, string Password, int Pages, string ExpectedName, bool IsReadable)
{
    private const int FewestWords = 5;
    private const double MostGarbage = 0.1;
    private const double LeastAgreement = 0.5;

    public string Path => System.IO.Path.Combine(Folder, Name);

    /// <summary>What pdftotext says; <see langword="null"/> when it says nothing.</summary>
    public string? Reference => Text(System.IO.Path.Combine("poppler-text", System.IO.Path.GetFileName(Name) + ".txt"));

    /// <summary>What the suite that the file comes from says; <see langword="null"/> when it says nothing.</summary>
    public string? Expected => ExpectedName.Length > 0 ? Text(ExpectedName) : null;

    /// <summary>What pdftotext says where it is of use: some words, most of whose characters it could decode.</summary>
    public string? UsableReference => IsReadable && Reference is { } text && IsUsable(text) ? text : null;

    /// <summary>
    /// What the suite says where it is of use: where pdftotext finds half of its words too. Some suites keep what their
    /// library once gave, with words run together.
    /// </summary>
    public string? UsableExpected =>
        Expected is { } text && Reference is { } other && WordOverlap.F1(text, other) >= LeastAgreement ? text : null;

    private static bool IsUsable(string text) =>
        text.Count(c => c == '\uFFFD' || (char.IsControl(c) && !char.IsWhiteSpace(c)) || char.GetUnicodeCategory(c) == UnicodeCategory.PrivateUse) <= MostGarbage * text.Length
        && WordOverlap.Words(text).Skip(FewestWords - 1).Any();

    private string? Text(string name) => System.IO.Path.Combine(Folder, name) is var path && File.Exists(path) ? File.ReadAllText(path) : null;
}

/// <summary>The PDF corpus.</summary>
internal static class PdfCorpus
{
    /// <summary>Its files, in the order of its manifest.</summary>
    /// <param name="folder">Where it lies.</param>
    public static IReadOnlyList<PdfCorpusFile> Files(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, "manifest.csv")).Skip(1).Select(line => Parse(folder, Fields(line)))];

    private static PdfCorpusFile Parse(string folder, List<string> fields) => new(
        folder,
        fields[0],
        fields[1],
        fields[7],
        int.TryParse(fields[10], NumberStyles.None, CultureInfo.InvariantCulture, out var pages) ? pages : 0,
        fields[8],
        fields[13] == "0");

    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
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

        return fields;
    }
}
