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

    /// <summary>The body in pieces, each of which is sent for itself; null sends <see cref="Body"/>.</summary>
    public IEnumerable<string>? Pieces { get; init; }

    /// <summary>What follows the pieces.</summary>
    public ApiEnding Ending { get; init; }

    /// <summary>A refusal as OpenAI writes it.</summary>
    public static ApiAnswer Error(int status, string? code = null, string? param = null, string message = "refused", params string[] headers) =>
        new(status, JsonSerializer.Serialize(new { error = new { message, type = "invalid_request_error", param, code } })) { Headers = headers };
}

/// <summary>How an answer in pieces ends.</summary>
internal enum ApiEnding
{
    /// <summary>As it should.</summary>
    Whole,

    /// <summary>With silence, until the client goes.</summary>
    Stalls,

    /// <summary>With the end of the connection.</summary>
    BreaksOff,

    /// <summary>With a reset of the connection.</summary>
    Resets,
}
