using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Qdrant.Connection;

/// <summary>Sends requests to one server: with the key, within their time, and again where a fault may pass.</summary>
/// <remarks>Safe for concurrent use; one for each pipeline, which holds the connections.</remarks>
internal sealed class QdrantCalls : IDisposable
{
    private const string KeyHeader = "api-key";

    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    private readonly HttpClient _http;
    private readonly QdrantOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly QdrantErrors _errors;
    private readonly RetryWaits _waits;

    /// <param name="options">The options.</param>
    /// <param name="time">The clock of waits and time-outs.</param>
    /// <param name="logger">Takes what is logged.</param>
    /// <param name="handler">What carries requests; for tests.</param>
    public QdrantCalls(QdrantOptions options, TimeProvider time, ILogger logger, HttpMessageHandler? handler = null)
    {
        (_options, _time, _logger) = (options, time, logger);
        Place = QdrantPlace.Of(options.Endpoint);
        _errors = new(Place);
        _waits = new(options);
        _http = new(handler ?? QdrantTransport.Create(options)) { Timeout = Timeout.InfiniteTimeSpan };
        if (options.ApiKey is not null && options.Endpoint is { Scheme: "http", IsLoopback: false }) logger.KeyUnencrypted(Place);
    }

    /// <summary>The server, without secrets.</summary>
    public string Place { get; }

    /// <summary>Sends a request and reads its answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the body; what it can't read is not Qdrant's.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QdrantFault">It failed, as often as it was tried.</exception>
    public async Task<T> SendAsync<T>(QdrantRequest request, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(request, read, cancellationToken).ConfigureAwait(false);
            }
            catch (QdrantFault fault) when (request.IsRepeatable && _waits.Before(attempt + 1, fault) is { } delay)
            {
                _logger.RequestRepeated(Place, attempt + 1, delay);
                await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> TryAsync<T>(QdrantRequest request, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var patience = request.Patience > _options.Timeout ? request.Patience.Value : _options.Timeout;
        using var timeout = new CancellationTokenSource(patience, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        byte[] body;
        try
        {
            using var message = Message(request);
            using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseContentRead, stop.Token).ConfigureAwait(false);
            body = await answer.Content.ReadAsByteArrayAsync(stop.Token).ConfigureAwait(false);
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Accepted)) throw _errors.Of(answer, body, _time.GetUtcNow());
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw _errors.Of(e, patience);
        }

        try
        {
            return read(body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException or IndexOutOfRangeException)
        {
            throw _errors.Unreadable(e);
        }
    }

    private HttpRequestMessage Message(QdrantRequest request)
    {
        var message = new HttpRequestMessage(request.Method, Place + request.Path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (_options.ApiKey is { } key) message.Headers.TryAddWithoutValidation(KeyHeader, key);
        if (!request.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
            message.Content.Headers.ContentType = JsonType;
        }

        return message;
    }
}
