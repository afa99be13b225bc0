using Edify.Rag.Shared.Http;

namespace Edify.Rag.OpenAI.Embeddings;

/// <summary>Tells refusals of texts from refusals of the request or of the caller.</summary>
internal static class TextRefusal
{
    private const int BadRequest = 400;
    private const int TooLarge = 413;
    private const int Unprocessable = 422;
    private const int ServerError = 500;

    /// <summary>The refusal; <see langword="null"/> when it is not about the texts.</summary>
    public static EmbeddingReply? Of(int status, ErrorBody body)
    {
        var isTooLong = IsAboutLength(status, body);
        if (!isTooLong && !IsAboutContent(status, body)) return null;
        var what = isTooLong ? "the server finds it too long" : "the server refuses it";
        return new EmbeddingReply { IsTooLong = isTooLong, Reason = $"{what} (HTTP {status}{(body.Code is { } code ? $", {code}" : string.Empty)})" };
    }

    // The servers' own words: OpenAI, Azure, vLLM; text-embeddings-inference; Ollama; llama.cpp and LM Studio, with a 500.
    private static bool IsAboutLength(int status, ErrorBody body) => status switch
    {
        TooLarge => true,
        BadRequest or Unprocessable => body.Speaks("context length", "context size", " tokens", "too long", "too large", "exceeds maximum", "batch size"),
        ServerError => body.Speaks("input is too large", "too large to process", "context length", "context size"),
        _ => false,
    };

    private static bool IsAboutContent(int status, ErrorBody body) =>
        status is BadRequest or Unprocessable
        && body.IsJson
        && body.Code is not ("model_not_found" or "DeploymentNotFound")
        && !body.IsAboutSetting
        && !body.IsAboutKey;
}
