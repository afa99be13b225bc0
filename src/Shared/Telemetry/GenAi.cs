namespace Edify.Rag.Shared.Telemetry;

/// <summary>Names of OpenTelemetry's conventions for generative AI, as of v1.41.1: the one place that knows them.</summary>
/// <remarks>They are in development; a newer version may rename them here and nowhere else.</remarks>
internal static class GenAi
{
    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string ResponseModel = "gen_ai.response.model";
    public const string Dimensions = "gen_ai.embeddings.dimension.count";
    public const string RequestStream = "gen_ai.request.stream";
    public const string FinishReasons = "gen_ai.response.finish_reasons";
    public const string FirstChunk = "gen_ai.response.time_to_first_chunk";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string TokenType = "gen_ai.token.type";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";

    /// <summary>Value of <see cref="OperationName"/> for embedders.</summary>
    public const string Embeddings = "embeddings";

    /// <summary>Value of <see cref="OperationName"/> for language models.</summary>
    public const string Chat = "chat";

    /// <summary>Value of <see cref="TokenType"/> for what a model reads.</summary>
    public const string Input = "input";

    /// <summary>Value of <see cref="TokenType"/> for what a model writes.</summary>
    public const string Output = "output";

    /// <summary>Histogram of seconds.</summary>
    public const string OperationDuration = "gen_ai.client.operation.duration";

    /// <summary>Histogram of seconds.</summary>
    public const string TimeToFirstChunk = "gen_ai.client.operation.time_to_first_chunk";

    /// <summary>Histogram of tokens.</summary>
    public const string TokenUsage = "gen_ai.client.token.usage";

    /// <summary>Bounds of <see cref="OperationDuration"/>.</summary>
    public static double[] DurationBuckets => [.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

    /// <summary>Bounds of <see cref="TokenUsage"/>.</summary>
    public static long[] TokenBuckets => [1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];
}
