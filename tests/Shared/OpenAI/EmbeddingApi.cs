using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Edify.Rag.Tests.Shared;

/// <summary>A server that speaks OpenAI's API for embeddings on a socket, as strictly as OpenAI's, and as a test wishes.</summary>
internal sealed class EmbeddingApi(TimeProvider? time = null, X509Certificate2? certificate = null) : ApiServer(time, certificate)
{
    public const string Model = "word-vectors";
    public const int MostTexts = 2048;

    public int Dimension { get; init; } = 64;

    /// <summary>Whether vectors are numbers whatever was asked for, as servers of one's own do it.</summary>
    public bool KnowsNoBase64 { get; init; }

    /// <summary>Whether the vectors come in another order than the texts.</summary>
    public bool AnswersBackwards { get; init; }

    /// <summary>An answer with these vectors, in this order.</summary>
    public static ApiAnswer Vectors(IEnumerable<(int Index, object Vector)> vectors, object? usage = null) => new(200, JsonSerializer.Serialize(new
    {
        @object = "list",
        data = vectors.Select(v => new { @object = "embedding", index = v.Index, embedding = v.Vector }),
        model = Model,
        usage = usage ?? new { prompt_tokens = 1, total_tokens = 1 },
    }));

    protected override ApiAnswer Answer(ApiRequest request)
    {
        if (request.Path != "/v1/embeddings") return ApiAnswer.Error(404, "unknown_url");
        if (request.Model != Model) return ApiAnswer.Error(404, "model_not_found");
        var texts = request.Texts;
        if (texts.Count is 0 or > MostTexts || texts.Contains(string.Empty)) return ApiAnswer.Error(400, param: "input");
        var dimension = request.Dimensions ?? Dimension;
        var words = texts.Sum(text => text.Split(' ').Length);
        var vectors = texts.Select((text, i) => (i, Form(WordVectors.Of(text, dimension), request.AsksForBase64 && !KnowsNoBase64)));
        return Vectors(AnswersBackwards ? vectors.Reverse() : vectors, new { prompt_tokens = words, total_tokens = words + 1 });
    }

    private static object Form(float[] vector, bool isBase64) => isBase64 ? Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())) : vector;
}
