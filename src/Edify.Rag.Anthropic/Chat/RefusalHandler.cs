using System.Globalization;
using Edify.Rag.Shared.Blobs;
using Edify.Rag.Shared.Http;

namespace Edify.Rag.Anthropic.Chat;

/// <summary>Turns refusals into errors before the SDK does, which leaves the time out that the service asks to be left alone for.</summary>
internal sealed class RefusalHandler(AnthropicErrors errors, TimeProvider time) : DelegatingHandler
{
    // Enough of an error to tell what it is.
    private const int MostOfError = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode) return response;
        using var refused = response;
        var body = await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        throw errors.Of((int)response.StatusCode, ErrorBody.Read(body), RetryAfter(response));
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var value = response.Headers.TryGetValues("Retry-After", out var values) ? values.FirstOrDefault() : null;
        if (response.Headers.TryGetValues("retry-after-ms", out var precise)
            && double.TryParse(precise.FirstOrDefault(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        return RetryAfterHeader.Parse(value, response.Headers.Date ?? time.GetUtcNow());
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        var buffer = new byte[MostOfError];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return buffer.AsMemory(0, length);
    }
}
