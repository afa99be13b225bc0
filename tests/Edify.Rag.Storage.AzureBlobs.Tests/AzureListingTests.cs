using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FsCheck;
using FsCheck.Fluent;
using ListedBlob = Azure.Storage.Blobs.Models.BlobItem;

namespace Edify.Rag.Storage.AzureBlobs.Tests;

public sealed class AzureListingTests
{
    private static readonly string[] Parts = ["a", "a-", "a b", "b", "B", "\uD7A3", "\uE000", "\uFF21", "🎒", "z"];

    [Theory]
    [InlineData(ServiceOrder.Utf16)]
    [InlineData(ServiceOrder.Utf8)]
    [InlineData(ServiceOrder.Hierarchical)]
    public void Every_order_of_a_service_becomes_ordinal(ServiceOrder order)
    {
        var segment = Gen.Elements(Parts);
        var name = Gen.Choose(1, 4).SelectMany(depth => Gen.ArrayOf(segment, depth)).Select(parts => string.Join('/', parts));
        var cases = Gen.ArrayOf(name, 25).SelectMany(names => Gen.Elements("", "a", "a/", "a-/b", "🎒", "\uFF21/").Select(prefix => (names, prefix)));

        Prop.ForAll(cases.ToArbitrary(), sample =>
        {
            // A hierarchical namespace has no file with the name of a folder.
            var names = sample.names.Distinct().ToList();
            names.RemoveAll(file => names.Any(other => other.StartsWith(file + "/", StringComparison.Ordinal)));
            var expected = names.Where(n => n.StartsWith(sample.prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
            Assert.Equal(expected, List(names, sample.prefix, order));
        }).Check(Law.On(100));
    }

    [Fact]
    public void Names_of_one_order_everywhere_are_listed_flat_in_as_few_requests_as_there_are_pages()
    {
        var container = new FakeContainer([.. Enumerable.Range(0, 100).Select(i => $"folder {i % 10}/grade-{i}/lesson.pdf")], ServiceOrder.Utf8);

        Assert.Equal(100, List(container, "").Count);
        Assert.Equal(1, container.Listings);
    }

    private static List<string> List(IEnumerable<string> names, string prefix, ServiceOrder order) => List(new FakeContainer([.. names], order), prefix);

    private static List<string> List(FakeContainer container, string prefix)
    {
        var listing = new AzureListing(container, Errors(container), _ => Task.CompletedTask, pageSize: 7);
        return listing.WalkAsync(prefix, default).Select(blob => blob.Name).ToListAsync().AsTask().GetAwaiter().GetResult();
    }

    private static AzureErrors Errors(BlobContainerClient container) => new(AzurePlace.Of(container), new SecretText([]), null!, TimeProvider.System);

    public enum ServiceOrder
    {
        Utf16,
        Utf8,
        Hierarchical,
    }

    /// <summary>Lists as a service with another order would.</summary>
    private sealed class FakeContainer(string[] names, ServiceOrder order) : BlobContainerClient(new Uri("https://account.blob.core.windows.net/content"))
    {
        private static readonly Dictionary<string, string> Mark = new() { ["hdi_isfolder"] = "true" };

        public int Listings { get; private set; }

        public override AsyncPageable<ListedBlob> GetBlobsAsync(BlobTraits traits, BlobStates states, string prefix, CancellationToken cancellationToken)
        {
            Listings++;
            return Pages(Sorted().Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(Blob));
        }

        public override AsyncPageable<BlobHierarchyItem> GetBlobsByHierarchyAsync(
            BlobTraits traits, BlobStates states, string delimiter, string prefix, CancellationToken cancellationToken)
        {
            Listings++;
            var seen = new HashSet<string>();
            var items = new List<BlobHierarchyItem>();
            foreach (var entry in Sorted().Where(e => e.Name.StartsWith(prefix, StringComparison.Ordinal) && !e.IsFolder))
            {
                var end = entry.Name.IndexOf('/', prefix.Length);
                if (end < 0) items.Add(BlobsModelFactory.BlobHierarchyItem(null, Blob(entry)));
                else if (seen.Add(entry.Name[..(end + 1)])) items.Add(BlobsModelFactory.BlobHierarchyItem(entry.Name[..(end + 1)], null));
            }

            return Pages(items);
        }

        private IEnumerable<(string Name, bool IsFolder)> Sorted() => order switch
        {
            ServiceOrder.Utf16 => names.Order(StringComparer.Ordinal).Select(n => (n, false)),
            ServiceOrder.Utf8 => names.OrderBy(n => Convert.ToHexString(Encoding.UTF8.GetBytes(n)), StringComparer.Ordinal).Select(n => (n, false)),
            _ => names.SelectMany(Folders).Distinct().Select(n => (Name: n, IsFolder: true)).Concat(names.Select(n => (Name: n, IsFolder: false)))
                .OrderBy(e => e.Name.Replace('/', '\0'), StringComparer.Ordinal),
        };

        private static IEnumerable<string> Folders(string name) => Enumerable.Range(0, name.Length).Where(i => name[i] == '/').Select(i => name[..i]);

        private static ListedBlob Blob((string Name, bool IsFolder) entry) => BlobsModelFactory.BlobItem(
            entry.Name, false, BlobsModelFactory.BlobItemProperties(accessTierInferred: true, contentLength: entry.IsFolder ? 0 : 1), metadata: entry.IsFolder ? Mark : null);

        private static AsyncPageable<T> Pages<T>(IEnumerable<T> items) where T : notnull =>
            AsyncPageable<T>.FromPages(items.Chunk(7).Select(page => Page<T>.FromValues(page, "more", new NoResponse())));
    }
}
