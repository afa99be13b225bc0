using System.Collections;
using System.Security.Cryptography;
using System.Text;
using Edify.Rag.Hosting.Privacy.Encryption;
using Edify.Rag.Hosting.Privacy.Encryption.Conversations;
using Edify.Rag.Hosting.Privacy.Encryption.Keys;

namespace Edify.Rag.Hosting.Tests.Privacy.Encryption;

public sealed class KeyProviderTests : IDisposable
{
    private static readonly string Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_directory_gives_the_key_that_it_names_else_the_last()
    {
        Write("2026-01.key", Key);
        Write("2026-02.key", Key);
        var keys = new KeyDirectory(_directory.Path);

        Assert.Equal("2026-02", await keys.GetCurrentIdAsync());
        Write("current", "2026-01\n");
        Assert.Equal("2026-01", await keys.GetCurrentIdAsync());
        Assert.Equal(["2026-01", "2026-02"], await keys.ListIdsAsync());
        Assert.Equal(Key, Convert.ToBase64String((await keys.FindAsync("2026-01"))!.Value.Span));
        Assert.Null(await keys.FindAsync("2025-12"));
        Assert.Null(await keys.FindAsync("../secrets"));
    }

    [Fact]
    public async Task A_key_file_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        Write("a.key", Key);
        File.SetUnixFileMode(Path.Combine(_directory.Path, "a.key"), UnixFileMode.UserRead | UnixFileMode.GroupRead);

        var error = await Assert.ThrowsAsync<RagConfigurationException>(async () => await new KeyDirectory(_directory.Path).FindAsync("a"));
        Assert.Contains("chmod 600", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64 at all, but a secret")]
    public async Task What_is_no_key_is_told_without_what_it_is(string content)
    {
        Write("a.key", content);

        var error = await Assert.ThrowsAsync<RagConfigurationException>(async () => await new KeyDirectory(_directory.Path).FindAsync("a"));
        Assert.Contains("32 random bytes in Base64", error.Message, StringComparison.Ordinal);
        if (content.Length > 0) Assert.DoesNotContain(content, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_directory_says_how_to_make_a_key() =>
        Assert.Contains("keys create", (await Assert.ThrowsAsync<RagConfigurationException>(async () => await new KeyDirectory(_directory.Path).GetCurrentIdAsync())).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Keys_in_the_state_directory_are_refused()
    {
        Write("a.key", Key);
        await using var school = new Support.SmallSchool(rag => rag.UseStateDirectory(Path.GetDirectoryName(_directory.Path)!).WithEncryption(o => o.KeyDirectory = _directory.Path));

        Assert.Contains("lies in the state directory", Assert.Throws<RagConfigurationException>(() => school.Store).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_variables_hold_keys()
    {
        var keys = new KeyVariables("EDIFY_KEY_", new Hashtable { ["EDIFY_KEY_A"] = Key, ["EDIFY_KEY_B"] = Key, ["EDIFY_KEY_CURRENT"] = "a", ["PATH"] = "x" });

        Assert.Equal("a", await keys.GetCurrentIdAsync());
        Assert.Equal(["a", "b"], await keys.ListIdsAsync());
        Assert.Equal(32, (await keys.FindAsync("b"))!.Value.Length);
        Assert.Null(await keys.FindAsync("current"));
    }

    [Fact]
    public void What_is_sealed_is_opened_by_its_owner_alone()
    {
        var key = new SealingKey("a", RandomNumberGenerator.GetBytes(32));
        var envelope = Envelope.Seal(key, "Anna"u8, Envelope.Owner("record", "school", "1"));

        Assert.Equal("Anna", Encoding.UTF8.GetString(Envelope.Open(key, envelope, Envelope.Owner("record", "school", "1"), "It")));
        Assert.NotEqual(envelope, Envelope.Seal(key, "Anna"u8, Envelope.Owner("record", "school", "1")));
        foreach (var owner in new[] { Envelope.Owner("record", "school1", ""), Envelope.Owner("record", "schoo", "l1"), Envelope.Owner("answer", "school", "1") })
            Assert.Throws<RagStateException>(() => Envelope.Open(key, envelope, owner, "It"));
        for (var bit = 3 * 8; bit < envelope.Length * 8; bit++)
        {
            var changed = envelope.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<RagStateException>(() => Envelope.Open(key, changed, Envelope.Owner("record", "school", "1"), "It"));
        }
    }

    [Fact]
    public void Bytes_come_back_from_dense_text()
    {
        for (var length = 0; length < 100; length++)
        {
            var bytes = RandomNumberGenerator.GetBytes(length);
            var text = DenseText.Encode(bytes);

            Assert.Equal(bytes, DenseText.Decode(text));
            Assert.True(text.Length <= 2 + (length * 8 / 14));
            Assert.All(text, c => Assert.True(char.IsLetter(c)));
        }

        Assert.Null(DenseText.Decode("no such text"));
        Assert.Null(DenseText.Decode(""));
    }

    private void Write(string name, string content)
    {
        var path = Path.Combine(_directory.Path, name);
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
