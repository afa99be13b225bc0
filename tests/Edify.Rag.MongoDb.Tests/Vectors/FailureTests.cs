using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Settings;
using Edify.Rag.MongoDb.Vectors;

namespace Edify.Rag.MongoDb.Tests.Vectors;

public sealed class FailureTests
{
    private const string Secret = "hunter2-%-secret";

    private static readonly CollectionDefinition Wanted = TestStore.Definition();

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        string address;
        await using (var gone = new MongoDouble()) address = gone.Members[0].Address;
        await using var made = new TestStore($"mongodb://teacher:{Uri.EscapeDataString(Secret)}@{address}/?serverSelectionTimeoutMS=200");

        var error = await FailAsync(made);

        Assert.True(error.IsTransient);
        Assert.Contains(address, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_is_wrong_is_told_without_it()
    {
        await using var server = new MongoDouble(new() { User = "teacher", Password = "chalk" });
        await using var made = new TestStore(server.ConnectionString.Replace("chalk", Uri.EscapeDataString(Secret), StringComparison.Ordinal));

        var error = await FailAsync(made);

        Assert.False(error.IsTransient);
        Assert.Contains("password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_is_missing_is_told()
    {
        await using var server = new MongoDouble(new() { User = "teacher", Password = "chalk" });
        await using var made = new TestStore($"mongodb://{server.Members[0].Address}/");

        Assert.Contains("readWrite", (await FailAsync(made)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_kind_of_encryption_is_told()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        await using var encrypted = new MongoDouble(new() { Certificate = certificate });
        await using var plain = new MongoDouble();
        await using var distrusting = new TestStore(encrypted, connection: "tls=true&serverSelectionTimeoutMS=300");
        await using var unencrypted = new TestStore(encrypted, connection: "serverSelectionTimeoutMS=300&connectTimeoutMS=200");
        await using var toPlain = new TestStore(plain, connection: "tls=true&serverSelectionTimeoutMS=300&connectTimeoutMS=200");

        Assert.Contains("certificate", (await FailAsync(distrusting)).Message, StringComparison.Ordinal);
        await FailAsync(unencrypted);
        await FailAsync(toPlain);

        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory["ca.pem"], certificate.ExportCertificatePem());
        await using var trusting = new TestStore(CaFileOption.Apply(encrypted.ConnectionString, directory["ca.pem"]));
        await trusting.Store.EnsureCollectionAsync(Wanted);
    }

    [Fact]
    public async Task A_server_that_is_too_old_is_told()
    {
        await using var server = new MongoDouble(new() { WireVersion = 17 });
        await using var made = new TestStore(server);

        Assert.Contains("MongoDB 7.0", (await FailAsync(made)).Message, StringComparison.Ordinal);
        Assert.Contains("too old", (await Assert.ThrowsAsync<VectorStoreException>(() => made.Store.CheckAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_waited_for_no_longer_than_the_timeout()
    {
        await using var server = new MongoDouble();
        await using var made = new TestStore(server, o => o.CommandTimeout = TimeSpan.FromSeconds(1));
        await made.Store.EnsureCollectionAsync(Wanted);
        server.Fault("find", new DoubleFault.Silence());

        var error = await Assert.ThrowsAsync<VectorStoreException>(() => made.Store.CountAsync(TestStore.Name, TestStore.Scope));

        Assert.True(error.IsTransient);
        Assert.Contains("did not answer 'find'", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await made.Store.CountAsync(TestStore.Name, TestStore.Scope));
    }

    [Fact]
    public async Task A_vector_that_is_none_is_an_error_of_the_caller()
    {
        await using var server = new MongoDouble();
        await using var made = new TestStore(server);
        await made.Store.EnsureCollectionAsync(Wanted);

        var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => made.Store.UpsertAsync(TestStore.Name, [TestStore.Record(1) with { Vector = new[] { float.NaN, 0, 0, 0 } }]));

        Assert.Contains("finite", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_of_the_host_may_fail_in_its_own_way()
    {
        var options = new MongoDbOptions { HasChannel = true };
        var store = new MongoDbVectorStore(
            new(new BrokenChannel(), "test", "a channel of the host", TimeSpan.FromSeconds(5), TimeProvider.System), options, TimeProvider.System, new TestLog());

        var error = await Assert.ThrowsAsync<VectorStoreException>(() => store.EnsureCollectionAsync(Wanted));

        Assert.Contains("InvalidOperationException", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.Message, StringComparison.Ordinal);
    }

    private static async Task<VectorStoreException> FailAsync(TestStore made)
    {
        var error = await Assert.ThrowsAsync<VectorStoreException>(() => made.Store.EnsureCollectionAsync(Wanted));
        Assert.Equal((TestStore.Name, "ensure collection"), (error.Collection, error.Operation));
        Assert.All([error.ToString(), error.Store, .. made.Logs.Lines], text =>
        {
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Uri.EscapeDataString(Secret), text, StringComparison.Ordinal);
        });
        return error;
    }

    private sealed class BrokenChannel : IMongoCommandChannel
    {
        public Task<ReadOnlyMemory<byte>> RunAsync(string database, ReadOnlyMemory<byte> command, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"mongodb://teacher:{Secret}@host");
    }
}
