using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Hosting.Notifications.Webhooks;

/// <summary>Tells of ends by a signed POST, as Standard Webhooks describes it: thin, so that who wants to know more asks under their own rights.</summary>
internal sealed class WebhookNotifier : IRagNotifier, IDisposable
{
    private readonly Func<WebhookOptions> _settings;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public WebhookNotifier(Func<WebhookOptions> settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);

        // A redirect would lead past the guard, cookies and credentials to whom they are not for.
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, Credentials = null, PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxResponseHeadersLength = 16,
        }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public string Name => "webhook";

    public async Task NotifyAsync(RagNotice notice, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var options = _settings();
        if ((notice.Webhook ?? options.Url) is not { } address) return;

        // Settings may have changed since the request was taken.
        if (WebhookGuard.FaultOf(address, options) is { } fault) throw new RagNotificationException($"The webhook's address can't be used: {fault}", isTransient: false);
        using var late = new CancellationTokenSource(options.Timeout, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var request = Request(notice, address, options);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token).ConfigureAwait(false);
            ThrowIfRefused(response);
        }
        catch (HttpRequestException e)
        {
            throw new RagNotificationException($"{address.Authority} can't be reached ({e.HttpRequestError}).", isTransient: true, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RagNotificationException($"{address.Authority} did not answer within {options.Timeout}.", isTransient: true, e);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(RagNotice notice, Uri address, WebhookOptions options)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(WebhookBody.Of(notice), WebhookJson.Default.WebhookBody);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", notice.Id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", WebhookSignature.Of(options.Secrets, notice.Id, timestamp, body));
        request.Headers.UserAgent.ParseAdd("edify-rag");
        return request;
    }

    private void ThrowIfRefused(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode) return;
        var where = response.RequestMessage?.RequestUri?.Authority;
        if (response.StatusCode == HttpStatusCode.Gone) throw new RagNotificationException($"{where} says that nobody listens there any more (410).", isTransient: false);
        var wait = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - _time.GetUtcNow() : null;
        throw new RagNotificationException($"{where} answered {(int)response.StatusCode}; 200 to 299 was expected, and redirects are not followed.", isTransient: true)
        {
            // Within reason: who asks for years would never be told.
            RetryAfter = wait is { } asked && asked > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(asked.Ticks, TimeSpan.TicksPerDay)) : null,
        };
    }
}

/// <summary>What is sent: which task, whose, and how it ended. Not what it is about, nor what it came to.</summary>
internal sealed record WebhookBody(string Type, DateTimeOffset Timestamp, WebhookTask Data)
{
    public static WebhookBody Of(RagNotice notice) => new(
        $"task.{notice.Task.State.ToString().ToLowerInvariant()}",
        notice.Task.EndedAt ?? notice.Task.SubmittedAt,
        new(notice.Task.Id, notice.Task.Kind, notice.Tenant, notice.User, notice.Task.SubmittedAt, notice.Task.EndedAt));
}

internal sealed record WebhookTask(Guid Id, string Kind, string Tenant, string User, DateTimeOffset SubmittedAt, DateTimeOffset? EndedAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookBody))]
internal sealed partial class WebhookJson : JsonSerializerContext;
