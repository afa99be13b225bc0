using System.ClientModel.Primitives;
using Edify.Rag.OpenAI.Connection;
using Edify.Rag.Shared.Http;
using Microsoft.Extensions.Logging;
using OpenAI.Embeddings;

namespace Edify.Rag.OpenAI.Embeddings;

/// <summary>Asks a server for vectors, by the SDK's client.</summary>
internal sealed class EmbeddingServer : IDisposable
{
    // 65,536 numbers with all their digits, and more.
    private const int MostBytesPerVector = 2 << 20;

    private readonly OpenAIEmbeddingOptions _options;
    private readonly ServerHttp _http;
    private readonly ServerCalls _calls;

    public EmbeddingServer(OpenAIEmbeddingOptions options, ServerHttp http, TimeProvider time, ILogger logger)
    {
        (_options, _http) = (options, http);
        Errors = new(options, time);
        _calls = new(options, Errors, time, logger);
        Client = new(options.Model, SdkClientOptions.CredentialOf(options), SdkClientOptions.Of(options, http.Client, options.RequestTimeout));
    }

    public EmbeddingClient Client { get; }

    public ServerErrors Errors { get; }

    /// <summary>Sends a request.</summary>
    /// <param name="texts">The texts; none is empty.</param>
    /// <param name="patience">The longest that the caller waits for the server to take requests again.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RagException">The server can't be used, or not now.</exception>
    public Task<EmbeddingReply> SendAsync(IReadOnlyList<string> texts, TimeSpan patience, CancellationToken cancellationToken) =>
        _calls.RunAsync(token => SendOnceAsync(texts, token), patience, cancellationToken);

    public void Dispose()
    {
        _calls.Dispose();
        _http.Dispose();
    }

    private async Task<EmbeddingReply> SendOnceAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        using var content = EmbeddingRequest.Write(_options, texts);
        var sending = new RequestOptions { BufferResponse = false, ErrorOptions = ClientErrorBehaviors.NoThrow, CancellationToken = cancellationToken };
        var result = await Client.GenerateEmbeddingsAsync(content, sending).ConfigureAwait(false);
        using var response = result.GetRawResponse();
        var most = (int)Math.Min((long)MostBytesPerVector * texts.Count, Array.MaxLength);
        var answer = await ServerAnswer.ReadAsync(response, most, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? new() { Answer = Read(answer, texts.Count) } : Refusal(answer);
    }

    private EmbeddingAnswer Read(ServerAnswer answer, int texts)
    {
        var body = answer.Body.Span;
        if (body.TrimStart(" \r\n\t"u8) is [(byte)'<', ..]) throw Errors.NoApi("it answers with a page");
        if (!answer.IsWhole) throw Errors.Unusable("its answer is longer than vectors of so many texts are");
        try
        {
            return EmbeddingAnswer.Read(body, texts);
        }
        catch (FormatException e)
        {
            throw Errors.Unusable(e.Message);
        }
    }

    private EmbeddingReply Refusal(ServerAnswer answer)
    {
        var body = ErrorBody.Read(answer.Body);
        if (TextRefusal.Of(answer.Status, body) is { } refusal) return refusal;
        if (answer.Status is 400 or 422 && body.IsAboutSetting) throw Errors.Unusable($"it refuses the setting '{body.Parameter}'");
        throw Errors.Of(answer, body);
    }
}
