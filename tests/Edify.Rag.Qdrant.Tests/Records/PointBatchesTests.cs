using System.Text.Json;
using Edify.Rag.Qdrant.Collections;
using Edify.Rag.Qdrant.Records;
using Made = Edify.Rag.Qdrant.Tests.Support.Records;

namespace Edify.Rag.Qdrant.Tests.Records;

public sealed class PointBatchesTests
{
    private static readonly CollectionShape Shape = new("c", "dense-1", Made.Dimension, new HashSet<string>(), About: null);

    [Theory]
    [InlineData(2_000)]
    [InlineData(20_000)]
    [InlineData(1_000_000)]
    public void No_request_is_larger_than_allowed_and_no_record_is_lost(int maxBytes)
    {
        var random = new Random(1);
        var rows = Rows(Enumerable.Range(0, 200).Select(i => Made.One(random, new string('x', i))));

        var bodies = new PointBatches("c", new(Shape, new(160)), maxBytes).Of(rows).Select(request => request.Body).ToList();

        Assert.All(bodies, body => Assert.InRange(body.Length, 1, maxBytes));
        Assert.Equal(
            rows.Select(row => row.Record.Id),
            bodies.SelectMany(body => JsonElement.Parse(body.Span).GetProperty("points").EnumerateArray().Select(point => point.GetProperty("id").GetGuid())));
    }

    [Fact]
    public void A_record_that_no_request_can_take_is_refused_before_any_is_sent()
    {
        var random = new Random(2);
        var batches = new PointBatches("c", new(Shape, new(160)), 10_000);
        var fits = Made.One(random, new string('x', 8_000));
        var doesNot = Made.One(random, new string('\n', 8_000));

        batches.Check(Rows([fits]), "records");
        var error = Assert.Throws<ArgumentException>(() => batches.Check(Rows([fits, doesNot]), "records"));
        Assert.Contains(doesNot.Id.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxRequestBytes", error.Message, StringComparison.Ordinal);
    }

    private static List<(VectorRecord Record, ReadOnlyMemory<float> Vector)> Rows(IEnumerable<VectorRecord> records) => [.. records.Select(record => (record, record.Vector))];
}
