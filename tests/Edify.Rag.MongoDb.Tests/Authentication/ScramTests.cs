using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Edify.Rag.MongoDb.Authentication;

namespace Edify.Rag.MongoDb.Tests.Authentication;

public sealed class ScramTests
{
    private const string Nonce = "clientNONCE";

    private static List<JsonObject> Conversations(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(ConformanceData.Folder("scram"), "testdata", folder), "*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!.AsObject()),
    ];

    [Fact]
    public void A_conversation_goes_step_by_step_as_it_should()
    {
        var conversations = Conversations("good");

        Assert.True(conversations.Count >= 15, $"Only {conversations.Count} conversations were found.");
        foreach (var test in conversations)
        {
            var (client, steps) = Begin(test);
            Assert.Equal(steps[0], Encoding.UTF8.GetString(client.First()));
            Assert.Equal(steps[2], Encoding.UTF8.GetString(client.Final(Encoding.UTF8.GetBytes(steps[1]))));
            client.Verify(Encoding.UTF8.GetBytes(steps[3]));
        }
    }

    [Fact]
    public void A_server_that_does_not_know_the_password_is_found_out()
    {
        var conversations = Conversations("bad-server");

        Assert.NotEmpty(conversations);
        foreach (var test in conversations)
        {
            var (client, steps) = Begin(test);
            Assert.Equal(steps[2], Encoding.UTF8.GetString(client.Final(Encoding.UTF8.GetBytes(steps[1]))));
            Assert.Throws<ScramException>(() => client.Verify(Encoding.UTF8.GetBytes(steps[3])));
        }
    }

    [Fact]
    public void A_refusal_is_told_at_each_step()
    {
        var client = Client();
        Assert.Throws<ScramException>(() => client.Final("e=unknown-user"u8));
        client.Final("r=clientNONCEserver,s=c2FsdFNBTFRzYWx0,i=4096"u8);
        Assert.Throws<ScramException>(() => client.Verify("e=invalid-proof"u8));
    }

    [Theory]
    [InlineData("r=otherNONCE,s=c2FsdFNBTFRzYWx0,i=4096")]
    [InlineData("r=clientNONCE,s=c2FsdFNBTFRzYWx0,i=4096")]
    [InlineData("r=clientNONCEserver,s=c2FsdFNBTFRzYWx0,i=4095")]
    [InlineData("r=clientNONCEserver,s=c2FsdFNBTFRzYWx0,i=2000000000")]
    [InlineData("r=clientNONCEserver,s=c2FsdFNBTFRzYWx0,i=-4096")]
    [InlineData("r=clientNONCEserver,s=c2FsdFNBTFRzYWx0")]
    [InlineData("r=clientNONCEserver,s=%%%,i=4096")]
    [InlineData("m=new,r=clientNONCEserver,s=c2FsdFNBTFRzYWx0,i=4096")]
    [InlineData("")]
    public void A_message_that_weakens_the_proof_is_refused(string serverFirst) =>
        Assert.Throws<ScramException>(() => Client().Final(Encoding.UTF8.GetBytes(serverFirst)));

    [Fact]
    public void A_user_is_escaped_in_messages_and_never_prepared()
    {
        var client = new ScramClient(ScramHash.Sha256, "a=b,c\u00ad", Nonce, (_, _) => throw new InvalidOperationException());

        Assert.Equal("n,,n=a=3Db=2Cc\u00ad,r=clientNONCE", Encoding.UTF8.GetString(client.First()));
    }

    [Fact]
    public void Nonces_differ() => Assert.NotEqual(ScramClient.NewNonce(), ScramClient.NewNonce());

    private static ScramClient Client() => new(ScramHash.Sha256, "user", Nonce, (salt, iterations) => ScramHash.Sha256.KeysOf("pencil"u8, salt, iterations));

    private static (ScramClient Client, string[] Steps) Begin(JsonObject test)
    {
        var hash = new ScramHash(new HashAlgorithmName(((string)test["digest"]!).Replace("-", "", StringComparison.Ordinal)));
        var isPlain = (bool)test["skipSASLprep"]!;
        string Prepared(string name) => isPlain ? (string)test[name]! : SaslPrep.Prepare((string)test[name]!);
        var password = Encoding.UTF8.GetBytes(Prepared("pass"));
        var client = new ScramClient(hash, Prepared("user"), (string)test["clientNonce"]!, (salt, iterations) => hash.KeysOf(password, salt, iterations));
        return (client, [.. test["steps"]!.AsArray().Select(s => (string)s!)]);
    }
}
