using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Tests.Bson;

public sealed class BsonWriterTests : IDisposable
{
    private readonly BsonWriter _writer = new(capacity: 16);

    [Fact]
    public void Elements_of_an_array_are_numbered()
    {
        _writer.Start();
        _writer.StartArray("a"u8);
        for (var i = 0; i < 12; i++) _writer.Int32(BsonWriter.Item, i);
        _writer.End();
        _writer.End();

        var reader = new BsonReader(_writer.Written.Span);
        Assert.True(reader.Read());
        var array = reader.GetDocument();
        for (var i = 0; i < 12; i++)
        {
            Assert.True(array.Read());
            Assert.Equal($"{i}", array.GetName());
            Assert.Equal(i, array.GetInt32());
        }

        Assert.False(array.Read());
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_buffer_grows_to_what_is_written()
    {
        var text = new string('ä', 1_000_000);
        _writer.Start();
        _writer.String("t"u8, text);
        _writer.End();

        var reader = new BsonReader(_writer.Written.Span);
        Assert.True(reader.Find("t"u8));
        Assert.Equal(text, reader.GetString());
    }

    [Fact]
    public void What_is_larger_than_a_message_is_refused()
    {
        var block = new byte[16 << 20];
        _writer.Start();
        for (var i = 0; i < 3; i++) _writer.Binary("a"u8, BsonBinary.Generic, block);

        Assert.Throws<ArgumentException>(() => _writer.Binary("c"u8, BsonBinary.Generic, block));
    }

    [Fact]
    public void Documents_are_nested_as_deep_as_can_be_read_and_no_deeper()
    {
        _writer.Start();
        for (var i = 1; i < BsonLimits.MaxDepth; i++) _writer.StartDocument("d"u8);
        Assert.Throws<ArgumentException>(() => _writer.StartDocument("d"u8));
    }

    [Fact]
    public void A_document_of_the_greatest_depth_is_read()
    {
        _writer.Start();
        for (var i = 1; i < BsonLimits.MaxDepth; i++) _writer.StartDocument("d"u8);
        for (var i = 0; i < BsonLimits.MaxDepth; i++) _writer.End();
        BsonValidation.Check(_writer.Written.Span);
    }

    [Fact]
    public void A_document_that_is_nested_deeper_is_refused()
    {
        byte[] document = [5, 0, 0, 0, 0];
        for (var i = 0; i < BsonLimits.MaxDepth; i++) document = [.. BitConverter.GetBytes(document.Length + 8), 3, (byte)'d', 0, .. document, 0];

        Assert.Throws<BsonFormatException>(() => BsonValidation.Check(document));
    }

    [Fact]
    public void A_name_with_a_zero_and_half_a_surrogate_pair_are_refused()
    {
        _writer.Start();

        Assert.Throws<ArgumentException>(() => _writer.Null("a\0b"u8));
        Assert.ThrowsAny<ArgumentException>(() => _writer.String("a"u8, "\ud83d"));
    }

    [Fact]
    public void What_is_not_ended_cannot_be_taken()
    {
        _writer.Start();
        Assert.Throws<InvalidOperationException>(() => _writer.Written);
        Assert.Throws<InvalidOperationException>(_writer.Start);
    }

    [Fact]
    public void An_element_of_another_type_is_not_what_was_asked_for()
    {
        _writer.Start();
        _writer.Int32("n"u8, 5);
        _writer.End();

        Assert.Throws<BsonFormatException>(() =>
        {
            var reader = new BsonReader(_writer.Written.Span);
            reader.Read();
            reader.GetString();
        });
    }

    [Fact]
    public void Numbers_of_every_type_count_as_whole_ones()
    {
        _writer.Start();
        _writer.Int32("a"u8, 7);
        _writer.Int64("a"u8, 7);
        _writer.Double("a"u8, 7);
        _writer.End();

        var reader = new BsonReader(_writer.Written.Span);
        while (reader.Read()) Assert.Equal(7, reader.ToInt64());
    }

    [Fact]
    public void Reading_and_writing_allocate_nothing_for_an_element()
    {
        Assert.SkipUnless(BuildOptimizes, "Allocations are counted in optimized code.");
        Write(1000);
        var bytes = _writer.Written.ToArray();
        Sum(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(1000);
        var sum = Sum(bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1000 * 1001 / 2, sum);
        Assert.Equal(0, allocated);
    }

    public void Dispose() => _writer.Dispose();

    private static bool BuildOptimizes =>
        !typeof(BsonWriter).Assembly.GetCustomAttributes(false).OfType<System.Diagnostics.DebuggableAttribute>().Any(a => a.IsJITOptimizerDisabled);

    private void Write(int count)
    {
        _writer.Clear();
        _writer.Start();
        for (var i = 1; i <= count; i++)
        {
            _writer.StartDocument("d"u8);
            _writer.Int32("n"u8, i);
            _writer.String("s"u8, "grün");
            _writer.End();
        }

        _writer.End();
    }

    private static long Sum(byte[] document)
    {
        var sum = 0L;
        var reader = new BsonReader(document);
        while (reader.Read())
        {
            var inner = reader.GetDocument();
            while (inner.Read()) sum += inner.Type is BsonType.Int32 ? inner.GetInt32() : 0;
        }

        return sum;
    }
}
