using System.Text;
using Edify.Rag.Hosting.Caching;
using Edify.Rag.Hosting.Privacy.Encryption;
using Edify.Rag.Hosting.Privacy.Encryption.Keys;

namespace Edify.Rag.Hosting.Tests.Privacy.Encryption;

public sealed class EncryptingTierTests
{
    private readonly BytesInMemory _shared = new();

    [Fact]
    public async Task A_cache_keeps_answers_that_it_can_not_read()
    {
        var tier = Tier("a");
        await tier.StoreAsync("question 1", "Anna Müller"u8.ToArray(), null, CancellationToken.None);

        Assert.Equal("Anna Müller", Encoding.UTF8.GetString((await tier.FindAsync("question 1", CancellationToken.None))!));
        Assert.True(_shared.Entries["question 1"].AsSpan().IndexOf("Anna"u8) < 0);
    }

    [Fact]
    public async Task What_is_changed_moved_plain_or_under_a_missing_key_is_as_if_it_were_not_there()
    {
        await Tier("a").StoreAsync("question 1", "Anna"u8.ToArray(), null, CancellationToken.None);
        var entry = _shared.Entries["question 1"];
        _shared.Entries["question 2"] = entry;
        _shared.Entries["question 3"] = "plain text that somebody put here"u8.ToArray();
        _shared.Entries["question 4"] = [];

        Assert.Null(await Tier("b").FindAsync("question 1", CancellationToken.None));
        foreach (var other in (string[])["question 2", "question 3", "question 4", "question 5"]) Assert.Null(await Tier("a").FindAsync(other, CancellationToken.None));
        entry[^1] ^= 1;
        Assert.Null(await Tier("a").FindAsync("question 1", CancellationToken.None));
    }

    private EncryptingTier Tier(string key) => new(_shared, new KeyRing(new TestKeys(key), TimeProvider.System));

    private sealed class BytesInMemory : ICacheTier
    {
        public Dictionary<string, byte[]> Entries { get; } = [];

        public string Name => "memory";

        public ValueTask<byte[]?> FindAsync(string key, CancellationToken cancellationToken) => new(Entries.GetValueOrDefault(key));

        public ValueTask StoreAsync(string key, byte[] value, TimeSpan? lifetime, CancellationToken cancellationToken)
        {
            Entries[key] = value;
            return ValueTask.CompletedTask;
        }
    }
}
