using Anthropic;
using Anthropic.Core;
using Edify.Rag.Shared.Http;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Anthropic.Chat;

/// <summary>The SDK's client with the settings that it was made with.</summary>
internal sealed record AnthropicConnection(AnthropicChatOptions Options, AnthropicClient Sdk, IChatClient Client, AnthropicErrors Errors);

/// <summary>Connects with the settings that hold now; the SDK's clients can't be changed, so changed settings make another one.</summary>
internal sealed class AnthropicServer(Func<AnthropicChatOptions> options, ServerHttp http, TimeProvider time) : IDisposable
{
    // The SDK can't do without a key, and looks for one in the environment otherwise.
    private const string Nobody = "none";

    // The gateway's limits are what counts.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    private AnthropicConnection? _connection;

    public AnthropicConnection Connection
    {
        get
        {
            var now = options();
            var known = Volatile.Read(ref _connection);
            if (known is not null && ReferenceEquals(known.Options, now)) return known;
            var made = Connect(now);
            Volatile.Write(ref _connection, made);
            return made;
        }
    }

    public void Dispose() => http.Dispose();

    private AnthropicConnection Connect(AnthropicChatOptions now)
    {
        var errors = new AnthropicErrors(now);
        var client = new AnthropicClient(new ClientOptions
        {
            HttpClient = http.Client,
            Handlers = now.ApiKey is null ? [new RefusalHandler(errors, time), new WithoutKey()] : [new RefusalHandler(errors, time)],
            BaseUrl = now.Address.GetLeftPart(UriPartial.Path).TrimEnd('/'),
            ApiKey = now.ApiKey ?? Nobody,
            MaxRetries = 0,
            Timeout = Longest,

            // The gateway measures.
            OpenTelemetry = false,
        });
        return new(now, client, client.AsIChatClient(now.Model, now.MaxOutputTokens), errors);
    }

    // A proxy that has the key itself would refuse a made-up one.
    private sealed class WithoutKey : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = null;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
