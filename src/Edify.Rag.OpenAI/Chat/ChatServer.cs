using System.ClientModel;
using System.ClientModel.Primitives;
using Edify.Rag.OpenAI.Connection;
using Edify.Rag.Shared.Http;
using OpenAI.Chat;

namespace Edify.Rag.OpenAI.Chat;

/// <summary>The SDK's client with the settings that it was made with.</summary>
internal sealed record ChatConnection(OpenAIChatOptions Options, ChatClient Client, ServerErrors Errors)
{
    /// <summary>Sends a request; the answer's body has still to be read.</summary>
    public async Task<PipelineResponse> SendAsync(BinaryContent content, CancellationToken cancellationToken)
    {
        var sending = new RequestOptions { BufferResponse = false, ErrorOptions = ClientErrorBehaviors.NoThrow, CancellationToken = cancellationToken };
        var result = await Client.CompleteChatAsync(content, sending).ConfigureAwait(false);
        return result.GetRawResponse();
    }
}

/// <summary>Connects to the server that the settings name now; the SDK's clients can't be changed, so changed settings make another one.</summary>
internal sealed class ChatServer(Func<OpenAIChatOptions> options, ServerHttp http, TimeProvider time) : IDisposable
{
    // The gateway's limits are what counts.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    private ChatConnection? _connection;

    public ChatConnection Connection
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

    private ChatConnection Connect(OpenAIChatOptions now)
    {
        var client = SdkClientOptions.Of(now, http.Client, Longest);
        if (now.AzureApiVersion is { } version) client.AddPolicy(new AzureRequests(version), PipelinePosition.BeforeTransport);
        return new(now, new(now.Model, SdkClientOptions.CredentialOf(now), client), new(now, time));
    }
}
