using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edify.Rag.Repository.Tests.Servers;

/// <summary>What answers at the addresses is what they say, told by protocol and without a client library.</summary>
public sealed class StartedServersTests
{
    [Fact, Trait("Needs", "azure")]
    public async Task Azure_refuses_who_has_no_key()
    {
        var setting = new DbConnectionStringBuilder { ConnectionString = TestServers.AzureBlobs };
        var endpoint = setting.TryGetValue("BlobEndpoint", out var given) ? (string)given : $"https://{setting["AccountName"]}.blob.core.windows.net";
        using var client = new HttpClient();

        using var response = await client.GetAsync(new Uri($"{endpoint.TrimEnd('/')}/?comp=list"));

        Assert.True(response.Headers.Contains("x-ms-request-id"));
        Assert.True(response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.Conflict, $"{response.StatusCode}");
    }

    [Fact, Trait("Needs", "s3")]
    public async Task S3_refuses_who_has_no_key()
    {
        using var client = new HttpClient();

        using var response = await client.PutAsync(new Uri(TestServers.S3.Endpoint, "bucket-of-nobody"), content: null);

        Assert.True(response.Headers.Contains("x-amz-request-id"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact, Trait("Needs", "postgres")]
    public async Task Postgres_says_whether_it_speaks_in_cipher()
    {
        var setting = new DbConnectionStringBuilder { ConnectionString = TestServers.Postgres };
        var port = setting.TryGetValue("Port", out var given) ? (string)given : "5432";

        // The request for TLS: its length, then the number that stands for it.
        var answer = await AskAsync($"{setting["Host"]}:{port}", [0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F]);

        Assert.True(answer[0] is 'S' or 'N', answer);
    }

    [Fact, Trait("Needs", "redis")]
    public async Task Redis_answers_a_ping()
    {
        var answer = await AskAsync(TestServers.Redis, "PING\r\n"u8.ToArray());

        Assert.True(answer.StartsWith("+PONG", StringComparison.Ordinal) || answer.StartsWith("-NOAUTH", StringComparison.Ordinal), answer);
    }

    private static async Task<string> AskAsync(string address, byte[] request)
    {
        var parts = address.Split(',')[0].Split(':');
        using var client = new TcpClient();
        await client.ConnectAsync(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
        await client.GetStream().WriteAsync(request);
        var answer = new byte[64];
        return Encoding.ASCII.GetString(answer, 0, await client.GetStream().ReadAsync(answer));
    }
}
