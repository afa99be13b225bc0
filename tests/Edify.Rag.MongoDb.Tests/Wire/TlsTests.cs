using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Tests.Client;

namespace Edify.Rag.MongoDb.Tests.Wire;

public sealed class TlsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task A_server_whose_authority_is_named_is_trusted()
    {
        using var certificate = Certificate("127.0.0.1", "ca.pem");
        await using var server = new MongoDouble(new() { Certificate = certificate });
        await using var client = new TestClient(server, "tlsCAFile=" + Uri.EscapeDataString(_directory["ca.pem"]));

        Assert.Equal(1.0, (await client.PingAsync())["ok"]);
    }

    [Theory]
    [InlineData("tls=true", "127.0.0.1")]
    [InlineData("tlsCAFile=other.pem", "127.0.0.1")]
    [InlineData("tlsCAFile=ca.pem", "127.0.0.2")]
    [InlineData("tlsCAFile=ca.pem&tlsAllowInvalidCertificates=true", "127.0.0.2")]
    public async Task A_server_that_can_t_prove_who_it_is_is_not_talked_to(string options, string name)
    {
        using var certificate = Certificate(name, "ca.pem");
        using var other = Certificate("127.0.0.1", "other.pem");
        await using var server = new MongoDouble(new() { Certificate = certificate });
        await using var client = new TestClient(server, "serverSelectionTimeoutMS=500&" + options.Replace("tlsCAFile=", "tlsCAFile=" + Uri.EscapeDataString(_directory.Path + "/"), StringComparison.Ordinal));

        await Assert.ThrowsAsync<MongoIncompatibleException>(() => client.PingAsync());
        Assert.Empty(server.Calls);
    }

    [Theory]
    [InlineData("tlsInsecure=true", "127.0.0.2")]
    [InlineData("tls=true&tlsAllowInvalidCertificates=true", "127.0.0.1")]
    [InlineData("tlsCAFile=ca.pem&tlsAllowInvalidHostnames=true", "127.0.0.2")]
    public async Task Checks_are_left_out_where_the_connection_string_says_so(string options, string name)
    {
        using var certificate = Certificate(name, "ca.pem");
        await using var server = new MongoDouble(new() { Certificate = certificate });
        await using var client = new TestClient(server, options.Replace("tlsCAFile=", "tlsCAFile=" + Uri.EscapeDataString(_directory.Path + "/"), StringComparison.Ordinal));

        Assert.Equal(1.0, (await client.PingAsync())["ok"]);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told()
    {
        await using var server = new MongoDouble();
        await using var client = new TestClient(server, "tlsCAFile=nowhere.pem&serverSelectionTimeoutMS=500");

        Assert.Contains("tlsCAFile", (await Assert.ThrowsAsync<RagConfigurationException>(() => client.PingAsync())).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    // An authority's and a server's certificate in one, as people make them for tests.
    private X509Certificate2 Certificate(string address, string file)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(_directory[file], made.ExportCertificatePem());
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
