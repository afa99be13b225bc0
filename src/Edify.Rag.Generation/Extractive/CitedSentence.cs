using System.Globalization;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Writes evidence as a sentence with its citation before the full stop.</summary>
internal static class CitedSentence
{
    private const string Terminators = ".!?…।॥。！？";

    public static string Of(Evidence evidence)
    {
        var text = evidence.Text.TrimEnd(' ', ';', ',', ':');
        var end = text.Length;
        while (end > 0 && Terminators.Contains(text[end - 1], StringComparison.Ordinal)) end--;
        var citation = string.Create(CultureInfo.InvariantCulture, $" [{evidence.Passage}]");
        return end == text.Length ? text + citation + "." : text[..end] + citation + text[end..];
    }
}
