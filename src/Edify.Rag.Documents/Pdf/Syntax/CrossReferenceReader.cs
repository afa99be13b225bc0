namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>Reads the chain of cross-reference tables and streams (ISO 32000-2, 7.5.4 to 7.5.8), newest first.</summary>
/// <param name="source">The file.</param>
/// <param name="objects">Reads cross-reference streams.</param>
/// <param name="resolver">Resolves references in trailers.</param>
/// <param name="origin">Offset of "%PDF-", from which offsets count.</param>
/// <param name="budget">What the entries count against.</param>
internal sealed class CrossReferenceReader(ByteSource source, IndirectObjectReader objects, IObjectResolver resolver, long origin, PdfBudget budget)
{
    private const int TailBytes = 2048;
    private const int MaxSections = 4096;
    private const int EntriesBetweenChecks = 1 << 16;

    private readonly CrossReferenceTable _table = new(budget);

    // Entries that a section calls free; hybrid files hide objects so from readers that know no cross-reference streams.
    private readonly List<long> _free = [];

    /// <summary>The table; <see langword="null"/> when the newest section is missing or broken, so that the file must be scanned.</summary>
    public CrossReferenceTable? Read()
    {
        if (FindStart() is not { } start) return null;
        var pending = new Queue<long>([start]);
        var seen = new HashSet<long>();
        while (pending.TryDequeue(out var offset) && seen.Count < MaxSections)
        {
            budget.Check(); // a chain of sections may be as long as an attacker likes
            if (!seen.Add(offset)) continue;
            if (ReadSection(offset) is not { } trailer) return null;
            _table.Trailer.AddMissing(trailer);
            ReadHidden(trailer, seen);
            if (trailer.Raw("Prev") is PdfNumber previous) pending.Enqueue((long)previous.Value);
        }

        return _table;
    }

    // A hybrid file's stream belongs to its section: it comes before the section's free entries, and before older sections (7.5.8.4).
    private void ReadHidden(PdfDictionary trailer, HashSet<long> seen)
    {
        var free = _free.ToArray();
        if (trailer.Raw("XRefStm") is PdfNumber hybrid && seen.Add((long)hybrid.Value) && ReadSection((long)hybrid.Value) is { } hidden) _table.Trailer.AddMissing(hidden);
        foreach (var number in free) _table.AddOlder(number, new ObjectLocation(LocationKind.Free, 0));
        _free.Clear();
    }

    private long? FindStart()
    {
        var from = Math.Max(0, source.Length - TailBytes);
        var tail = source.Slice(from, TailBytes);
        var found = tail.LastIndexOf("startxref"u8);
        if (found < 0) return null;
        var lexer = new PdfLexer(tail, found + 9);
        return lexer.Read() == TokenKind.Number ? (long)lexer.Number : null;
    }

    private PdfDictionary? ReadSection(long offset) =>
        ReadSectionAt(offset + origin) ?? (origin > 0 ? ReadSectionAt(offset) : null);

    private PdfDictionary? ReadSectionAt(long offset)
    {
        var head = source.Slice(offset, 64);
        var lexer = new PdfLexer(head);
        lexer.Read();
        if (lexer.Kind == TokenKind.Keyword && lexer.Token.StartsWith("xref"u8)) return ReadTable(offset + lexer.Start + 4);
        return objects.ReadAt(offset)?.Value is PdfStream stream && stream.Dictionary.Contains("W") ? ReadStream(stream) : null;
    }

    private PdfDictionary? ReadTable(long offset)
    {
        // A classic table takes 20 bytes an entry; the window grows until the trailer is inside.
        for (long size = 64 << 10; ; size *= 8)
        {
            var window = source.Slice(offset, size);
            var isWhole = offset + window.Length >= source.Length;
            var parser = new ObjectParser(window, budget, resolver);
            _free.Clear();
            var isTable = ReadEntries(ref parser.Lexer);
            if (!isTable && !(parser.Lexer.TouchesEnd && !isWhole)) return null;
            if (isTable && parser.TryRead(out var trailer) && (!parser.Lexer.TouchesEnd || isWhole)) return trailer as PdfDictionary;
            if (isWhole) return null;
        }
    }

    // True once the keyword "trailer" has been read.
    private bool ReadEntries(ref PdfLexer lexer)
    {
        while (true)
        {
            lexer.Read();
            if (lexer.IsKeyword("trailer"u8)) return true;
            if (lexer.Kind != TokenKind.Number) return false;
            var first = (long)lexer.Number;
            if (lexer.Read() != TokenKind.Number) return false;
            if (!ReadSubsection(ref lexer, first, (long)lexer.Number)) return false;
        }
    }

    private bool ReadSubsection(ref PdfLexer lexer, long first, long count)
    {
        for (long i = 0; i < count; i++)
        {
            if (i % EntriesBetweenChecks == 0) budget.Check();
            var before = lexer.Position;
            if (lexer.Read() != TokenKind.Number)
            {
                lexer.Position = before; // fewer entries than announced
                return lexer.IsKeyword("trailer"u8);
            }

            var offset = (long)lexer.Number;
            if (lexer.Read() != TokenKind.Number) return false;
            var generation = lexer.Number;
            if (lexer.Read() != TokenKind.Keyword) return false;
            var isUsed = lexer.Token is [(byte)'n'];
            if (i == 0 && first == 1 && !isUsed && generation == 65535) first = 0; // off by one: object 0 heads the free list
            if (isUsed) _table.AddOlder(first + i, new ObjectLocation(LocationKind.InFile, offset));
            else AddFree(first + i);
        }

        return true;
    }

    private void AddFree(long number)
    {
        budget.AddObjects(1);
        _free.Add(number);
    }

    private PdfDictionary? ReadStream(PdfStream stream)
    {
        if (stream.Dictionary.Numbers("W", 3) is not { } w || w.Any(x => x is < 0 or > 8)) return null;
        int[] widths = [(int)w[0], (int)w[1], (int)w[2]];
        var entryBytes = widths.Sum();
        if (entryBytes == 0) return null;
        var index = stream.Dictionary.Numbers("Index") ?? [0, stream.Dictionary.Number("Size")];
        ReadOnlySpan<byte> rest = stream.Decode();
        for (var i = 0; i + 1 < index.Length; i += 2)
        {
            for (long k = 0; k < index[i + 1] && rest.Length >= entryBytes; k++)
            {
                AddStreamEntry((long)index[i] + k, rest[..entryBytes], widths);
                rest = rest[entryBytes..];
            }
        }

        return stream.Dictionary;
    }

    private void AddStreamEntry(long number, ReadOnlySpan<byte> entry, int[] widths)
    {
        var type = widths[0] == 0 ? 1 : BigEndian(entry[..widths[0]]);
        var second = BigEndian(entry.Slice(widths[0], widths[1]));
        var kind = type switch
        {
            1 => LocationKind.InFile,
            2 => LocationKind.InObjectStream,
            _ => LocationKind.Free,
        };
        _table.AddOlder(number, new ObjectLocation(kind, second));
    }

    private static long BigEndian(ReadOnlySpan<byte> bytes)
    {
        long value = 0;
        foreach (var b in bytes) value = value << 8 | b;
        return value;
    }
}
