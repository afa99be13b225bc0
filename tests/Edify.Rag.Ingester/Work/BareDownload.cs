using System.Diagnostics;
using Azure.Storage.Blobs;

namespace Edify.Rag.Ingester.Work;

/// <summary>The least that anybody could do who reads a whole container: list it and download every blob to nowhere, by the bare client library.</summary>
internal static class BareDownload
{
    private const int BufferBytes = 128 * 1024;

    public static async Task RunAsync(IngesterCommand command)
    {
        var container = new BlobContainerClient(Environment.GetEnvironmentVariable(IngesterCommand.ConnectionVariable), command.Container);
        Console.WriteLine("started");
        var (watch, bytes) = (Stopwatch.StartNew(), 0L);
        await Parallel.ForEachAsync(
            container.GetBlobsAsync(),
            new ParallelOptions { MaxDegreeOfParallelism = command.Parallelism },
            async (blob, cancellationToken) => Interlocked.Add(ref bytes, await DrainAsync(container.GetBlobClient(blob.Name), cancellationToken)));
        Ingestion.Tell(("seconds", watch.Elapsed.TotalSeconds), ("transferred", bytes));
    }

    private static async Task<long> DrainAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        var answer = await blob.DownloadStreamingAsync(cancellationToken: cancellationToken);
        await using var content = answer.Value.Content;
        var buffer = new byte[BufferBytes];
        var (bytes, read) = (0L, 0);
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0) bytes += read;
        return bytes;
    }
}
