namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>Content of a blob that fails when nothing comes for too long, instead of waiting for ever.</summary>
internal sealed class PatientStream(Stream inner, ReadPatience patience) : PassThroughStream(inner)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        patience.Begin();
        try
        {
            return await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (patience.IsOver)
        {
            throw patience.Stalled(e);
        }
        finally
        {
            patience.End();
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) patience.Dispose();
    }
}
