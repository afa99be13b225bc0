using Edify.Rag.Documents.Pdf.Filters;
using Edify.Rag.Documents.Pdf.Images;
using Edify.Rag.Documents.Pdf.Security;

namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>The objects of a file, loaded when asked for.</summary>
/// <remarks>When an object is not where the cross-reference says, the file is scanned once and the search starts anew.</remarks>
internal sealed class ObjectStore : IObjectResolver, IStreamDecoder
{
    private const int MaxCached = 4000;
    private const int MaxChain = 32;

    private readonly ByteSource _source;
    private readonly PdfBudget _budget;
    private readonly ReadLog _log;
    private readonly IndirectObjectReader _reader;
    private readonly Dictionary<int, PdfObject?> _cache = [];
    private readonly HashSet<int> _loading = [];
    private readonly ObjectStreams _objectStreams;
    private readonly StreamDecoder _decoder;
    private readonly long _origin;
    private CrossReferenceTable _table = new();
    private IReadOnlyList<int> _unlistedStreams = [];
    private SecurityHandler? _security;

    public ObjectStore(ByteSource source, PdfBudget budget, ReadLog log)
    {
        _source = source;
        _budget = budget;
        _log = log;
        _reader = new IndirectObjectReader(source, this, this);
        _objectStreams = new ObjectStreams(this);
        _decoder = new StreamDecoder(budget);
        _origin = Math.Max(0, source.Slice(0, 8192).IndexOf("%PDF-"u8));
    }

    public PdfDictionary Trailer => _table.Trailer;

    public bool WasScanned { get; private set; }

    public bool IsUnlocked => _security is not null;

    public IEnumerable<int> Numbers => _table.Numbers;

    /// <summary>Reads the cross-reference, or scans the file when that cannot be done.</summary>
    public void Open()
    {
        var table = TryReadTable();
        if (table is not null && table.Trailer.Contains("Root")) _table = table;
        else Scan("the cross-reference table is missing or broken");
    }

    private CrossReferenceTable? TryReadTable()
    {
        try
        {
            return new CrossReferenceReader(_source, _reader, this, _origin).Read(_budget.Check);
        }
        catch (PdfDamageException)
        {
            return null;
        }
    }

    /// <summary>Decrypts from now on.</summary>
    public void Unlock(SecurityHandler security)
    {
        _security = security;
        _reader.StringDecryption = security.StringDecryption;
        ForgetObjects();
        ListObjectStreams();
    }

    /// <summary>Finds the objects by scanning the file; at most once.</summary>
    public void Scan(string reason)
    {
        if (WasScanned) return;
        WasScanned = true;
        _log.Report(ReadEventKind.Repaired, 0, $"Objects were found by scanning the file: {reason}.");
        var (previous, scan) = (_table.Trailer, new FileScanner(_source, this, _origin).Scan(_budget.Check));
        _table = scan.Table;
        _unlistedStreams = scan.ObjectStreams;
        ForgetObjects();
        Trailer.AddMissing(previous);
        if (_security is not null || !Trailer.Contains("Encrypt")) ListObjectStreams();
        if (Trailer.Dictionary("Root") is { } root && root.Contains("Pages")) return;
        var catalog = scan.Catalog >= 0 ? scan.Catalog : Numbers.ToList().FindLast(n => Load(n) is PdfDictionary d && d.Name("Type") == "Catalog");
        if (catalog > 0) Trailer.Set("Root", new PdfReference(this, catalog, 0));
    }

    /// <summary>Drops cached objects when there are many; called between pages.</summary>
    public void Trim()
    {
        if (_cache.Count > MaxCached) ForgetObjects();
    }

    public PdfObject? Load(int number)
    {
        for (var i = 0; i < MaxChain; i++)
        {
            var value = LoadDirect(number);
            if (value is not PdfReference reference) return value;
            number = reference.Number;
        }

        return null;
    }

    public byte[] Decode(PdfStream stream)
    {
        var raw = _source.Slice(stream.Offset, stream.Length);
        return _security is null ? _decoder.Decode(raw, stream.Dictionary) : _decoder.Decode(_security.DecryptStream(raw, stream), stream.Dictionary);
    }

    // Images have a budget each, for their pixels are counted before: those of a long scan are not to cost its text.
    public EncodedImage DecodeImage(PdfStream stream)
    {
        var raw = _source.Slice(stream.Offset, stream.Length);
        var decoder = new StreamDecoder(_budget.ForImage());
        return _security is null ? decoder.DecodeImage(raw, stream.Dictionary) : decoder.DecodeImage(_security.DecryptStream(raw, stream), stream.Dictionary);
    }

    private PdfObject? LoadDirect(int number)
    {
        if (_cache.TryGetValue(number, out var cached)) return cached;
        if (!_table.TryFind(number, out var location) || !_loading.Add(number)) return null;
        try
        {
            _budget.Check();
            var isFound = location.Kind == LocationKind.InFile
                ? TryReadAt(number, location.Offset, out var value)
                : _objectStreams.TryRead((int)location.Offset, number, out value);
            if (isFound || WasScanned) return _cache[number] = value;
            Scan($"object {number} is not where the cross-reference says");
        }
        finally
        {
            _loading.Remove(number);
        }

        return LoadDirect(number);
    }

    private bool TryReadAt(int number, long offset, out PdfObject? value)
    {
        var found = _reader.ReadAt(offset + _origin);
        if (found?.Number != number && _origin > 0) found = _reader.ReadAt(offset);
        value = found?.Number == number ? found.Value.Value : null;
        return found?.Number == number;
    }

    private void ListObjectStreams()
    {
        foreach (var stream in _unlistedStreams)
        {
            foreach (var number in _objectStreams.NumbersIn(stream))
            {
                var isInFile = _table.TryFind(number, out var known) && known.Kind == LocationKind.InFile;
                if (!isInFile) _table.AddNewer(number, new ObjectLocation(LocationKind.InObjectStream, stream));
            }
        }

        _unlistedStreams = [];
    }

    private void ForgetObjects()
    {
        _cache.Clear();
        _objectStreams.Clear();
    }
}
