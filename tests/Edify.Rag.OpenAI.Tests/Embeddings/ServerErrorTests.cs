using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Edify.Rag.OpenAI.Tests.Support;

namespace Edify.Rag.OpenAI.Tests.Embeddings;

/// <summary>What is said of servers that can't be used: a sentence that names what to do, and nothing that is secret.</summary>
public sealed class ServerErrorTests
{
    private const string Text = "the pupil's name is Asha";

    private const string Page = "<!DOCTYPE html><html><body>Welcome</body></html>";

    // Servers quote both.
    private const string Quoting = $"Incorrect key {TestEmbedder.Key} for input '{Text}'";

    public static TheoryData<int, string, string> Refusals => new()
    {
        { 401, Refused("invalid_api_key", message: Quoting), "The model server at {0} refuses the key (invalid_api_key); check ApiKey, and that it belongs to this server." },
        { 403, Refused("unsupported_country", message: Quoting), "The model server at {0} does not let this key use the model 'word-vectors' (unsupported_country); check the rights of ApiKey, Organization and Project." },
        { 404, Refused("model_not_found", message: Quoting), "The model server at {0} has no model 'word-vectors', or none that does this (model_not_found); check Model, that the server has loaded it, and Endpoint." },
        { 400, Refused("API_KEY_INVALID", message: "API key not valid. " + Quoting), "The model server at {0} refuses the key; check ApiKey, and that it belongs to this server." },
        { 501, Refused(message: Quoting), "The model server at {0} does not serve this kind of model; start it with one that does, or check Endpoint." },
        { 418, Refused("teapot", message: Quoting), "The model server at {0} refuses the request with HTTP 418 (teapot); check Endpoint and Model." },
        { 404, Page, "There is no API as OpenAI's at {0}: it answers HTTP 404 without JSON. Check Endpoint, which most often ends with \"/v1\"." },
        { 400, Page, "There is no API as OpenAI's at {0}: it answers HTTP 400 without JSON. Check Endpoint, which most often ends with \"/v1\"." },
        { 302, Page, "There is no API as OpenAI's at {0}: it answers HTTP 302 without JSON. Check Endpoint, which most often ends with \"/v1\"." },
        { 200, Page, "There is no API as OpenAI's at {0}: it answers with a page. Check Endpoint, which most often ends with \"/v1\"." },
        { 405, "", "There is no API as OpenAI's at {0}: it answers HTTP 405 without JSON. Check Endpoint, which most often ends with \"/v1\"." },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_server_that_does_not_serve_is_one_clear_sentence(int status, string body, string sentence)
    {
        await using var api = new EmbeddingApi { OnRequest = _ => new(status, body) { Headers = ["Location: http://elsewhere.example/login"] } };
        using var embedder = api.Open(o => o.MaxRetries = 3);

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => embedder.VectorAsync(Text));

        Assert.Equal(string.Format(null, sentence, api.Endpoint), error.Message);
        Assert.False(error.IsTransient);
        Assert.Single(api.Requests);
        AssertTellsNoSecret(error);
    }

    [Theory]
    [InlineData("insufficient_quota")]
    [InlineData("billing_hard_limit_reached")]
    public async Task An_account_without_quota_is_not_asked_again(string code)
    {
        await using var api = new EmbeddingApi { OnRequest = _ => ApiAnswer.Error(429, code, message: Quoting, headers: "Retry-After: 1") };
        using var embedder = api.Open(o => o.MaxRetries = 3);

        var error = await Assert.ThrowsAsync<ModelServiceException>(() => embedder.VectorAsync(Text));

        Assert.Equal($"The account at {api.Endpoint} has no quota left ({code}); add credit or raise its limit, then run again.", error.Message);
        Assert.Equal((false, false), (error.IsTransient, error.IsOverload));
        Assert.Single(api.Requests);
        AssertTellsNoSecret(error);
    }

    [Theory]
    [InlineData(429, "has had too many requests")]
    [InlineData(500, "failed with HTTP 500 (invalid_request_error)")]
    [InlineData(503, "is overloaded, or starting")]
    public async Task An_outage_is_one_clear_sentence(int status, string what)
    {
        await using var api = new EmbeddingApi { OnRequest = _ => ApiAnswer.Error(status, message: Quoting) };
        using var embedder = api.Open();

        var error = await Assert.ThrowsAsync<ModelServiceException>(() => embedder.VectorAsync(Text));

        Assert.Equal($"The model server at {api.Endpoint} {what}; try again later, or send less at a time.", error.Message);
        Assert.Equal((api.Endpoint.ToString(), EmbeddingApi.Model), (error.Service, error.Model));
        AssertTellsNoSecret(error);
    }

    [Fact]
    public async Task A_server_that_wants_a_key_gets_one_named()
    {
        await using var api = new EmbeddingApi { OnRequest = _ => ApiAnswer.Error(401) };
        using var embedder = api.Open(o => o.ApiKey = null);

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => embedder.VectorAsync(Text));

        Assert.Equal($"The model server at {api.Endpoint} asks for a key; set ApiKey.", error.Message);
    }

    public static TheoryData<string, string> Answers => new()
    {
        { Body([0], [1f, 2f]), "it gives 1 vectors for 2 texts" },
        { Body([0, 1, 2], [1f, 2f]), "it gives 3 vectors for 2 texts" },
        { Body([0, 0], [1f, 2f]), "it gives two vectors for one text, at index 0" },
        { Body([1, 2], [1f, 2f]), "it gives no vector for the text at index 0" },
        { Body([-1, 0], [1f, 2f]), "it does not tell which text a vector belongs to" },
        { """{"data":[{"embedding":[1]},{"embedding":[1]}]}""", "it does not tell which text a vector belongs to" },
        { """{"data":[{"index":0},{"index":1}]}""", "it gives a text without a vector" },
        { """{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":[1]}]}""", "it gives vectors of 2 and of 1 dimensions at a time" },
        { """{"data":[{"index":0,"embedding":[]},{"index":1,"embedding":[]}]}""", "it gives a vector without numbers" },
        { """{"data":[{"index":0,"embedding":[1,null]},{"index":1,"embedding":[1,2]}]}""", "it gives a vector that is neither numbers nor floats in base64" },
        { """{"data":[{"index":0,"embedding":[1e99]},{"index":1,"embedding":[1]}]}""", "it gives a vector with a value that is no number, or infinite" },
        { """{"data":[{"index":0,"embedding":"AADAfw=="},{"index":1,"embedding":"AACAPw=="}]}""", "it gives a vector with a value that is no number, or infinite" },
        { """{"data":[{"index":0,"embedding":"AAA="},{"index":1,"embedding":"AAA="}]}""", "it gives a vector that is neither numbers nor floats in base64" },
        { """{"data":[{"index":0,"embedding":"!"},{"index":1,"embedding":"!"}]}""", "it gives a vector that is neither numbers nor floats in base64" },
        { """{"data":{}}""", "its answer has no list of vectors" },
        { """{"embeddings":[[1,2]]}""", "its answer has no vectors" },
        { """[1]""", "its answer is no object" },
        { """{"data":[{"index":0,"embedding":[1,""", "its answer is no JSON, or breaks off" },
        { "", "its answer is no JSON, or breaks off" },
        { "ok", "its answer is no JSON, or breaks off" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Vectors_that_cannot_be_used_are_one_clear_sentence(string body, string because)
    {
        await using var api = new EmbeddingApi { OnRequest = _ => new(200, body) };
        using var embedder = api.Open();

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => embedder.GenerateAsync([Text, "another"]));

        Assert.Equal($"The model server at {api.Endpoint} can't be used with the model 'word-vectors': {because}.", error.Message);
        AssertTellsNoSecret(error);
    }

    [Theory]
    [InlineData(16, "it gives vectors of 8 dimensions, and Dimensions asks for 16; set Dimensions to 0 or to what the model can do.")]
    [InlineData(0, "it gives vectors of 9 dimensions, and gave some of 8 before.")]
    public async Task A_dimension_that_is_not_the_expected_one_is_an_error(int dimensions, string because)
    {
        await using var api = new EmbeddingApi { OnRequest = r => EmbeddingApi.Vectors([(0, WordVectors.Of("x", r.Number == 1 ? 8 : 9))]) };
        using var embedder = api.Open(o => o.Dimensions = dimensions);

        if (dimensions == 0) await embedder.VectorAsync("first");
        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => embedder.VectorAsync("second"));

        Assert.EndsWith(because, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_not_read_to_its_end()
    {
        await using var api = new EmbeddingApi { OnRequest = _ => new(200, "{\"data\":" + new string(' ', 3 << 20) + "[]}") };
        using var embedder = api.Open();

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => embedder.VectorAsync(Text));

        Assert.Contains("longer than vectors of so many texts are", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_asked_for_again()
    {
        var time = new ImpatientTime();
        await using var api = new EmbeddingApi { OnRequest = r => r.Number == 1 ? EmbeddingApi.Vectors([(0, new float[500])]) with { BreaksOff = true } : null };
        using var embedder = api.Open(o => o.MaxRetries = 1, time);

        Assert.Equal(WordVectors.Of("a text", 64), await embedder.VectorAsync("a text"));
        Assert.Equal((2, 1), (api.Requests.Count, time.Waits.Count));
    }

    [Fact]
    public async Task A_server_that_is_down_is_one_clear_sentence()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://{listener.LocalEndpoint}/v1");
        listener.Stop();
        await using var api = new EmbeddingApi();
        using var embedder = api.Open(o => o.Endpoint = endpoint);

        var error = await Assert.ThrowsAsync<ModelServiceException>(() => embedder.VectorAsync(Text));

        Assert.Equal($"The model server at {endpoint} can't be reached; check that it runs, and Endpoint.", error.Message);
        Assert.Equal((true, false), (error.IsTransient, error.IsOverload));
        AssertTellsNoSecret(error);
    }

    [Fact]
    public async Task A_host_that_nobody_knows_is_one_clear_sentence()
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open(o => o.Endpoint = new Uri("http://no-such-host.invalid/v1"));

        var error = await Assert.ThrowsAsync<ModelServiceException>(() => embedder.VectorAsync(Text));

        Assert.Equal("The host of http://no-such-host.invalid/v1 is not known here; check Endpoint and the network.", error.Message);
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_is_one_clear_sentence()
    {
        await using var api = new EmbeddingApi();
        await AssertNoTlsAsync(api, new UriBuilder(api.Endpoint) { Scheme = "https" }.Uri);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_one_clear_sentence()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var api = new EmbeddingApi(certificate: certificate);
        await AssertNoTlsAsync(api, api.Endpoint);
    }

    private static async Task AssertNoTlsAsync(EmbeddingApi api, Uri endpoint)
    {
        using var embedder = api.Open(o => (o.Endpoint, o.MaxRetries) = (endpoint, 3));

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => embedder.VectorAsync(Text));

        Assert.Equal($"No encrypted connection to {endpoint} could be made; check that Endpoint begins as the server speaks, https or http, and that this machine trusts its certificate.", error.Message);
        Assert.Empty(api.Requests);
        AssertTellsNoSecret(error);
    }

    private static string Refused(string? code = null, string message = "refused") => ApiAnswer.Error(400, code, message: message).Body;

    private static string Body(int[] indexes, float[] vector) =>
        JsonSerializer.Serialize(new { data = indexes.Select(index => new { index, embedding = vector }) });

    private static void AssertTellsNoSecret(Exception error)
    {
        Assert.DoesNotContain(TestEmbedder.Key, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Asha", error.ToString(), StringComparison.Ordinal);
    }
}
