using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Tests.Support;
using Made = Edify.Rag.Qdrant.Tests.Support.Records;

namespace Edify.Rag.Qdrant.Tests.Connection;

/// <summary>Each thing that can be wrong with a server is an error of its own, with what to do, and without secrets.</summary>
public sealed class ServerErrorsTests
{
    private const string Key = "s3cret-key-of-the-school";

    [Fact]
    public async Task A_server_that_is_not_there()
    {
        var error = await FailedAsync(o => (o.Endpoint, o.MaxRetries) = (new("http://127.0.0.1:1"), 0));

        AssertSays(error, isTransient: true, "can't be reached", "127.0.0.1:1");
        Assert.Equal(("http://127.0.0.1:1", "", "check"), (error.Store, error.Collection, error.Operation));
    }

    [Fact]
    public async Task A_name_that_nobody_has() =>
        AssertSays(await FailedAsync(o => (o.Endpoint, o.MaxRetries) = (new("http://qdrant.invalid:6333"), 0)), isTransient: true, "qdrant.invalid");

    [Theory]
    [InlineData(null)]
    [InlineData("wrong-key")]
    public async Task A_key_that_is_wrong(string? key)
    {
        await using var qdrant = await TestQdrant.StartAsync(new() { ApiKey = Key });
        var store = qdrant.Store(o => o.ApiKey = key);

        var error = await Assert.ThrowsAsync<VectorStoreException>(() => store.CountAsync(Made.Name, Made.Everything));
        AssertSays(error, isTransient: false, "API key", "ApiKey");
        Assert.Equal((Made.Name, "count"), (error.Collection, error.Operation));
        Assert.DoesNotContain("wrong-key", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_may_only_read()
    {
        await using var qdrant = await TestQdrant.StartAsync(new() { ApiKey = Key, ReadOnlyApiKey = "reader" });
        await qdrant.Store().EnsureCollectionAsync(Made.Definition());
        var reader = qdrant.Store(o => o.ApiKey = "reader");

        Assert.Equal(0, await reader.CountAsync(Made.Name, Made.Everything));
        AssertSays(await Assert.ThrowsAsync<VectorStoreException>(() => reader.UpsertAsync(Made.Name, [Made.One(new(1))])), isTransient: false, "may not");
    }

    [Theory]
    [InlineData("1.14.1")]
    [InlineData("0.9.0")]
    public async Task A_server_that_is_too_old(string version) =>
        AssertSays(await FailedAsync(_ => { }, new ScriptedHandler((_, _) => ScriptedHandler.Version(version))), isTransient: false, version, "1.15");

    [Theory]
    [InlineData("""{"name":"opensearch","version":{"number":"2.1"}}""", true)]
    [InlineData("""{"version":"of another kind"}""", false)]
    [InlineData("<html>", true)]
    public async Task A_server_that_is_another(string body, bool isTransient) =>
        AssertSays(await FailedAsync(o => o.MaxRetries = 0, new ScriptedHandler((_, _) => ScriptedHandler.Json(body))), isTransient, "Endpoint");

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        var handler = new ScriptedHandler((_, _) => new(HttpStatusCode.Redirect) { Headers = { Location = new("https://elsewhere.example/") } });
        AssertSays(await FailedAsync(_ => { }, handler), isTransient: false, "not followed");
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_and_one_that_is_named()
    {
        using var authority = Authority();
        using var certificate = Issued(authority);
        await using var qdrant = await TestQdrant.StartAsync(new() { Certificate = certificate });
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory["ca.pem"], authority.ExportCertificatePem());

        AssertSays(await Assert.ThrowsAsync<VectorStoreException>(() => qdrant.Store(o => o.MaxRetries = 0).CheckAsync()), isTransient: false, "certificate");
        await qdrant.Store(o => o.CertificateAuthorityFile = directory["ca.pem"]).CheckAsync();
    }

    [Fact]
    public async Task Https_to_a_server_that_speaks_http()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        AssertSays(await FailedAsync(o => (o.Endpoint, o.MaxRetries) = (new($"https://127.0.0.1:{qdrant.Server.Address.Port}"), 0)), isTransient: false, "TLS");
    }

    [Fact]
    public void A_file_of_certificates_that_holds_none_is_an_error_of_the_configuration()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["ca.pem"], "no certificate");
        var error = Assert.Throws<RagConfigurationException>(() => QdrantTransport.Create(new() { CertificateAuthorityFile = directory["ca.pem"] }));
        Assert.Contains("CertificateAuthorityFile", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_goes_to_the_server_and_nowhere_else()
    {
        var options = new QdrantOptions { Endpoint = new("http://qdrant.example:6333"), ApiKey = Key, MaxRetries = 1 };
        var logger = new ListLogger<QdrantCalls>();
        var handler = new ScriptedHandler((number, _) => number == 1 ? new(HttpStatusCode.ServiceUnavailable) : ScriptedHandler.Json("""{"status":{"error":"no"}}""", HttpStatusCode.BadRequest));
        using var calls = new QdrantCalls(options, TimeProvider.System, logger, handler);
        var fault = await Assert.ThrowsAsync<QdrantFault>(() => calls.SendAsync(QdrantRequest.Get("/"), Answers.Any, TestContext.Current.CancellationToken));

        Assert.All(handler.Requests, request => Assert.Contains(Key, request, StringComparison.Ordinal));
        Assert.Contains(logger.Lines, line => line.Contains("unencrypted", StringComparison.Ordinal));
        Assert.All([fault.ToString(), options.ToString(), calls.Place, .. logger.Lines], text => Assert.DoesNotContain(Key, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"status":{"error":"Wrong input: Not found"},"time":0}""", "Wrong input: Not found")]
    [InlineData("""{"status":{"error":"invalid value: string \"what the document says\", expected a map"}}""", "invalid value: string \"…\", expected a map")]
    [InlineData("Must provide an API key", "Must provide an API key")]
    [InlineData("<html>proxy</html>", null)]
    [InlineData("""{"status":"ok"}""", null)]
    [InlineData("", null)]
    public void What_a_server_says_is_told_without_what_it_quotes(string body, string? expected) =>
        Assert.Equal(expected, ErrorBody.Read(System.Text.Encoding.UTF8.GetBytes(body)));

    private static void AssertSays(VectorStoreException error, bool isTransient, params string[] parts)
    {
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(Key, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(isTransient, error.IsTransient);
    }

    private static async Task<VectorStoreException> FailedAsync(Action<QdrantOptions> configure, HttpMessageHandler? handler = null)
    {
        var options = new QdrantOptions { ApiKey = Key, Timeout = TimeSpan.FromSeconds(30) };
        configure(options);
        using var calls = new QdrantCalls(options, TimeProvider.System, new ListLogger<QdrantCalls>(), handler);
        var store = new QdrantVectorStore(calls, options, TimeProvider.System, new ListLogger<QdrantVectorStore>());
        return await Assert.ThrowsAsync<VectorStoreException>(() => store.CheckAsync());
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=School authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
    }

    private static X509Certificate2 Issued(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(20), [1, 2, 3, 4]);
        using var whole = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
