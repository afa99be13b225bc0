using System.Globalization;
using Azure;
using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>How long a server asks to be left alone.</summary>
internal static class ServerWait
{
    private static readonly string[] Milliseconds = ["retry-after-ms", "x-ms-retry-after-ms"];

    /// <summary>Reads the headers of an answer; <see langword="null"/> when they do not say.</summary>
    public static TimeSpan? Of(Response? answer, TimeProvider time)
    {
        if (answer is null) return null;
        foreach (var header in Milliseconds)
        {
            if (answer.Headers.TryGetValue(header, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
                return TimeSpan.FromMilliseconds(milliseconds);
        }

        return answer.Headers.TryGetValue("Retry-After", out var value) ? RetryAfterHeader.Parse(value, answer.Headers.Date ?? time.GetUtcNow()) : null;
    }
}
