using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Tests.Serving;

public sealed class QdrantServerTests
{
    private const string Two = """{"vectors":{"size":2,"distance":"Dot"}}""";

    [Theory]
    [InlineData("healthz")]
    [InlineData("livez")]
    [InlineData("readyz")]
    public async Task It_says_that_it_is_well_to_who_has_no_key(string path)
    {
        await using var server = await QdrantServer.StartAsync(new() { ApiKey = "key" });
        using var client = new TestClient(server);

        using var response = await client.SendAsync("GET", path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData(null, "Must provide an API key or an Authorization bearer token")]
    [InlineData("wrong", "Invalid API key or JWT")]
    public async Task Who_has_no_key_hears_so_in_plain_text(string? key, string expected)
    {
        await using var server = await QdrantServer.StartAsync(new() { ApiKey = "right" });
        using var client = new TestClient(server, apiKey: key);

        using var response = await client.SendAsync("GET", "collections");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_key_for_reading_does_not_write()
    {
        await using var server = await QdrantServer.StartAsync(new() { ApiKey = "write", ReadOnlyApiKey = "read" });
        using var writer = new TestClient(server, apiKey: "write");
        using var reader = new TestClient(server, apiKey: "read");
        await writer.ResultAsync("PUT", "collections/c", Two);

        Assert.Equal(0, (await reader.ResultAsync("POST", "collections/c/points/count", "{}")).GetProperty("count").GetInt32());
        Assert.Equal(403, (await reader.FailAsync("PUT", "collections/d", Two)).Status);
        Assert.Equal(403, (await reader.FailAsync("POST", "collections/c/points/delete", """{"points":[1]}""")).Status);
    }

    [Fact]
    public async Task It_serves_https()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddDays(-1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        await using var server = await QdrantServer.StartAsync(new() { Certificate = certificate });
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString() },
        };
        using var client = new TestClient(server, handler);

        Assert.Equal("https", server.Address.Scheme);
        Assert.Equal("1.19.0", (await client.CallAsync("GET", "")).Json.GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("1.15.5", HttpStatusCode.OK)]
    [InlineData("1.19.0", HttpStatusCode.NotFound)]
    public async Task What_a_version_dropped_is_gone(string version, HttpStatusCode expected)
    {
        await using var server = await QdrantServer.StartAsync(new() { Version = version });
        using var client = new TestClient(server);
        await client.ResultAsync("PUT", "collections/c", Two);

        using var response = await client.SendAsync("POST", "collections/c/points/search", """{"vector":[1,2],"limit":1}""");

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_a_bad_request()
    {
        await using var server = await QdrantServer.StartAsync();
        using var client = new TestClient(server);
        await client.ResultAsync("PUT", "collections/c", Two);

        var body = $$$"""{"points":[{"id":1,"vector":[1,2],"payload":{"text":"{{{new string('x', 32 << 20)}}}"}}]}""";

        var (status, error) = await client.FailAsync("PUT", "collections/c/points?wait=true", body);

        Assert.Equal(400, status);
        Assert.Contains("larger than allowed (limit: 33554432 bytes)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_are_used_up_in_order()
    {
        await using var server = await QdrantServer.StartAsync();
        // A connection for each request: one that was used before is tried again by the handler itself.
        using var client = new TestClient(server, new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
        server.Fault(new QdrantFault.Fail(429, "Rate limiting exceeded: wait", RetryAfter: 3), when: (method, path) => method == "PUT" && path == "/collections/c");
        server.Fault(new QdrantFault.FailAfter(503), when: (method, _) => method == "PUT");
        server.Fault(new QdrantFault.Cut(), times: 2, when: (_, path) => path == "/aliases");

        using var limited = await client.SendAsync("PUT", "collections/c", Two);
        Assert.Equal((HttpStatusCode.TooManyRequests, "3"), (limited.StatusCode, limited.Headers.RetryAfter!.ToString()));
        Assert.False((await client.ResultAsync("GET", "collections/c/exists")).GetProperty("exists").GetBoolean());

        Assert.Equal(503, (await client.FailAsync("PUT", "collections/c", Two)).Status);
        Assert.True((await client.ResultAsync("GET", "collections/c/exists")).GetProperty("exists").GetBoolean());

        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync("GET", "aliases"));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync("GET", "aliases"));
        Assert.Empty((await client.ResultAsync("GET", "aliases")).GetProperty("aliases").EnumerateArray());
    }

    [Fact]
    public async Task Many_clients_can_write_at_a_time()
    {
        await using var server = await QdrantServer.StartAsync();
        using var client = new TestClient(server);
        await client.ResultAsync("PUT", "collections/c", Two);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => client.ResultAsync("PUT", "collections/c/points?wait=true", $$"""{"points":[{"id":{{i}},"vector":[1,2]}]}""")));

        Assert.Equal(50, (await client.ResultAsync("POST", "collections/c/points/count", "{}")).GetProperty("count").GetInt32());
    }
}
