namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>Where an object lies.</summary>
/// <param name="Kind">In the file, in an object stream, or nowhere.</param>
/// <param name="Offset">Offset in the file, or number of the object stream.</param>
internal readonly record struct ObjectLocation(LocationKind Kind, long Offset);

internal enum LocationKind : byte
{
    Unknown,
    Free,
    InFile,
    InObjectStream,
}

/// <summary>Where every object lies, and the trailer.</summary>
/// <remarks>Takes eight bytes an object, and each counts against the budget: a file of a few bytes may claim millions.</remarks>
internal sealed class CrossReferenceTable(PdfBudget budget)
{
    // The limit that ISO 32000-1, annex C, grants a file; more is an attack on memory.
    private const int MaxNumber = 1 << 23;
    private const int ChunkSize = 1024;
    private const int KindBits = 2;

    private long[]?[] _chunks = [];

    public PdfDictionary Trailer { get; } = new();

    /// <summary>Numbers of the objects there are, in ascending order.</summary>
    public IEnumerable<int> Numbers
    {
        get
        {
            for (var number = 0; number < _chunks.Length * ChunkSize; number++)
            {
                if (_chunks[number / ChunkSize] is null) number += ChunkSize - 1;
                else if (TryFind(number, out _)) yield return number;
            }
        }
    }

    public bool TryFind(int number, out ObjectLocation location)
    {
        var packed = number >= 0 && number / ChunkSize < _chunks.Length && _chunks[number / ChunkSize] is { } chunk ? chunk[number % ChunkSize] : 0;
        location = new ObjectLocation((LocationKind)(packed & ((1 << KindBits) - 1)), packed >> KindBits);
        return location.Kind is LocationKind.InFile or LocationKind.InObjectStream;
    }

    /// <summary>Adds a location unless a newer section has given one.</summary>
    public void AddOlder(long number, ObjectLocation location)
    {
        if (number is < 0 or >= MaxNumber) return;
        ref var slot = ref Slot((int)number);
        if (slot == 0) slot = Pack(location);
    }

    /// <summary>Adds a location that replaces what was known.</summary>
    public void AddNewer(long number, ObjectLocation location)
    {
        if (number is >= 0 and < MaxNumber) Slot((int)number) = Pack(location);
    }

    private static long Pack(ObjectLocation location) =>
        location.Offset is >= 0 and < long.MaxValue >> KindBits ? location.Offset << KindBits | (long)location.Kind : (long)LocationKind.Free;

    private ref long Slot(int number)
    {
        budget.AddObjects(1);
        var index = number / ChunkSize;
        if (index >= _chunks.Length) Array.Resize(ref _chunks, Math.Max(index + 1, _chunks.Length * 2));
        return ref (_chunks[index] ??= new long[ChunkSize])[number % ChunkSize];
    }
}
