using System.Text.Json;
using Edify.Rag.Anthropic.Chat;
using Edify.Rag.Shared.Http;

namespace Edify.Rag.Anthropic.Tests.Support;

/// <summary>A server that speaks Anthropic's API on a socket: it answers the same, or does what a test wishes.</summary>
internal sealed class MessagesApi() : ApiServer(time: null, certificate: null)
{
    public const string Model = "claude-scripted";
    public const string Key = "sk-ant-key-of-the-tests-which-is-secret";

    /// <summary>A client of the server.</summary>
    public AnthropicChatClient Open(Action<AnthropicChatOptions>? configure = null)
    {
        var options = new AnthropicChatOptions { Endpoint = Root, ApiKey = Key, Model = Model };
        configure?.Invoke(options);
        return new(new(() => options, ServerHttp.Own(), TimeProvider.System));
    }

    /// <summary>An answer, in pieces where that was asked for.</summary>
    public static ApiAnswer Says(ApiRequest request, params string[] pieces) =>
        request.Streams ? Streams([Start(), Block(), .. pieces.Select(Piece), .. End()]) : Whole(string.Concat(pieces));

    public static ApiAnswer Whole(string text) => new(200, JsonSerializer.Serialize(new
    {
        id = "msg-1",
        type = "message",
        role = "assistant",
        model = Model,
        content = new[] { new { type = "text", text } },
        stop_reason = "end_turn",
        stop_sequence = (string?)null,
        usage = new { input_tokens = 20, output_tokens = 5 },
    }));

    public static ApiAnswer Streams(IEnumerable<(string Type, string Data)> events, ApiEnding ending = ApiEnding.Whole) => new(200, string.Empty)
    {
        ContentType = "text/event-stream",
        Pieces = events.Select(e => $"event: {e.Type}\ndata: {e.Data}\n\n"),
        Ending = ending,
    };

    public static ApiAnswer Error(int status, string type, string message = "refused", params string[] headers) =>
        new(status, JsonSerializer.Serialize(new { type = "error", error = new { type, message } })) { Headers = headers };

    public static (string, string) Start() => ("message_start", JsonSerializer.Serialize(new
    {
        type = "message_start",
        message = new { id = "msg-1", type = "message", role = "assistant", model = Model, content = Array.Empty<object>(), stop_reason = (string?)null, stop_sequence = (string?)null, usage = new { input_tokens = 20, output_tokens = 1 } },
    }));

    public static (string, string) Block() => ("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""");

    public static (string, string) Piece(string text) =>
        ("content_block_delta", JsonSerializer.Serialize(new { type = "content_block_delta", index = 0, delta = new { type = "text_delta", text } }));

    public static (string, string)[] End(string reason = "end_turn") =>
    [
        ("content_block_stop", """{"type":"content_block_stop","index":0}"""),
        ("message_delta", JsonSerializer.Serialize(new { type = "message_delta", delta = new { stop_reason = reason, stop_sequence = (string?)null }, usage = new { output_tokens = 5 } })),
        ("message_stop", """{"type":"message_stop"}"""),
    ];

    protected override ApiAnswer Answer(ApiRequest request) =>
        request.Path.StartsWith("/v1/messages", StringComparison.Ordinal) ? Says(request, "The sky ", "is blue.") : Error(404, "not_found_error");
}
