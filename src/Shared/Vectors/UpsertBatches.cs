namespace Edify.Rag.Shared.Vectors;

/// <summary>Checks records and cuts them into batches, each of which is stored as a whole.</summary>
internal static class UpsertBatches
{
    private const int MaxRecords = 4096;
    private const long MaxBytes = 32 << 20;
    private const int MaxTextLength = 16 << 20;

    /// <summary>The records with vectors of unit length; nothing is stored when one of them can't be.</summary>
    /// <exception cref="ArgumentException">A record is not one of this collection.</exception>
    public static List<(VectorRecord Record, ReadOnlyMemory<float> Vector)> Checked(IReadOnlyList<VectorRecord> records, int dimension)
    {
        var result = new List<(VectorRecord, ReadOnlyMemory<float>)>(records.Count);
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i] ?? throw new ArgumentException($"Record {i} is null.", nameof(records));
            if (record.Text is null || record.Fields is null) throw new ArgumentException($"Record {i} ({record.Id}) has no text or no fields.", nameof(records));
            if (record.Text.Length > MaxTextLength)
                throw new ArgumentException($"The text of record {i} ({record.Id}) has {record.Text.Length:N0} characters; accepted are {MaxTextLength:N0}. Chunk it.", nameof(records));

            // A copy, because the caller's dictionary may change later, and what access is decided by must not change with it.
            var own = record with { Fields = new Dictionary<string, FieldValue>(record.Fields, StringComparer.Ordinal) };
            result.Add((own, UnitVector.Of(record.Vector, dimension, $"record {i} ({record.Id})", nameof(records))));
        }

        return result;
    }

    public static IEnumerable<List<(VectorRecord Record, ReadOnlyMemory<float> Vector)>> Of(List<(VectorRecord Record, ReadOnlyMemory<float> Vector)> records)
    {
        var start = 0;
        long bytes = 0;
        for (var i = 0; i < records.Count; i++)
        {
            bytes += records[i].Record.Text.Length + (records[i].Vector.Length * (long)sizeof(float));
            if (i + 1 < records.Count && i + 1 - start < MaxRecords && bytes < MaxBytes) continue;
            yield return records[start..(i + 1)];
            (start, bytes) = (i + 1, 0);
        }
    }
}
