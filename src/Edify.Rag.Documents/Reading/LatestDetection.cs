namespace Edify.Rag.Documents.Reading;

/// <summary>What was found out last on a thread: a dozen readers are asked about the same file, one after the other.</summary>
/// <remarks>It compares the bytes themselves, of which it keeps its own, so that it never answers for another file.</remarks>
internal sealed class LatestDetection
{
    private const int MostBytes = 4096;

    [ThreadStatic]
    private static LatestDetection? s_latest;

    private readonly byte[] _head = new byte[MostBytes];
    private int _length = -1;
    private string _name = string.Empty;
    private string? _contentType;
    private DocumentFormat _format;

    /// <summary>The format of a file, looked for if it is not the same file as before.</summary>
    /// <param name="probe">What is known of it.</param>
    /// <param name="detect">Looks for the format.</param>
    public static DocumentFormat Of(DocumentProbe probe, Func<DocumentProbe, DocumentFormat> detect)
    {
        if (probe.Head.Length > MostBytes) return detect(probe);
        var latest = s_latest ??= new LatestDetection();
        if (!latest.IsOf(probe)) latest.Keep(probe, detect(probe));
        return latest._format;
    }

    private bool IsOf(DocumentProbe probe) =>
        _length == probe.Head.Length && _name == probe.Name && _contentType == probe.ContentType && probe.Head.Span.SequenceEqual(_head.AsSpan(0, _length));

    private void Keep(DocumentProbe probe, DocumentFormat format)
    {
        (_length, _name, _contentType, _format) = (probe.Head.Length, probe.Name, probe.ContentType, format);
        probe.Head.Span.CopyTo(_head);
    }
}
