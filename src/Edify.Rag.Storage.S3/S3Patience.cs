namespace Edify.Rag.Storage.S3;

/// <summary>Waits that end although the SDK's do not: it reads the bodies of listings and refusals without time limit or token.</summary>
internal static class S3Patience
{
    /// <exception cref="TimeoutException">The answer did not come in time.</exception>
    public static async Task<T> WaitAsync<T>(Task<T> request, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await request.WaitAsync(longest, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!request.IsCompleted && (e is TimeoutException or OperationCanceledException))
        {
            _ = LetGoAsync(request);
            throw;
        }
    }

    private static async Task LetGoAsync<T>(Task<T> request)
    {
        try
        {
            (await request.ConfigureAwait(false) as IDisposable)?.Dispose();
        }
        catch (Exception e) when (S3Errors.IsRemote(e) || e is ArgumentException)
        {
            // Nobody waits for it any more.
        }
    }
}
