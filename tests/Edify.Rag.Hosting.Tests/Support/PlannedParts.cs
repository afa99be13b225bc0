using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Tests.Support;

/// <summary>A source that tells the plan of each item listed, each opening and each read.</summary>
internal sealed class PlannedSource(IBlobSource inner, CallPlan plan) : IBlobSource
{
    public string Location => inner.Location;

    public async IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        plan.Called("source.list");
        await foreach (var blob in inner.ListAsync(prefix, cancellationToken))
        {
            plan.Called("source.item");
            yield return blob;
        }
    }

    public async Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default)
    {
        plan.Called("source.open");
        plan.Called($"source.open:{name}");
        return new PlannedStream(await inner.OpenReadAsync(name, range, etag, cancellationToken), plan, cancellationToken);
    }

    /// <summary>Content in pieces, forward only, as a network brings it.</summary>
    private sealed class PlannedStream(Stream inner, CallPlan plan, CancellationToken opened) : Stream
    {
        private const int Piece = 16;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            opened.ThrowIfCancellationRequested();
            plan.Called("source.read");
            return await inner.ReadAsync(buffer[..Math.Min(buffer.Length, Piece)], cancellationToken);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Readers don't block.");

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>An embedder that tells the plan of each batch.</summary>
internal sealed class PlannedEmbedder(IEmbeddingGenerator<string, Embedding<float>> inner, CallPlan plan)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        plan.Called("embed");
        foreach (var text in texts) plan.Called($"embed:{text}");
        return base.GenerateAsync(texts, options, cancellationToken);
    }
}

/// <summary>A store that tells the plan of each call of a run.</summary>
internal sealed class PlannedStore(IVectorStore inner, CallPlan plan) : DelegatingStore(inner)
{
    public override Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        plan.Called("store.upsert");
        return base.UpsertAsync(collection, records, cancellationToken);
    }

    public override Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default)
    {
        plan.Called("store.delete");
        return base.DeleteAsync(collection, filter, cancellationToken);
    }

    public override async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var record in base.ScanAsync(collection, scope, options, cancellationToken))
        {
            plan.Called("store.scan");
            yield return record;
        }
    }
}

/// <summary>A ledger that tells the plan of each call.</summary>
internal sealed class PlannedLedger(IIngestionLedger inner, CallPlan plan) : IIngestionLedger
{
    public ValueTask<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default) => inner.FindAsync(key, cancellationToken);

    public ValueTask WriteAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken = default)
    {
        plan.Called("ledger.write");
        return inner.WriteAsync(entries, cancellationToken);
    }

    public ValueTask RemoveAsync(IReadOnlyList<LedgerKey> keys, CancellationToken cancellationToken = default)
    {
        plan.Called("ledger.remove");
        return inner.RemoveAsync(keys, cancellationToken);
    }

    public IAsyncEnumerable<LedgerEntry> ListAsync(string tenant, string? source = null, CancellationToken cancellationToken = default)
    {
        plan.Called("ledger.list");
        return inner.ListAsync(tenant, source, cancellationToken);
    }
}
