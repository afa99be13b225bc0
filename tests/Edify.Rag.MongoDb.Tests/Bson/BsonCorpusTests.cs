using System.Text.Json.Nodes;
using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Tests.Bson;

public sealed class BsonCorpusTests
{
    // What 36 files hold; a corpus that is read wrongly must not pass for one that is kept.
    private const int LeastValid = 700;
    private const int LeastErrors = 70;

    [Fact]
    public void What_is_valid_is_written_again_byte_for_byte()
    {
        var cases = BsonCorpus.Cases("valid", "canonical_bson");

        Assert.True(cases.Count >= LeastValid, $"Only {cases.Count} cases were found.");
        Assert.Empty(cases.Where(c => !BsonCopy.Of(c.Bytes).AsSpan().SequenceEqual(c.Bytes)).Select(c => c.Name));
    }

    [Fact]
    public void What_is_valid_has_the_values_that_the_corpus_says()
    {
        var wrong = from test in BsonCorpus.Cases("valid", "canonical_bson")
                    let read = ExtendedJson.Of(test.Bytes)
                    where !JsonNode.DeepEquals(read, JsonNode.Parse((string)test.Json["canonical_extjson"]!))
                    select $"{test.Name}: {read.ToJsonString()}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Degenerate_forms_are_taken_and_written_as_they_should_be()
    {
        var cases = BsonCorpus.Cases("valid", "degenerate_bson");

        Assert.NotEmpty(cases);
        Assert.Empty(cases.Where(c => !BsonCopy.Of(c.Bytes).AsSpan().SequenceEqual(Convert.FromHexString((string)c.Json["canonical_bson"]!))).Select(c => c.Name));
    }

    [Fact]
    public void What_is_invalid_is_refused()
    {
        var cases = BsonCorpus.Cases("decodeErrors", "bson");

        Assert.True(cases.Count >= LeastErrors, $"Only {cases.Count} cases were found.");
        Assert.Empty(cases.Where(c => !IsRefused(() => BsonValidation.Check(c.Bytes))).Select(c => c.Name));
        Assert.Empty(cases.Where(c => !IsRefused(() => BsonCopy.Of(c.Bytes))).Select(c => c.Name));
    }

    [Fact]
    public void What_is_valid_passes_the_check() => Assert.Empty(
        BsonCorpus.Cases("valid", "canonical_bson").Where(c => IsRefused(() => BsonValidation.Check(c.Bytes))).Select(c => c.Name));

    private static bool IsRefused(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (BsonFormatException)
        {
            return true;
        }
    }
}
