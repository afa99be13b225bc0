using System.Globalization;
using System.Text.Json.Nodes;
using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Tests.Bson;

public sealed class BsonVectorTests
{
    private static IEnumerable<(string Name, JsonObject Test)> Tests => BsonCorpus.Files("bson-binary-vector")
        .SelectMany(file => file["tests"]!.AsArray().Select(t => ((string)t!["description"]!, t!.AsObject())));

    [Fact]
    public void Vectors_of_the_corpus_are_written_byte_for_byte() => Assert.Empty(
        from test in Tests
        where (bool)test.Test["valid"]! && !Written(test.Test).AsSpan().SequenceEqual(Convert.FromHexString((string)test.Test["canonical_bson"]!))
        select test.Name);

    [Fact]
    public void Vectors_of_the_corpus_are_read_component_by_component() => Assert.Empty(
        from test in Tests
        where (bool)test.Test["valid"]! && !Read(test.Test).SequenceEqual(Numbers(test.Test))
        select test.Name);

    [Fact]
    public void Vectors_that_the_corpus_calls_invalid_are_refused()
    {
        var invalid = Tests.Where(t => !(bool)t.Test["valid"]!).ToList();

        Assert.NotEmpty(invalid);
        foreach (var (name, test) in invalid.Where(t => t.Test.ContainsKey("canonical_bson")))
            Assert.True(Record.Exception(() => Read(test)) is BsonFormatException, name);

        // What is out of a component's range can't even be said in C#: such vectors have no array of the component's type.
        foreach (var (name, test) in invalid.Where(t => t.Test.ContainsKey("vector")))
            Assert.True(Record.Exception(() => Written(test)) is ArgumentException or OverflowException or FormatException, name);
    }

    [Fact]
    public void Padding_that_is_not_zero_is_refused_in_both_directions()
    {
        using var writer = new BsonWriter();
        writer.Start();

        Assert.Throws<ArgumentException>(() => writer.Vector("v"u8, [0xFF], padding: 7));
        Assert.Throws<BsonFormatException>(() => BsonVector.Of(new BsonBinary(BsonBinary.Vector, [0x10, 0x07, 0xFF])).Count);
    }

    [Fact]
    public void The_first_bit_is_the_highest()
    {
        var vector = BsonVector.Of(new BsonBinary(BsonBinary.Vector, [0x10, 0x03, 0b1000_0001, 0b0100_1000]));

        Assert.Equal(13, vector.Count);
        Assert.True(vector.Bit(0));
        Assert.False(vector.Bit(1));
        Assert.True(vector.Bit(7));
        Assert.True(vector.Bit(9));
        Assert.True(vector.Bit(12));
    }

    private static BsonVectorType Type(JsonObject test) => (BsonVectorType)Convert.ToByte((string)test["dtype_hex"]!, 16);

    private static int Padding(JsonObject test) => (int?)test["padding"] ?? 0;

    private static IEnumerable<double> Numbers(JsonObject test) => test["vector"]!.AsArray().Select(n => n switch
    {
        // What JSON has no numbers for stands in Extended JSON.
        JsonObject { Count: 1 } special => (string)special["$numberDouble"]! switch { "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, var text => throw new FormatException(text) },
        _ => Type(test) is BsonVectorType.Float32 ? (float)(double)n! : (double)n!,
    });

    private static byte[] Written(JsonObject test)
    {
        using var writer = new BsonWriter();
        writer.Start();
        switch (Type(test))
        {
            // The writer has no padding to give for these, which is how it refuses any.
            case not BsonVectorType.PackedBit when Padding(test) != 0: throw new FormatException("No such overload.");
            case BsonVectorType.Float32: writer.Vector("vector"u8, Numbers(test).Select(n => (float)n).ToArray()); break;
            case BsonVectorType.Int8: writer.Vector("vector"u8, Numbers(test).Select(n => Whole(n, sbyte.MinValue, sbyte.MaxValue)).Select(n => (sbyte)n).ToArray()); break;
            default: writer.Vector("vector"u8, Numbers(test).Select(n => Whole(n, 0, 255)).Select(n => (byte)n).ToArray(), Padding(test)); break;
        }

        writer.End();
        return writer.Written.ToArray();
    }

    private static int Whole(double number, int least, int most) =>
        number == Math.Floor(number) && number >= least && number <= most ? (int)number : throw new FormatException(number.ToString(CultureInfo.InvariantCulture));

    private static IReadOnlyList<double> Read(JsonObject test)
    {
        var reader = new BsonReader(Convert.FromHexString((string)test["canonical_bson"]!));
        Assert.True(reader.Find("vector"u8));
        var vector = BsonVector.Of(reader.GetBinary());
        Assert.Equal(Type(test), vector.Type);
        Assert.Equal(Padding(test), vector.Padding);
        if (vector.Type is BsonVectorType.PackedBit) return [.. vector.Data.ToArray().Select(b => (double)b)];
        if (vector.Type is BsonVectorType.Int8) return [.. vector.Int8.ToArray().Select(n => (double)n)];
        var numbers = new float[vector.Count];
        vector.CopyTo(numbers);
        return [.. numbers.Select(n => (double)n)];
    }
}
