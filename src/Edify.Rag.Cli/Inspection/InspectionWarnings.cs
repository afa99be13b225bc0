using System.Globalization;

namespace Edify.Rag.Cli.Inspection;

/// <summary>What readers reported, in sentences.</summary>
internal static class InspectionWarnings
{
    public static IReadOnlyList<string> Of(DocumentReport report)
    {
        var left = report.WarningCount - report.Warnings.Count;
        return [.. report.Warnings.Select(Sentence), .. left > 0 ? [string.Create(CultureInfo.InvariantCulture, $"and {left:N0} more")] : Array.Empty<string>()];
    }

    private static string Sentence(ReadEvent warning)
    {
        var what = warning.Kind switch
        {
            ReadEventKind.NeedsOcr => "needs OCR",
            ReadEventKind.Undecodable => "could not be decoded in full",
            ReadEventKind.LeftOut => "was not read whole",
            _ => "was repaired",
        };
        return $"{(warning.Page > 0 ? $"Page {warning.Page}" : "The file")} {what}{(warning.Detail.Length > 0 ? $": {warning.Detail}" : string.Empty)}";
    }
}
