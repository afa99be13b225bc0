namespace Edify.Rag.Storage.S3.Tests;

[Trait("Needs", "s3")]
public sealed class S3ListingTests
{
    // Around the one place where the orders of UTF-8 and UTF-16 differ.
    private static readonly string[] Characters = ["a", "z", "\uD7FF", "\uE000", "\uFF21", "\uFFFD", "\U00010000", "🎒", "\U0010FFFD"];

    [Fact]
    public async Task The_order_is_ordinal_wherever_the_pages_end()
    {
        await using var bucket = await TestBucket.CreateAsync();
        using var store = bucket.Open();
        var random = new Random(7);
        var names = Enumerable.Range(0, 160)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Characters[random.Next(Characters.Length)])))
            .Distinct()
            .ToList();
        await Parallel.ForEachAsync(names, async (name, token) => await store.UploadAsync(name, new MemoryStream([1]), options: null, token));

        foreach (var pageSize in new[] { 1, 2, 3, 7, 50, 1000 })
        {
            foreach (var prefix in new[] { "", "a", "\uFF21", "🎒", "a\uE000", "\uD83C" })
            {
                Assert.Equal(names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal), await ListAsync(bucket, pageSize, prefix));
            }
        }
    }

    // Servers repeat the name at a page's end, and some do it as no XML can.
    [Fact]
    public async Task A_page_may_end_with_any_character()
    {
        await using var bucket = await TestBucket.CreateAsync();
        using var store = bucket.Open();
        string[] names = [
            "a\u0001", "a\u0001\u0001", "a\u0001b", "a\u001F/x", "line\r\nbreak", "line\r\nbreak\n", "n\u007F\u0085",
            "n🎒", "n🎒\uFFFE", "n\uE000", "n\uFFFE", "n\uFFFE/a", "n\uFFFE\uFFFF", "n\uFFFEb", "n\uFFFF", "n\uFFFF🎒", "o p+q%20&<r>", "tab\t", "z"];
        foreach (var name in names) await store.UploadAsync(name, new MemoryStream([1]));

        foreach (var pageSize in new[] { 1, 2, 3, 5, 1000 })
        {
            foreach (var prefix in new[] { "", "a\u0001", "n", "n\uFFFE", "n\uFFFF", "o p+" })
                Assert.Equal(names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal), await ListAsync(bucket, pageSize, prefix));
        }
    }

    private static async Task<List<string>> ListAsync(TestBucket bucket, int pageSize, string prefix)
    {
        using var client = S3ClientFactory.Create(bucket.Options(), TimeProvider.System);
        var listing = new S3Listing(new S3Pages(client, bucket.Name, new S3Errors(bucket.Options(), TimeProvider.System), pageSize));
        var listed = new List<string>();
        await foreach (var item in listing.WalkAsync(prefix, CancellationToken.None)) listed.Add(item.Name);
        return listed;
    }
}
