using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Tests.Settings;

public sealed class ConnectionStringTests
{
    [Fact]
    public void All_parts_are_read()
    {
        var settings = ConnectionString.Parse("mongodb://me%40school:p%3A%2Fss@A.example:1,b.example/lessons?authSource=users&replicaSet=rs0&w=majority&journal=true&readPreference=nearest");

        Assert.Equal([new("a.example", 1), new("b.example", 27017)], settings.Hosts);
        Assert.Equal("lessons", settings.Database);
        Assert.Equal(new MongoCredential("me@school", "p:/ss", "users", null), settings.Credential);
        Assert.Equal("rs0", settings.ReplicaSet);
        Assert.Equal(new WriteConcern(Tag: "majority", Journal: true), settings.WriteConcern);
        Assert.Equal(ReadMode.Nearest, settings.ReadPreference.Mode);
        Assert.Empty(settings.Warnings);
    }

    [Fact]
    public void What_is_not_said_has_the_defaults_of_the_specification()
    {
        var settings = ConnectionString.Parse("mongodb://host");

        Assert.Equal([new("host", 27017)], settings.Hosts);
        Assert.Null(settings.Credential);
        Assert.Null(settings.Tls);
        Assert.False(settings.IsDirect);
        Assert.True(settings.RetriesReads && settings.RetriesWrites);
        Assert.Equal((100, 0, 2), (settings.MaxPoolSize, settings.MinPoolSize, settings.MaxConnecting));
        Assert.Equal(TimeSpan.FromSeconds(10), settings.ConnectTimeout);
        Assert.Null(settings.SocketTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.SelectionTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(15), settings.LatencyWindow);
        Assert.True(settings.WriteConcern.IsDefault);
    }

    [Theory]
    [InlineData("mongodb://[::1]:27018/?directConnection=true", "[::1]:27018")]
    [InlineData("mongodb://[2001:DB8::1]", "[2001:db8::1]:27017")]
    [InlineData("mongodb://192.0.2.1,192.0.2.2:5", "192.0.2.1:27017,192.0.2.2:5")]
    [InlineData("mongodb://host?ssl=true", "host:27017")]
    public void Hosts_have_many_forms(string text, string hosts) => Assert.Equal(hosts, ConnectionString.Parse(text).ToString());

    [Theory]
    [InlineData("mongodb://u:p@host", "admin")]
    [InlineData("mongodb://u:p@host/school", "school")]
    [InlineData("mongodb://u:p@host/school?authSource=x", "x")]
    public void The_source_of_a_user_is_the_option_or_the_database_or_admin(string text, string source) =>
        Assert.Equal(source, ConnectionString.Parse(text).Credential!.Source);

    [Fact]
    public void Options_are_found_in_any_case_and_have_their_units()
    {
        var settings = ConnectionString.Parse(
            "mongodb://host/?CONNECTTIMEOUTMS=1500&sockettimeoutms=2000&maxpoolsize=7&MinPoolSize=3&maxIdleTimeMS=60000&waitQueueTimeoutMS=250&heartbeatFrequencyMS=500" +
            "&serverSelectionTimeoutMS=5000&retryWrites=false&appName=r%C3%A4g&readPreference=secondary&readPreferenceTags=dc:a,use:r&readPreferenceTags=&readConcernLevel=majority&w=2&wTimeoutMS=100");

        Assert.Equal((1.5, 2, 60, 0.25, 0.5, 5), (
            settings.ConnectTimeout.TotalSeconds, settings.SocketTimeout!.Value.TotalSeconds, settings.MaxIdleTime!.Value.TotalSeconds,
            settings.WaitQueueTimeout!.Value.TotalSeconds, settings.HeartbeatInterval.TotalSeconds, settings.SelectionTimeout.TotalSeconds));
        Assert.Equal((7, 3), (settings.MaxPoolSize, settings.MinPoolSize));
        Assert.False(settings.RetriesWrites);
        Assert.Equal("räg", settings.ApplicationName);
        Assert.Equal([2, 0], settings.ReadPreference.TagSets.Select(set => set.Count));
        Assert.Equal("majority", settings.ReadConcern);
        Assert.Equal(new WriteConcern(Acknowledgers: 2, Timeout: TimeSpan.FromMilliseconds(100)), settings.WriteConcern);
        Assert.Empty(settings.Warnings);
    }

    [Theory]
    [InlineData("colour=blue", "colour")]
    [InlineData("retryWrites=maybe", "retryWrites")]
    [InlineData("maxPoolSize=many", "maxPoolSize")]
    [InlineData("heartbeatFrequencyMS=499", "heartbeatFrequencyMS")]
    [InlineData("readPreference=first", "readPreference")]
    [InlineData("compressors=zlib", "compressors")]
    [InlineData("maxStalenessSeconds=90", "maxStalenessSeconds")]
    [InlineData("w=-1", "w")]
    [InlineData("maxPoolSize=5&maxPoolSize=6", "maxPoolSize")]
    public void What_can_t_be_used_is_told_and_left_out(string options, string named)
    {
        var settings = ConnectionString.Parse("mongodb://host/?" + options);

        Assert.Contains($"'{named}'", Assert.Single(settings.Warnings), StringComparison.Ordinal);
        Assert.Equal(ReadMode.Primary, settings.ReadPreference.Mode);
    }

    [Theory]
    [InlineData("mongodb://host/?tls=true", null, false, false)]
    [InlineData("mongodb://host/?tlsCAFile=%2Fca.pem", "/ca.pem", false, false)]
    [InlineData("mongodb://host/?tlsInsecure=true", null, true, true)]
    [InlineData("mongodb://host/?tls=true&tlsAllowInvalidHostnames=true", null, false, true)]
    [InlineData("mongodb+srv://a.b.example", null, false, false)]
    public void Encryption_is_what_the_options_say(string text, string? authorities, bool anyCertificate, bool anyHost) =>
        Assert.Equal(new TlsSettings(authorities, AllowsInvalidCertificates: anyCertificate, AllowsInvalidHosts: anyHost), ConnectionString.Parse(text).Tls);

    [Fact]
    public void Encryption_of_named_hosts_can_be_switched_off() => Assert.Null(ConnectionString.Parse("mongodb+srv://a.b.example/?tls=false").Tls);

    [Theory]
    [InlineData("http://host", "does not begin")]
    [InlineData("mongodb://", "names no host")]
    [InlineData("mongodb://u:p@", "names no host")]
    [InlineData("mongodb://host:0", "host that is none")]
    [InlineData("mongodb://host:70000", "host that is none")]
    [InlineData("mongodb://a,,b", "host that is none")]
    [InlineData("mongodb://[::1", "host that is none")]
    [InlineData("mongodb://::1", "host that is none")]
    [InlineData("mongodb://%2Ftmp%2Fmongodb-27017.sock", "Unix socket")]
    [InlineData("mongodb://u:hush@hush@host", "write %40")]
    [InlineData("mongodb://u:hu:sh@host", "write %3A")]
    [InlineData("mongodb://u:hu/sh@host", "write %2F")]
    [InlineData("mongodb://u:hu%sh@host", "write %25")]
    [InlineData("mongodb://u:hush%@host", "write %25")]
    [InlineData("mongodb://:hush@host", "empty user")]
    [InlineData("mongodb://hush@host", "without a password")]
    [InlineData("mongodb://host/?authSource=", "authSource to nothing")]
    [InlineData("mongodb://host/?novalue", "without a name or a value")]
    [InlineData("mongodb://a,b/?directConnection=true", "more than one host")]
    [InlineData("mongodb://host/?loadBalanced=true", "loadBalanced")]
    [InlineData("mongodb://host/?srvMaxHosts=2", "srvMaxHosts")]
    [InlineData("mongodb://host/?w=0", "w=0")]
    [InlineData("mongodb://host/?tls=true&ssl=false", "both tls and ssl")]
    [InlineData("mongodb://host/?tlsInsecure=true&tlsAllowInvalidHostnames=true", "tlsInsecure")]
    [InlineData("mongodb://host/?readPreferenceTags=a:b", "readPreferenceTags")]
    [InlineData("mongodb://host/?minPoolSize=9&maxPoolSize=8", "minPoolSize")]
    [InlineData("mongodb://u:hush@host/?authMechanism=PLAIN", "authMechanism")]
    [InlineData("mongodb://host/?authMechanism=SCRAM-SHA-256", "names no user")]
    [InlineData("mongodb://u:hush@host/?authMechanism=MONGODB-X509", "has a password")]
    [InlineData("mongodb+srv://a.example,b.example", "several hosts")]
    [InlineData("mongodb+srv://a.example:27017", "names a port")]
    [InlineData("mongodb+srv://a.example/?directConnection=true", "more than one host")]
    public void What_contradicts_itself_is_refused_in_a_sentence_without_secrets(string text, string part)
    {
        var error = Assert.Throws<RagConfigurationException>(() => ConnectionString.Parse(text));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hu", error.Message.Replace("that", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_not_printed()
    {
        var settings = ConnectionString.Parse("mongodb://u:hush@host/?tlsCertificateKeyFile=a.pem&tlsCertificateKeyFilePassword=hush");

        Assert.Equal("hush", settings.Tls!.KeyPassword);
        Assert.DoesNotContain("hush", $"{settings} {settings.Credential} {settings.Tls}", StringComparison.Ordinal);
    }
}
