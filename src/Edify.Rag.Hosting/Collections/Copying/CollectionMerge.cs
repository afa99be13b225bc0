using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Collections.Copying;

/// <summary>What one pass over a tenant's records found and did.</summary>
/// <param name="Seen">Records of the source.</param>
/// <param name="Written">Records that were missing or others in the target.</param>
/// <param name="Removed">Records of the target that the source does not have.</param>
/// <param name="Stray">The same where nothing in the record tells how to remove it.</param>
internal readonly record struct MergeCount(long Seen, long Written, long Removed, long Stray)
{
    /// <summary>Whether the two were the same already.</summary>
    public bool IsClean => Written == 0 && Removed == 0 && Stray == 0;

    public static MergeCount operator +(MergeCount left, MergeCount right) =>
        new(left.Seen + right.Seen, left.Written + right.Written, left.Removed + right.Removed, left.Stray + right.Stray);
}

/// <summary>Makes a tenant's records of one collection those of another, by walking both side by side in order of their ids.</summary>
/// <remarks>
/// A pass that is cut short is gone on with by another pass: what is there already is skipped, whoever wrote it. One that finds
/// nothing to do has compared every text and every field.
/// </remarks>
internal sealed class CollectionMerge(CollectionPlace from, CollectionPlace to, string tenant, IRecordMaking making, int batchSize, int parallelism)
{
    private const int BatchCharacters = 4 << 20;

    private readonly AccessScope _scope = AccessScope.ForSystem(tenant, "copy of a collection");

    /// <param name="write">Whether differences are mended; otherwise they are counted.</param>
    /// <param name="told">Told of each batch: how many records were seen and written so far.</param>
    /// <param name="cancellationToken">Stops it; what was written stays.</param>
    public async Task<MergeCount> RunAsync(bool write, Action<long, long>? told, CancellationToken cancellationToken)
    {
        var state = new PassState();
        if (!write)
        {
            await foreach (var _ in WantedAsync(state, write, cancellationToken).ConfigureAwait(false)) state.Written++;
            return new(state.Seen, state.Written, state.Strays.Count, state.Unremovable);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(BatchesAsync(state, cancellationToken), options, async (batch, token) =>
        {
            var records = await making.CompleteAsync(batch, token).ConfigureAwait(false);
            if (records.Count > 0) await to.Store.UpsertAsync(to.Collection, records, token).ConfigureAwait(false);
            told?.Invoke(Interlocked.Read(ref state.Seen), Interlocked.Add(ref state.Written, records.Count));
        }).ConfigureAwait(false);

        // After all that is wanted is there: a record that only moved is never missing.
        foreach (var group in state.Strays.Chunk(64))
            await to.Store.DeleteAsync(to.Collection, group.Aggregate((a, b) => a | b), cancellationToken).ConfigureAwait(false);
        told?.Invoke(state.Seen, state.Written);
        return new(state.Seen, state.Written, state.Strays.Count, state.Unremovable);
    }

    private async IAsyncEnumerable<List<VectorRecord>> BatchesAsync(PassState state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (batch, characters) = (new List<VectorRecord>(batchSize), 0);
        await foreach (var record in WantedAsync(state, write: true, cancellationToken).ConfigureAwait(false))
        {
            batch.Add(record);
            characters += record.Text.Length + record.Vector.Length;
            if (batch.Count < batchSize && characters < BatchCharacters) continue;
            yield return batch;
            (batch, characters) = (new(batchSize), 0);
        }

        if (batch.Count > 0) yield return batch;
    }

    private async IAsyncEnumerable<VectorRecord> WantedAsync(PassState state, bool write, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = new OrderedWalk(from, _scope, new() { IncludeVectors = write && making.TakesVectors }, cancellationToken);
        await using var sourceEnd = source.ConfigureAwait(false);
        var target = new OrderedWalk(to, _scope, new(), cancellationToken);
        await using var targetEnd = target.ConfigureAwait(false);
        await source.MoveAsync().ConfigureAwait(false);
        await target.MoveAsync().ConfigureAwait(false);
        while (source.Current is not null || target.Current is not null)
        {
            var order = source.Current is null ? 1 : target.Current is null ? -1 : source.Current.Id.CompareTo(target.Current.Id);
            if (order > 0)
            {
                state.Met(target.Current!, tenant);
                await target.MoveAsync().ConfigureAwait(false);
                continue;
            }

            Interlocked.Increment(ref state.Seen);
            var expected = making.Expect(source.Current!);
            if (order < 0 || !RecordEquality.AreSame(expected, target.Current!)) yield return expected;
            await source.MoveAsync().ConfigureAwait(false);
            if (order == 0) await target.MoveAsync().ConfigureAwait(false);
        }
    }

    private sealed class PassState
    {
        public long Seen;
        public long Written;

        public List<VectorFilter> Strays { get; } = [];

        public long Unremovable { get; private set; }

        // There is no deletion by id; a record of the pipeline is told by its document, its place in it and its text.
        public void Met(VectorRecord stray, string tenant)
        {
            if (stray.TextOf(RagFields.Document) is { } document && stray.TextOf(RagFields.Content) is { } content
                && stray.Fields.TryGetValue(RagFields.Ordinal, out var ordinal) && ordinal.Kind == FieldKind.Integer)
            {
                Strays.Add(VectorFilter.Equal(RagFields.Tenant, tenant) & VectorFilter.Equal(RagFields.Document, document)
                    & VectorFilter.Equal(RagFields.Ordinal, ordinal) & VectorFilter.Equal(RagFields.Content, content));
            }
            else
            {
                Unremovable++;
            }
        }
    }
}
