namespace Edify.Rag.Hosting.Collections.Copying;

/// <summary>Makes the records of one collection out of those of another.</summary>
internal interface IRecordMaking
{
    /// <summary>Whether the vectors of the old records are needed.</summary>
    bool TakesVectors { get; }

    /// <summary>What the new record is, but for its vector.</summary>
    VectorRecord Expect(VectorRecord record);

    /// <summary>The records with their vectors; those that can't be had are left out.</summary>
    Task<IReadOnlyList<VectorRecord>> CompleteAsync(IReadOnlyList<VectorRecord> expected, CancellationToken cancellationToken);
}

/// <summary>Leaves records as they are.</summary>
internal sealed class SameRecords : IRecordMaking
{
    public bool TakesVectors => true;

    public VectorRecord Expect(VectorRecord record) => record;

    public Task<IReadOnlyList<VectorRecord>> CompleteAsync(IReadOnlyList<VectorRecord> expected, CancellationToken cancellationToken) => Task.FromResult(expected);
}
