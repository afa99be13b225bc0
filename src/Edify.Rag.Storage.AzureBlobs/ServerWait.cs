using System.Globalization;
using Azure;

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
            if (answer.Headers.TryGetValue(header, out var text) && TryNumber(text, out var milliseconds)) return TimeSpan.FromMilliseconds(milliseconds);
        }

        if (!answer.Headers.TryGetValue("Retry-After", out var value)) return null;
        if (TryNumber(value, out var seconds)) return TimeSpan.FromSeconds(seconds);
        if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)) return null;

        // The date is one of the server's clock, and so is that of its answer.
        var wait = date - (answer.Headers.Date ?? time.GetUtcNow());
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static bool TryNumber(string? text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
