using Edify.Rag.OpenAI.Connection;
using Edify.Rag.Shared.Http;

namespace Edify.Rag.OpenAI.Chat;

/// <summary>What refusals of a chat mean.</summary>
internal static class ChatRefusal
{
    public static RagException Of(ServerAnswer answer, ServerErrors errors)
    {
        var body = ErrorBody.Read(answer.Body);
        if (!body.IsJson || body.IsAboutKey || answer.Status is not (400 or 413 or 422)) return errors.Of(answer, body);
        if (IsFilter(body)) return Filtered(errors);
        if (answer.Status == 413 || IsTooLong(body))
            return new ModelRefusalException(errors.Address, ModelRefusal.TooLong, $"{errors.Server} finds the prompt too long{Why(body)}; lower the context budget, or choose a model that reads more.");
        return body.Parameter is "model"
            ? errors.Unusable("it refuses the setting 'model'")
            : new ModelRefusalException(
                errors.Address, ModelRefusal.Invalid, $"{errors.Server} refuses the request with HTTP {answer.Status}{Why(body)}{About(body)}; check MaxOutputTokens, Temperature, StreamUsage and what the call asks for.");
    }

    /// <summary>What an error means that comes in place of a piece of a stream.</summary>
    public static RagException InStream(ReadOnlyMemory<byte> data, ServerErrors errors, string model)
    {
        var body = ErrorBody.Read(data);
        if (IsFilter(body)) return Filtered(errors);
        return IsTooLong(body)
            ? new ModelRefusalException(errors.Address, ModelRefusal.TooLong, $"{errors.Server} finds the prompt too long{Why(body)}; lower the context budget, or choose a model that reads more.")
            : new ModelServiceException(errors.Address, model, $"{errors.Server} broke its answer off with an error{Why(body)}; try again later.", isTransient: true)
            {
                IsOverload = body.Code is "rate_limit_exceeded" or "overloaded_error" or "server_overloaded",
            };
    }

    private static ModelRefusalException Filtered(ServerErrors errors) =>
        new(errors.Address, ModelRefusal.ContentFilter, $"A content filter of {char.ToLowerInvariant(errors.Server[0])}{errors.Server[1..]} stopped the call.");

    private static bool IsFilter(ErrorBody body) => body.Code is "content_filter" or "content_policy_violation" or "ResponsibleAIPolicyViolation";

    private static bool IsTooLong(ErrorBody body) =>
        body.Code is "context_length_exceeded" or "string_above_max_length" || body.Speaks("context length", "context window", "context size", "too many tokens", "prompt is too long");

    private static string Why(ErrorBody body) => body.Code is { } code ? $" ({code})" : string.Empty;

    private static string About(ErrorBody body) => body.Parameter is { } parameter ? $" about '{parameter}'" : string.Empty;
}
