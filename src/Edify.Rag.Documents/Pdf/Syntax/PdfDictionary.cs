namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>A dictionary; its getters resolve references and give a fallback where the value is of another type.</summary>
internal sealed class PdfDictionary(Dictionary<string, PdfObject> entries) : PdfObject
{
    public PdfDictionary() : this([])
    {
    }

    public PdfObject? this[string key] => Raw(key) is PdfReference reference ? reference.Resolve() : Raw(key);

    /// <summary>The value as it stands in the file, a reference unresolved.</summary>
    public PdfObject? Raw(string key) => entries.GetValueOrDefault(key);

    public IEnumerable<string> Keys => entries.Keys;

    public bool Contains(string key) => entries.ContainsKey(key);

    /// <summary>Adds what the other dictionary has and this one has not.</summary>
    public void AddMissing(PdfDictionary other)
    {
        foreach (var (key, value) in other.Entries) entries.TryAdd(key, value);
    }

    public void Set(string key, PdfObject value) => entries[key] = value;

    /// <summary>A dictionary, or that of a stream.</summary>
    public PdfDictionary? Dictionary(string key) => AsDictionary(this[key]);

    public PdfArray? Array(string key) => this[key] as PdfArray;

    public PdfStream? Stream(string key) => this[key] as PdfStream;

    public string? Name(string key) => (this[key] as PdfName)?.Value;

    public byte[]? Bytes(string key) => (this[key] as PdfString)?.Bytes;

    public double Number(string key, double fallback = 0) => this[key] is PdfNumber n ? n.Value : fallback;

    public int Integer(string key, int fallback = 0) => this[key] is PdfNumber n ? (int)n.Value : fallback;

    public bool Boolean(string key, bool fallback) => this[key] is PdfBoolean b ? b.Value : fallback;

    /// <summary>An array of at least so many numbers.</summary>
    public double[]? Numbers(string key, int atLeast = 0) => Array(key) is { } a && a.Count >= atLeast ? a.ToNumbers() : null;

    public static PdfDictionary? AsDictionary(PdfObject? value) => value as PdfDictionary ?? (value as PdfStream)?.Dictionary;

    private Dictionary<string, PdfObject> Entries => entries;
}
