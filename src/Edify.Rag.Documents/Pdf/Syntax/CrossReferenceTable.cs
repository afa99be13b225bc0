namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>Where an object lies.</summary>
/// <param name="Kind">In the file, in an object stream, or nowhere.</param>
/// <param name="Offset">Offset in the file, or number of the object stream.</param>
internal readonly record struct ObjectLocation(LocationKind Kind, long Offset);

internal enum LocationKind : byte
{
    Free,
    InFile,
    InObjectStream,
}

/// <summary>Where every object lies, and the trailer.</summary>
internal sealed class CrossReferenceTable
{
    // Twice the limit that ISO 32000-1, annex C, grants a file; more is an attack on memory.
    private const int MaxNumber = 1 << 24;

    private readonly Dictionary<int, ObjectLocation> _locations = [];

    public PdfDictionary Trailer { get; } = new();

    public IEnumerable<int> Numbers => _locations.Keys;

    public bool TryFind(int number, out ObjectLocation location) =>
        _locations.TryGetValue(number, out location) && location.Kind != LocationKind.Free;

    /// <summary>Adds a location unless a newer section has given one.</summary>
    public void AddOlder(long number, ObjectLocation location)
    {
        if (number is >= 0 and < MaxNumber) _locations.TryAdd((int)number, location);
    }

    /// <summary>Adds a location that replaces what was known.</summary>
    public void AddNewer(long number, ObjectLocation location)
    {
        if (number is >= 0 and < MaxNumber) _locations[(int)number] = location;
    }
}
