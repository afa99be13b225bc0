namespace Edify.Rag.Shared.Engines;

/// <summary>A part of a walk through a collection that a server holds.</summary>
/// <param name="Records">Its records, in order of id.</param>
/// <param name="Mark">The id that tells where the next page begins; <see langword="null"/> at the beginning.</param>
/// <param name="Size">How many records it was to have.</param>
/// <param name="IsLast">Whether nothing comes after it.</param>
internal sealed record ScanPage(IReadOnlyList<VectorRecord> Records, Guid? Mark, int Size, bool IsLast)
{
    private const int MinSize = 16;
    private const int MaxSize = 2_048;
    private const long FewCharacters = 1 << 20;
    private const long ManyCharacters = 4 << 20;

    public static ScanPage First { get; } = new([], null, 128, IsLast: false);

    /// <summary>The size of the next page: texts are from a line to a megabyte, and a page is held in memory.</summary>
    public int NextSize => Records.Sum(record => (long)record.Text.Length) switch
    {
        _ when Mark is null => Size,
        < FewCharacters => Math.Min(Size * 2, MaxSize),
        > ManyCharacters => Math.Max(Size / 4, MinSize),
        _ => Size,
    };

    /// <summary>A page that was asked for by what comes after the last id of the one before: it is the last one when it isn't full.</summary>
    public static ScanPage After(ScanPage before, IReadOnlyList<VectorRecord> records) =>
        new(records, records.Count == 0 ? before.Mark : records[^1].Id, before.NextSize, IsLast: records.Count < before.NextSize);
}
