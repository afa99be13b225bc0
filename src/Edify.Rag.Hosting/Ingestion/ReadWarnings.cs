namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Keeps what is worth showing of a reading; pages that were read or recognized are not.</summary>
internal sealed class ReadWarnings(List<string> warnings) : IProgress<ReadEvent>
{
    private const int Most = 5;

    public void Report(ReadEvent value)
    {
        if (value.Kind is ReadEventKind.PageRead or ReadEventKind.Recognized || warnings.Count > Most) return;
        warnings.Add(warnings.Count == Most ? "and more" : Sentence(value));
    }

    private static string Sentence(ReadEvent value)
    {
        var what = value.Kind switch
        {
            ReadEventKind.NeedsOcr => "needs OCR",
            ReadEventKind.Undecodable => "could not be decoded",
            ReadEventKind.LeftOut => "was not read whole",
            _ => "was repaired",
        };
        return $"{(value.Page > 0 ? $"Page {value.Page}" : "The file")} {what}{(value.Detail.Length > 0 ? $": {value.Detail}" : string.Empty)}";
    }
}
