using System.Text.Json;

namespace Edify.Rag.Tests.Shared;

/// <summary>What is answered.</summary>
/// <param name="Status">HTTP's status.</param>
/// <param name="Body">The body.</param>
internal sealed record ApiAnswer(int Status, string Body)
{
    public string ContentType { get; init; } = "application/json";

    /// <summary>Further headers, a line each.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Whether nothing is sent until the client goes.</summary>
    public bool Stalls { get; init; }

    /// <summary>Whether the connection ends in the middle of the body.</summary>
    public bool BreaksOff { get; init; }

    /// <summary>A refusal as OpenAI writes it.</summary>
    public static ApiAnswer Error(int status, string? code = null, string? param = null, string message = "refused", params string[] headers) =>
        new(status, JsonSerializer.Serialize(new { error = new { message, type = "invalid_request_error", param, code } })) { Headers = headers };
}
