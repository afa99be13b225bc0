using System.Reflection;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Opens the embedded tables of facts about fonts; their sources are named in NOTICE.txt.</summary>
internal static class FontData
{
    public static Stream Open(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"Edify.Rag.Documents.Pdf.Fonts.Data.{name}")
        ?? throw new InvalidOperationException($"The resource '{name}' is missing from the assembly.");

    public static string[] ReadLines(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
