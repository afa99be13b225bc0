using System.Net;
using System.Net.Sockets;
using Xunit.Sdk;

namespace Edify.Rag.Repository.Tests.Servers;

public sealed class ServerSettingsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string> _variables = [];
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public ServerSettingsTests() => _server.Start();

    private int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    private ServerSettings Settings => new(_variables.GetValueOrDefault, _directory["servers.env"]);

    public void Dispose()
    {
        _server.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void A_variable_wins_over_what_was_started()
    {
        _variables["EDIFY_TEST_REDIS"] = "redis.example:6379";
        Started($"EDIFY_TEST_REDIS=127.0.0.1:{Port}");

        Assert.Equal("redis.example:6379", Settings.Need(Server.Redis));
    }

    [Theory]
    [InlineData("azure", "BlobEndpoint=http://127.0.0.1:PORT/edify;AccountKey=a==;")]
    [InlineData("s3", "Endpoint=http://127.0.0.1:PORT;AccessKey=a;SecretKey=b;Region=us-east-1")]
    [InlineData("postgres", "Host=127.0.0.1;Port=PORT;Username=postgres;Password=p=;Database=postgres")]
    [InlineData("redis", "127.0.0.1:PORT")]
    public void A_server_that_was_started_and_answers_is_used(string name, string form)
    {
        var server = Server.All.Single(s => s.Name == name);
        var setting = form.Replace("PORT", $"{Port}", StringComparison.Ordinal);
        Started("EDIFY_TEST_OTHER=127.0.0.1:1", $"{server.Variable}={setting}");

        Assert.Equal(setting, Settings.Need(server));
    }

    [Fact]
    public void A_server_that_no_longer_answers_skips_the_test_and_tells_how_to_provide_one()
    {
        Started($"EDIFY_TEST_REDIS=127.0.0.1:{Port}");
        _server.Stop();

        var message = SkipOf(Server.Redis);

        Assert.Contains("tests/servers/servers.sh", message, StringComparison.Ordinal);
        Assert.Contains("EDIFY_TEST_REDIS", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_nobody_started_skips_the_test() => Assert.Contains("start azure", SkipOf(Server.Azure), StringComparison.Ordinal);

    [Fact]
    public void A_server_that_is_required_fails_the_test()
    {
        _variables["EDIFY_REQUIRE_SERVERS"] = "1";

        Assert.Contains("start postgres", Assert.Throws<FailException>(() => Settings.Need(Server.Postgres)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_looked_for_where_the_script_writes_it()
    {
        _variables["HOME"] = "/home/a";
        Assert.Equal("/home/a/.cache/edify-rag/servers/run/servers.env", ServerSettings.FileOf(_variables.GetValueOrDefault));

        _variables["XDG_CACHE_HOME"] = "/caches";
        Assert.Equal("/caches/edify-rag/servers/run/servers.env", ServerSettings.FileOf(_variables.GetValueOrDefault));

        (_variables["EDIFY_SERVERS_DIR"], _variables["EDIFY_SERVERS_SET"]) = ("/own", "second");
        Assert.Equal("/own/second/servers.env", ServerSettings.FileOf(_variables.GetValueOrDefault));
    }

    // An assertion of a skip would pass it on, and skip.
    private string SkipOf(Server server)
    {
        try
        {
            return $"none, but '{Settings.Need(server)}'";
        }
        catch (SkipException skip)
        {
            return skip.Message;
        }
    }

    private void Started(params string[] lines) => File.WriteAllLines(_directory["servers.env"], lines);
}
