using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Edify.Rag.Tests.Shared;

/// <summary>A server that speaks OpenAI's API for chats on a socket: it repeats the question, or does what a test wishes.</summary>
internal sealed class ChatApi(TimeProvider? time = null, X509Certificate2? certificate = null) : ApiServer(time, certificate)
{
    public const string Model = "scripted-chat";

    /// <summary>An answer, in pieces where that was asked for.</summary>
    public static ApiAnswer Says(ApiRequest request, params string[] pieces) =>
        request.Streams ? Streams([.. pieces.Select(piece => Piece(piece)), Last(), Usage(), "[DONE]"]) : Whole(string.Concat(pieces));

    /// <summary>A stream of events with these data.</summary>
    public static ApiAnswer Streams(IEnumerable<string> data, ApiEnding ending = ApiEnding.Whole) => Raw(data.Select(item => $"data: {item}\n\n"), ending);

    /// <summary>A stream of whatever this is.</summary>
    public static ApiAnswer Raw(IEnumerable<string> pieces, ApiEnding ending = ApiEnding.Whole) =>
        new(200, string.Empty) { ContentType = "text/event-stream", Pieces = pieces, Ending = ending };

    public static ApiAnswer Whole(string text, string finish = "stop") => new(200, JsonSerializer.Serialize(new
    {
        id = "chat-1",
        @object = "chat.completion",
        created = 1_767_225_600,
        model = Model,
        choices = new[] { new { index = 0, message = new { role = "assistant", content = text }, finish_reason = finish } },
        usage = new { prompt_tokens = 20, completion_tokens = 5, total_tokens = 25, prompt_tokens_details = new { cached_tokens = 8 } },
    }));

    /// <summary>A piece of text, as data of an event.</summary>
    public static string Piece(string text) => Event(new { role = "assistant", content = text }, null);

    /// <summary>The end, as data of an event.</summary>
    public static string Last(string finish = "stop") => Event(new { }, finish);

    public static string Usage() => JsonSerializer.Serialize(new
    {
        id = "chat-1",
        model = Model,
        choices = Array.Empty<object>(),
        usage = new { prompt_tokens = 20, completion_tokens = 5, total_tokens = 25, prompt_tokens_details = new { cached_tokens = 8 } },
    });

    public static string Event(object delta, string? finish) => JsonSerializer.Serialize(new
    {
        id = "chat-1",
        @object = "chat.completion.chunk",
        created = 1_767_225_600,
        model = Model,
        choices = new[] { new { index = 0, delta, finish_reason = finish } },
    });

    protected override ApiAnswer Answer(ApiRequest request)
    {
        if (request.Path != "/v1/chat/completions") return ApiAnswer.Error(404, "unknown_url");
        return request.Model == Model ? Says(request, "You ask: ", request.Prompt) : ApiAnswer.Error(404, "model_not_found");
    }
}
