namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>A hold on a snapshot for the length of a <c>using</c>.</summary>
internal readonly struct HeldSnapshot(Snapshot snapshot) : IDisposable
{
    public Snapshot Snapshot => snapshot;

    public void Dispose() => snapshot.Release();
}
