namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>What a scan found.</summary>
/// <param name="Table">Where objects lie, with the trailer entries found.</param>
/// <param name="ObjectStreams">Numbers of object streams, whose content is yet to be listed.</param>
/// <param name="Catalog">Number of the last object that looks like a catalog; -1 when none does.</param>
internal sealed record ScanResult(CrossReferenceTable Table, Queue<int> ObjectStreams, int Catalog)
{
    /// <summary>Objects among which the catalog is looked for, when none looks like one; <see langword="null"/> before that.</summary>
    public Stack<int>? Candidates { get; set; }
}

/// <summary>Repairs a file whose cross-reference is missing or wrong by looking for "n g obj" in all of it.</summary>
/// <remarks>A scan that stumbles over bytes yet to be fetched goes on from there when it is called again.</remarks>
internal sealed class FileScanner(ByteSource source, IObjectResolver resolver, long origin, PdfBudget budget)
{
    private const int ChunkBytes = 1 << 20;
    private const int Overlap = 512;
    private const int TrailerBytes = 16 << 10;
    private const int MaxTrailers = 1000;

    private readonly CrossReferenceTable _table = new(budget);
    private readonly List<PdfDictionary> _trailers = [];
    private readonly Queue<int> _objectStreams = new();
    private int _catalog = -1;
    private long _position;

    public ScanResult Scan()
    {
        for (; _position < source.Length; _position += ChunkBytes)
        {
            budget.Check();
            // The chunk begins earlier, so that a number before "obj" is seen, and ends later, so that what follows is.
            var lead = (int)Math.Min(_position, Overlap);
            var chunk = source.Slice(_position - lead, lead + ChunkBytes + Overlap);
            FindObjects(chunk, _position - lead, lead);
            FindTrailers(chunk, lead);
            source.Release();
        }

        // The newest trailer comes last and wins; one without a catalog is a remnant.
        foreach (var trailer in Enumerable.Reverse(_trailers).OrderByDescending(t => t.Contains("Root"))) _table.Trailer.AddMissing(trailer);
        return new ScanResult(_table, _objectStreams, _catalog);
    }

    private void FindObjects(ReadOnlySpan<byte> chunk, long chunkStart, int lead)
    {
        for (var at = 0; ; at += 3)
        {
            var next = chunk[at..].IndexOf("obj"u8);
            if (next < 0) return;
            at += next;
            if (at < lead || at >= lead + ChunkBytes || !ReadBackwards(chunk, at, out var start, out var number)) continue;
            _table.AddNewer(number, new ObjectLocation(LocationKind.InFile, chunkStart + start - origin));
            Classify(chunk.Slice(at + 3, Math.Min(Overlap - 16, chunk.Length - at - 3)), number);
        }
    }

    private void Classify(ReadOnlySpan<byte> body, int number)
    {
        var end = body.IndexOf("endobj"u8);
        if (end >= 0) body = body[..end];
        if (body.IndexOf("/ObjStm"u8) >= 0) _objectStreams.Enqueue(number);
        if (body.IndexOf("/Catalog"u8) >= 0 && body.IndexOf("/Pages"u8) >= 0) _catalog = number;
        if (body.IndexOf("/XRef"u8) < 0) return;
        var parser = new ObjectParser(body, budget, resolver);
        if (parser.TryRead(out var value) && value is PdfDictionary dictionary && dictionary.Contains("Root")) _trailers.Add(dictionary);
    }

    // "12 0 obj": reads the two numbers before the keyword.
    private static bool ReadBackwards(ReadOnlySpan<byte> chunk, int keyword, out int start, out int number)
    {
        (start, number) = (keyword, 0);
        return SkipSpace(chunk, ref start) >= 0 && ReadDigits(chunk, ref start, 5, out _)
            && SkipSpace(chunk, ref start) > 0 && ReadDigits(chunk, ref start, 8, out number);
    }

    private static int SkipSpace(ReadOnlySpan<byte> chunk, ref int position)
    {
        var from = position;
        while (position > 0 && PdfCharacters.IsWhiteSpace(chunk[position - 1])) position--;
        return from - position;
    }

    private static bool ReadDigits(ReadOnlySpan<byte> chunk, ref int position, int most, out int value)
    {
        value = 0;
        var scale = 1;
        var digits = 0;
        for (; digits < most && position > 0 && PdfCharacters.IsDigit(chunk[position - 1]); digits++, position--)
        {
            value += (chunk[position - 1] - '0') * scale;
            scale *= 10;
        }

        return digits > 0;
    }

    private void FindTrailers(ReadOnlySpan<byte> chunk, int lead)
    {
        for (var at = lead; ; at += 7)
        {
            var next = chunk[at..].IndexOf("trailer"u8);
            if (next < 0 || at + next >= lead + ChunkBytes || _trailers.Count >= MaxTrailers) return;
            at += next;
            var parser = new ObjectParser(chunk.Slice(at + 7, Math.Min(TrailerBytes, chunk.Length - at - 7)), budget, resolver);
            if (parser.TryRead(out var value) && value is PdfDictionary trailer) _trailers.Add(trailer);
        }
    }
}
