using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Tests.Bson;

public sealed class BsonFuzzTests
{
    private const int Seed = 20261121;

    [Fact]
    public void Damaged_documents_are_read_or_refused() => Fuzz(100_000, new Random(Seed));

    [Fact, Trait("Lane", "slow")]
    public void A_million_documents_damaged_anew_are_read_or_refused() => Fuzz(1_000_000, new Random());

    private static void Fuzz(int cases, Random random)
    {
        var documents = BsonCorpus.Cases("valid", "canonical_bson").Select(c => c.Bytes).ToArray();
        using var writer = new BsonWriter();
        var refused = 0;
        for (var i = 0; i < cases; i++)
        {
            var damaged = Damage.Of(documents[random.Next(documents.Length)], documents[random.Next(documents.Length)], random);
            var copied = Copy(writer, damaged);
            if (!copied) refused++;
            try
            {
                BsonValidation.Check(damaged);
            }
            catch (BsonFormatException)
            {
                // What can't be copied can't pass, and the other way round.
                Assert.False(copied, $"The check refuses what was read: {Convert.ToHexString(damaged)}");
                continue;
            }

            Assert.True(copied, $"The check passes what was refused: {Convert.ToHexString(damaged)}");

            // What was written in good order stays as it is.
            var once = writer.Written.ToArray();
            Assert.Equal(once, BsonCopy.Of(once));
        }

        Assert.InRange(refused, cases / 10, cases - 1);
    }

    private static bool Copy(BsonWriter writer, byte[] damaged)
    {
        writer.Clear();
        try
        {
            BsonCopy.Append(writer, damaged);
            return true;
        }
        catch (BsonFormatException)
        {
            return false;
        }
    }
}
