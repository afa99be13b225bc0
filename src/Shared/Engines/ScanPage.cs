namespace Edify.Rag.MongoDb.Vectors.Records;

/// <summary>A part of a walk.</summary>
/// <param name="Records">Its records, in order of id.</param>
/// <param name="Last">The id that the next page begins after; <see langword="null"/> at the beginning.</param>
/// <param name="Size">How many records it was to have.</param>
internal sealed record ScanPage(IReadOnlyList<VectorRecord> Records, Guid? Last, int Size)
{
    private const int MinSize = 16;
    private const int MaxSize = 2_048;
    private const long FewCharacters = 1 << 20;
    private const long ManyCharacters = 4 << 20;

    public static ScanPage First { get; } = new([], null, 128);

    public bool IsLast => Last is not null && Records.Count < Size;

    /// <summary>The size of the next page: texts are from a line to a megabyte, and a page is held in memory.</summary>
    public int NextSize => Records.Sum(record => (long)record.Text.Length) switch
    {
        _ when Last is null => Size,
        < FewCharacters => Math.Min(Size * 2, MaxSize),
        > ManyCharacters => Math.Max(Size / 4, MinSize),
        _ => Size,
    };
}
