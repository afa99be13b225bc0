using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion.Resilience;

public sealed class UnreadableNameTests
{
    [Fact]
    public async Task A_name_that_is_listed_but_breaks_the_rules_fails_alone_and_says_what_to_do()
    {
        await using var school = new SmallSchool(rag => rag.Decorate<IBlobSource>("foreign", (inner, _) => new ForeignNames(inner)));
        await school.PutAsync("General/a.txt", "The gate opens at eight.");

        var report = await school.IngestAsync();

        Assert.Equal(1, report.Ingested);
        var failed = Assert.Single(report.Failed);
        Assert.Equal("General//b.txt", failed.Name);
        Assert.Equal("'General//b.txt' cannot be the name of a blob: it has an empty, '.' or '..' segment. Rename it in the store, and the next run reads it.", failed.Reason);
    }

    /// <summary>Lists a name that another program gave.</summary>
    private sealed class ForeignNames(IBlobSource inner) : IBlobSource
    {
        public string Location => inner.Location;

        public IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", CancellationToken cancellationToken = default) =>
            inner.ListAsync(prefix, cancellationToken).Prepend(new("General//b.txt", 4, "1", DateTimeOffset.UnixEpoch));

        public Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default) =>
            inner.OpenReadAsync(name, range, etag, cancellationToken);
    }
}
