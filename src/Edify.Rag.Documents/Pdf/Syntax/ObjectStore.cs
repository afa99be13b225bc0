using Edify.Rag.Documents.Pdf.Filters;
using Edify.Rag.Documents.Pdf.Images;
using Edify.Rag.Documents.Pdf.Security;

namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>The objects of a file, loaded when asked for.</summary>
/// <remarks>
/// When an object is not where the cross-reference says, the file is scanned once and the search starts anew. Whatever stumbles
/// over bytes yet to be fetched may be called again and goes on from there.
/// </remarks>
internal sealed class ObjectStore : IObjectResolver, IStreamDecoder
{
    private const int MaxCached = 4000;
    private const int MaxCachedValues = 400_000; // some 20 MB
    private const int MaxChain = 32;
    private const int HeaderBytes = 8192;

    private readonly ByteSource _source;
    private readonly PdfBudget _budget;
    private readonly ReadLog _log;
    private readonly IndirectObjectReader _reader;
    private readonly Dictionary<int, PdfObject?> _cache = [];
    private HashSet<int> _loading = [];
    private readonly ObjectStreams _objectStreams;
    private readonly StreamDecoder _decoder;
    private CrossReferenceTable _table;
    private FileScanner? _scanner;
    private ScanResult? _toRepair;
    private bool _isRepairing;
    private long? _origin;
    private int _cachedValues;
    private SecurityHandler? _security;

    public ObjectStore(ByteSource source, PdfBudget budget, ReadLog log)
    {
        _source = source;
        _budget = budget;
        _log = log;
        _table = new CrossReferenceTable(budget);
        _reader = new IndirectObjectReader(source, this, this, budget);
        _objectStreams = new ObjectStreams(this, budget);
        _decoder = new StreamDecoder(budget);
    }

    public PdfDictionary Trailer => _table.Trailer;

    public bool WasScanned { get; private set; }

    public bool IsUnlocked => _security is not null;

    public IEnumerable<int> Numbers => _table.Numbers;

    // Offsets count from "%PDF-", before which mail and web servers leave lines of their own.
    private long Origin => _origin ??= Math.Max(0, _source.Slice(0, HeaderBytes).IndexOf("%PDF-"u8));

    /// <summary>Reads the cross-reference, or scans the file when that cannot be done.</summary>
    public void Open()
    {
        if (_table.Trailer.Contains("Root") || WasScanned) return;
        var table = TryReadTable();
        if (table is not null && table.Trailer.Contains("Root")) _table = table;
        else Scan("the cross-reference table is missing or broken");
    }

    private CrossReferenceTable? TryReadTable()
    {
        var before = _budget.Objects;
        try
        {
            return new CrossReferenceReader(_source, _reader, this, Origin, _budget).Read();
        }
        catch (BytesMissingException)
        {
            _budget.TakeBackObjects(_budget.Objects - before);
            throw;
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
    }

    /// <summary>Finds the objects by scanning the file; at most once.</summary>
    public void Scan(string reason)
    {
        if (WasScanned) return;
        _scanner ??= new FileScanner(_source, this, Origin, _budget);
        _toRepair = _scanner.Scan();
        WasScanned = true;
        _log.ReportLasting(ReadEventKind.Repaired, $"Objects were found by scanning the file: {reason}.");
        var previous = _table.Trailer;
        _table = _toRepair.Table;
        ForgetObjects();
        Trailer.AddMissing(previous);
        FinishRepair();
    }

    /// <summary>Drops cached objects when there are many, and lets go of the file's bytes; called between pages.</summary>
    public void Trim()
    {
        if (_cache.Count > MaxCached) ForgetObjects();
        _source.Release();
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
        if (!StreamDecoder.CanDecode(stream.Dictionary)) return [];
        var raw = _source.Slice(stream.Offset, Math.Min(stream.Length, PdfBudget.MaxStreamBytes));
        return _security is null ? _decoder.Decode(raw, stream.Dictionary) : _decoder.Decode(_security.DecryptStream(raw, stream), stream.Dictionary);
    }

    public int LengthOf(PdfStream stream) => _reader.LengthOf(stream);

    // Images have a budget each, for their pixels are counted before: those of a long scan are not to cost its text.
    public EncodedImage DecodeImage(PdfStream stream)
    {
        var raw = _source.Slice(stream.Offset, Math.Min(stream.Length, PdfBudget.MaxStreamBytes));
        var decoder = new StreamDecoder(_budget.ForImage());
        return _security is null ? decoder.DecodeImage(raw, stream.Dictionary) : decoder.DecodeImage(_security.DecryptStream(raw, stream), stream.Dictionary);
    }

    private PdfObject? LoadDirect(int number)
    {
        FinishRepair();
        if (_cache.TryGetValue(number, out var cached)) return cached;
        // Objects that take each other to be loaded form chains only where somebody made them so.
        if (!_table.TryFind(number, out var location) || _loading.Count > MaxChain || !_loading.Add(number)) return null;
        try
        {
            _budget.Check();
            _budget.AddObjects(1);
            var isFound = location.Kind == LocationKind.InFile
                ? TryReadAt(number, location.Offset, out var value, out var weight)
                : _objectStreams.TryRead((int)Math.Min(location.Offset, int.MaxValue), number, out value, out weight);
            if (isFound || WasScanned) return Keep(number, value, weight);
            Scan($"object {number} is not where the cross-reference says");
        }
        catch (BytesMissingException)
        {
            _budget.TakeBackObjects(1);
            throw;
        }
        finally
        {
            _loading.Remove(number);
        }

        return LoadDirect(number);
    }

    private bool TryReadAt(int number, long offset, out PdfObject? value, out int weight)
    {
        var found = _reader.ReadAt(offset + Origin);
        if (found?.Number != number && Origin > 0) found = _reader.ReadAt(offset);
        (value, weight) = found?.Number == number ? (found.Value.Value, found.Value.Weight) : (null, 0);
        return found?.Number == number;
    }

    private PdfObject? Keep(int number, PdfObject? value, int weight)
    {
        _cachedValues += weight;
        if (_cachedValues > MaxCachedValues)
        {
            ForgetObjects();
            _cachedValues = weight;
        }

        return _cache[number] = value;
    }

    // What a scan leaves to do takes objects, and waits until those can be decrypted.
    private void FinishRepair()
    {
        if (_toRepair is not { } found || _isRepairing || _security is null && Trailer.Contains("Encrypt")) return;
        _isRepairing = true;
        // Among what is being loaded may be what the repair needs; in the new table it lies elsewhere.
        (var loading, _loading) = (_loading, []);
        try
        {
            for (; found.ObjectStreams.TryPeek(out var stream); found.ObjectStreams.Dequeue()) ListObjectStream(stream);
            if (Trailer.Dictionary("Root")?.Contains("Pages") != true) FindCatalog(found);
            _toRepair = null;
        }
        finally
        {
            (_isRepairing, _loading) = (false, loading);
        }
    }

    private void ListObjectStream(int stream)
    {
        foreach (var number in _objectStreams.NumbersIn(stream))
        {
            var isInFile = _table.TryFind(number, out var known) && known.Kind == LocationKind.InFile;
            if (!isInFile) _table.AddNewer(number, new ObjectLocation(LocationKind.InObjectStream, stream));
        }

        _source.Release();
    }

    private void FindCatalog(ScanResult found)
    {
        if (found.Catalog < 0)
        {
            found.Candidates ??= new Stack<int>(Numbers);
            for (; found.Candidates.TryPeek(out var number) && !(Load(number) is PdfDictionary d && d.Name("Type") == "Catalog"); found.Candidates.Pop()) _source.Release();
        }

        var catalog = found.Catalog >= 0 ? found.Catalog : found.Candidates!.TryPeek(out var last) ? last : 0;
        if (catalog > 0) Trailer.Set("Root", new PdfReference(this, catalog, 0));
    }

    private void ForgetObjects()
    {
        _cache.Clear();
        _cachedValues = 0;
        _objectStreams.Clear();
    }
}
