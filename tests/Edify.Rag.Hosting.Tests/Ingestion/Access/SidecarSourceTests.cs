using System.Runtime.CompilerServices;
using Edify.Rag.Hosting.Ingestion.Access;

namespace Edify.Rag.Hosting.Tests.Ingestion.Access;

public class SidecarSourceTests
{
    [Fact]
    public async Task Every_document_comes_once_with_its_own_sidecar_wherever_names_begin_alike()
    {
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            string[] parts = ["a", "b", ".", "-", "!", "/", ".access.json", "~", "ä", "\ud83d\ude00"];
            var names = Enumerable.Range(0, random.Next(30)).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.Next(5)).Select(_ => parts[random.Next(parts.Length)])))
                .Distinct().Order(StringComparer.Ordinal).ToList();
            var listed = await new SidecarSource(new Names(names)).ListAsync().ToListAsync(TestContext.Current.CancellationToken);

            var documents = names.Where(n => AccessSidecar.DocumentOf(n) is null).ToList();
            Assert.Equal(documents, listed.Select(b => b.Name).Order(StringComparer.Ordinal));
            foreach (var blob in listed)
                Assert.Equal(names.Contains(blob.Name + AccessSidecar.Suffix) ? blob.Name + AccessSidecar.Suffix : null, AccessMetadata.SidecarOf(blob, out _)?.Name);
        }
    }

    [Fact]
    public async Task Names_that_do_not_begin_alike_keep_their_order()
    {
        string[] names = ["a.md", "b.md", "b.md.access.json", "c.md"];
        Assert.Equal(["a.md", "b.md", "c.md"], await new SidecarSource(new Names(names)).ListAsync().Select(b => b.Name).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_mark_tells_every_statement_from_every_other()
    {
        var blob = new BlobItem("a.md", 1, "v1", DateTimeOffset.UnixEpoch);
        BlobItem With(params (string, string)[] metadata) => blob with { Metadata = metadata.ToDictionary(m => m.Item1, m => m.Item2) };
        var sidecar = new BlobItem("a.md.access.json", 20, "v1", DateTimeOffset.UnixEpoch);
        string[] marks =
        [
            AccessMark.Of(blob), AccessMark.Of(With(("edify-allow", "user:a"))), AccessMark.Of(With(("edify-deny", "user:a"))), AccessMark.Of(With(("edify-allow", "user:ab"))),
            AccessMark.Of(AccessMetadata.WithSidecar(blob, sidecar)), AccessMark.Of(AccessMetadata.WithSidecar(blob, sidecar with { ETag = "v2" })),
            AccessMark.AsUnread(AccessMark.Of(AccessMetadata.WithSidecar(blob, sidecar))),
        ];

        Assert.Equal(marks.Length, marks.Distinct().Count());
        Assert.Equal("", marks[0]);
        Assert.Equal("", AccessMark.Of(With(("colour", "red"))));
        Assert.All(marks, m => Assert.Equal(("pdf/1|c|e|m", m), AccessMark.Split("pdf/1|c|e|m" + m)));
    }

    private sealed class Names(IEnumerable<string> names) : IBlobSource
    {
        public string Location => "names";

        public async IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            foreach (var name in names) yield return new(name, 1, "v1", DateTimeOffset.UnixEpoch);
        }

        public Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
