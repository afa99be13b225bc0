namespace Edify.Rag.Vectors.CrashWriter;

/// <summary>A sequence of writes without end, and what must be there after any number of them.</summary>
public static class CrashScript
{
    public const string Collection = "crash";
    public const int BatchSize = 7;

    private const int Dimension = 32;

    public static CollectionDefinition Definition { get; } = new(Collection, Dimension, "crash:1", new Dictionary<string, FieldKind>());

    /// <summary>Does the write of this number: mostly a new batch, but now and then an older one is deleted, replaced or marked.</summary>
    public static Task WriteAsync(IVectorStore store, int number) => Kind(number) switch
    {
        'd' => store.DeleteAsync(Collection, OfBatch(number - 3)),
        'm' => store.UpdateFieldsAsync(Collection, OfBatch(number - 2), new Dictionary<string, FieldValue> { ["mark"] = (long)number }),
        'r' => store.UpsertAsync(Collection, Batch(number - 4, number)),
        _ => store.UpsertAsync(Collection, Batch(number, number)),
    };

    /// <summary>What must be there after so many writes: a line for each record.</summary>
    public static SortedSet<string> Expected(int writes)
    {
        var batches = new Dictionary<int, (int Version, int Mark)>();
        for (var number = 0; number < writes; number++)
        {
            if (Kind(number) == 'd') batches.Remove(number - 3);
            else if (Kind(number) == 'r') batches[number - 4] = (number, 0);
            else if (Kind(number) != 'm') batches[number] = (number, 0);
            else if (batches.TryGetValue(number - 2, out var batch)) batches[number - 2] = batch with { Mark = number };
        }

        return new(batches.SelectMany(b => Enumerable.Range(0, BatchSize).Select(i => Line(Id(b.Key, i), Text(b.Value.Version), b.Value.Mark))), StringComparer.Ordinal);
    }

    public static string Line(VectorRecord record) =>
        Line(record.Id, record.Text, record.Fields.TryGetValue("mark", out var mark) ? (int)mark.AsInteger() : 0);

    private static string Line(Guid id, string text, int mark) => $"{id} {text} {mark}";

    private static char Kind(int number) => (number % 10) switch
    {
        4 => 'd',
        6 => 'm',
        9 => 'r',
        _ => 'u',
    };

    private static VectorFilter OfBatch(int batch) => VectorFilter.Equal("batch", (long)batch);

    private static VectorRecord[] Batch(int batch, int version) => [.. Enumerable.Range(0, BatchSize).Select(i => new VectorRecord(
        Id(batch, i), Text(version), new Dictionary<string, FieldValue> { [RagFields.Tenant] = "t", ["batch"] = (long)batch })
    {
        Vector = Enumerable.Range(0, Dimension).Select(d => d == (batch + i) % Dimension ? 1f : 0f).ToArray(),
    })];

    private static Guid Id(int batch, int i) => new(batch * 7919, (short)i, 0, new byte[8]);

    private static string Text(int version) => $"version {version}";
}
