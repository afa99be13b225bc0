using Edify.Rag.Hosting.Ingestion.Workers;

namespace Edify.Rag.Hosting.Tests.Ingestion.Workers;

public class DocumentOrderTests
{
    private static readonly WorkerIdentity Identity = new("t", "s", string.Empty);

    [Fact]
    public void An_order_comes_back_as_it_was_given()
    {
        var blob = new BlobItem("a/ü.pdf", 7, "e", new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)) { ContentType = "application/pdf", Metadata = new Dictionary<string, string> { ["owner"] = "x" } };
        var order = DocumentOrder.Decode(new DocumentOrder(blob, "why").ToJob(Identity, blob.Name, 3).Payload)!;
        Assert.Equal("why", order.GivenUp);
        Assert.Equal(blob with { Metadata = order.Blob!.Metadata }, order.Blob);
        Assert.Equal(blob.Metadata, order.Blob.Metadata);
    }

    [Fact]
    public void What_is_gone_is_an_order_without_a_blob() => Assert.Null(DocumentOrder.Decode(DocumentOrder.Gone.ToJob(Identity, "a", 3).Payload)!.Blob);

    [Fact]
    public void The_same_blob_gives_the_same_payload()
    {
        var blob = new BlobItem("a", 7, "e", DateTimeOffset.UnixEpoch);
        var one = blob with { Metadata = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } };
        var other = blob with { Metadata = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } };
        Assert.Equal(new DocumentOrder(one).ToJob(Identity, "a", 3), new DocumentOrder(other).ToJob(Identity, "a", 3));
    }

    [Fact]
    public void A_payload_of_others_is_none() => Assert.Null(DocumentOrder.Decode("scheduled"));
}
