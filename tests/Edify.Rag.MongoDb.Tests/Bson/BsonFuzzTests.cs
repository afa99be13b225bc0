using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Tests.Bson;

public sealed class BsonFuzzTests
{
    private const int Seed = 20261121;

    [Fact]
    public void Damaged_documents_are_read_or_refused() => Fuzz(100_000, Seed);

    [Fact, Trait("Lane", "slow")]
    public void A_million_documents_damaged_anew_are_read_or_refused() => Fuzz(1_000_000, Random.Shared.Next());

    private static void Fuzz(int cases, int seed)
    {
        var random = new Random(seed);
        var documents = BsonCorpus.Cases("valid", "canonical_bson").Select(c => c.Bytes).ToArray();
        using var writer = new BsonWriter();
        var refused = 0;
        for (var i = 0; i < cases; i++)
        {
            var damaged = Damage.Of(documents[random.Next(documents.Length)], documents[random.Next(documents.Length)], random);
            var isCopied = Fuzzing.Reads(damaged, bytes => Copy(writer, bytes), IsRefusal);
            if (!isCopied) refused++;

            // What can't be copied can't pass, and the other way round.
            var isPassed = Fuzzing.Reads(damaged, static bytes => BsonValidation.Check(bytes), IsRefusal);
            Assert.True(isPassed == isCopied, $"The check {(isPassed ? "passes what was refused" : "refuses what was read")}: {Convert.ToHexString(damaged)}");
            if (!isCopied) continue;

            // What was written in good order stays as it is.
            var once = writer.Written.ToArray();
            Assert.Equal(once, BsonCopy.Of(once));
        }

        Assert.InRange(refused, cases / 10, cases - 1);
    }

    private static void Copy(BsonWriter writer, byte[] damaged)
    {
        writer.Clear();
        BsonCopy.Append(writer, damaged);
    }

    private static bool IsRefusal(Exception error) => error is BsonFormatException;
}
