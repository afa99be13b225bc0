using System.Net;
using Edify.Rag.MongoDb.Dns;
using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Tests.Dns;

public sealed class SrvLookupTests : IAsyncDisposable
{
    private readonly DnsDouble _dns = new();

    [Fact]
    public async Task Servers_and_options_come_from_DNS()
    {
        _dns.Add("_mongodb._tcp.db.school.example", ("A.school.example", 27017), ("b.school.example", 27018));
        _dns.Add("db.school.example", "replicaSet=rs0&auth", "Source=users");

        var settings = await FindAsync("mongodb+srv://u:p@db.school.example/lessons");

        Assert.Equal([new("a.school.example", 27017), new("b.school.example", 27018)], settings.Hosts);
        Assert.Equal("rs0", settings.ReplicaSet);
        Assert.Equal("users", settings.Credential!.Source);
        Assert.NotNull(settings.Tls);
        Assert.Equal("db.school.example", settings.ToString());
    }

    [Fact]
    public async Task Options_of_the_string_go_before_those_of_DNS()
    {
        _dns.Add("_mongodb._tcp.db.school.example", ("a.school.example", 27017));
        _dns.Add("db.school.example", "authSource=users");

        Assert.Equal("mine", (await FindAsync("mongodb+srv://u:p@db.school.example/?authSource=mine")).Credential!.Source);
    }

    [Fact]
    public async Task An_answer_that_is_too_long_for_a_datagram_is_asked_for_by_connection()
    {
        _dns.Add("_mongodb._tcp.db.school.example", [.. Enumerable.Range(0, 50).Select(i => ($"server-{i}.school.example", 27017 + i))]);

        var settings = await FindAsync("mongodb+srv://db.school.example");

        Assert.Equal(50, settings.Hosts.Count);
        Assert.True(_dns.Connections > 0);
    }

    [Fact]
    public async Task Some_of_the_servers_are_taken_by_chance()
    {
        var all = Enumerable.Range(0, 9).Select(i => ($"s{i}.school.example", 27017)).ToArray();
        _dns.Add("_rag._tcp.db.school.example", all);

        var settings = await FindAsync("mongodb+srv://db.school.example/?srvServiceName=rag&srvMaxHosts=4");

        Assert.Equal(4, settings.Hosts.Distinct().Count());
        Assert.All(settings.Hosts, h => Assert.Contains((h.Host, h.Port), all));
    }

    [Theory]
    [InlineData("db.school.example", "a.school.example", true)]
    [InlineData("db.school.example", "a.b.school.example", true)]
    [InlineData("db.school.example", "school.example", false)]
    [InlineData("db.school.example", "a.evilschool.example", false)]
    [InlineData("db.school.example", "a.school.example.evil", false)]
    [InlineData("school.example", "a.school.example", true)]
    [InlineData("school.example", "b.example", false)]
    [InlineData("school.example", "school.example", false)]
    [InlineData("localhost", "a.localhost", true)]
    [InlineData("localhost", "localhost", false)]
    public async Task Servers_of_other_domains_are_not_trusted(string host, string server, bool isTrusted)
    {
        _dns.Add($"_mongodb._tcp.{host}", (server, 27017));

        if (isTrusted) Assert.Single((await FindAsync($"mongodb+srv://{host}")).Hosts);
        else Assert.Contains("another domain", (await Assert.ThrowsAsync<RagConfigurationException>(() => FindAsync($"mongodb+srv://{host}"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_DNS_may_not_set_are_refused()
    {
        _dns.Add("_mongodb._tcp.db.school.example", ("a.school.example", 27017));
        _dns.Add("db.school.example", "tls=false");

        await Assert.ThrowsAsync<RagConfigurationException>(() => FindAsync("mongodb+srv://db.school.example"));
    }

    [Fact]
    public async Task Several_TXT_records_are_refused()
    {
        _dns.Add("_mongodb._tcp.db.school.example", ("a.school.example", 27017));
        _dns.Add("db.school.example", "authSource=a");
        _dns.Add("db.school.example", "authSource=b");

        await Assert.ThrowsAsync<RagConfigurationException>(() => FindAsync("mongodb+srv://db.school.example"));
    }

    [Fact]
    public async Task A_host_without_servers_is_told() =>
        Assert.Contains("_mongodb._tcp.none.school.example", (await Assert.ThrowsAsync<RagConfigurationException>(() => FindAsync("mongodb+srv://none.school.example"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_name_server_that_fails_is_passed_over()
    {
        await using var failing = new DnsDouble { Code = 2 };
        _dns.Add("_mongodb._tcp.db.school.example", ("a.school.example", 27017));
        var lookup = new SrvLookup(new DnsClient([failing.Endpoint, _dns.Endpoint], TimeProvider.System));

        Assert.Single((await lookup.FindAsync(ConnectionString.Parse("mongodb+srv://db.school.example"), default)).Hosts);
    }

    [Fact]
    public async Task Name_servers_that_all_fail_are_told()
    {
        await using var failing = new DnsDouble { Code = 2 };
        var lookup = new SrvLookup(new DnsClient([failing.Endpoint], TimeProvider.System));

        var error = await Assert.ThrowsAsync<DnsException>(() => lookup.FindAsync(ConnectionString.Parse("mongodb+srv://db.school.example"), default));
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task Answers_that_somebody_else_sends_are_not_taken()
    {
        _dns.Forges = true;
        _dns.Add("_mongodb._tcp.db.school.example", ("a.school.example", 27017));

        Assert.Equal("a.school.example", Assert.Single((await FindAsync("mongodb+srv://db.school.example")).Hosts).Host);
    }

    [Fact]
    public void Damaged_answers_are_read_or_refused()
    {
        _dns.Add("_mongodb._tcp.db.school.example", ("a.school.example", 27017), ("b.school.example", 27018));
        var question = DnsMessage.Question(7, "_mongodb._tcp.db.school.example", DnsRecordType.Service);
        var answer = _dns.Answer(question, maxLength: 4096);
        var random = new Random(20261121);
        for (var i = 0; i < 50_000; i++)
        {
            var damaged = Bson.Damage.Of(answer, answer, random);
            try
            {
                DnsMessage.Read(damaged, question);
            }
            catch (DnsException)
            {
                // Refused.
            }
        }
    }

    [Fact]
    public void Name_servers_are_those_of_the_file() => Assert.Equal(
        [new IPEndPoint(IPAddress.Parse("192.0.2.1"), 53), new IPEndPoint(IPAddress.Parse("2001:db8::1"), 53)],
        NameServers.Parse(["# nameserver 9.9.9.9", "nameserver 192.0.2.1", "search school.example", "nameserver\t2001:db8::1 # second", "nameserver nonsense", ""]));

    public async ValueTask DisposeAsync() => await _dns.DisposeAsync();

    private async Task<MongoSettings> FindAsync(string text)
    {
        var lookup = new SrvLookup(new DnsClient([_dns.Endpoint], TimeProvider.System));
        return ConnectionString.Parse(text, await lookup.FindAsync(ConnectionString.Parse(text), default));
    }
}
