using System.Buffers.Binary;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Tests.Bson;
using Edify.Rag.MongoDb.Wire;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.MongoDb.Tests.Wire;

public sealed class OpMessageTests
{
    [Fact]
    public void A_command_is_a_header_flags_and_one_body()
    {
        var bytes = Message(Command(w => w.Int32("ping"u8, 1)));

        Assert.Equal(bytes.Length, BinaryPrimitives.ReadInt32LittleEndian(bytes));
        Assert.Equal((7, 0, 2013), (Int(bytes, 4), Int(bytes, 8), Int(bytes, 12)));
        Assert.Equal(0, Int(bytes, 16));
        Assert.Equal(0, bytes[20]);
        Assert.Equal(Command(w => { w.Int32("ping"u8, 1); w.String("$db"u8, "school"); }), OpMessage.Parse(bytes).Body.ToArray());
    }

    [Fact]
    public void Documents_of_a_write_stand_outside_of_the_body()
    {
        var bytes = Message(Insert([1, 2, 3]));

        var message = OpMessage.Parse(bytes);
        var sequence = Assert.Single(message.Sequences);
        Assert.Equal("documents", sequence.Name);
        Assert.Equal([1, 2, 3], sequence.Documents.Select(d => First(d.Span)));
        Assert.False(new BsonReader(message.Body.Span).Find("documents"u8));
        Assert.True(new BsonReader(message.Body.Span).Find("ordered"u8));
    }

    [Fact]
    public void Numbered_writes_carry_their_session()
    {
        var session = Guid.NewGuid();
        var bytes = Message(Insert([1]), new("school", session, Transaction: 5));

        var reader = new BsonReader(OpMessage.Parse(bytes).Body.Span);
        Assert.True(reader.Find("lsid"u8));
        var id = reader.GetDocument();
        Assert.True(id.Find("id"u8));
        Assert.Equal(BsonBinary.Uuid, id.GetBinary().Subtype);
        Assert.Equal(session, new Guid(id.GetBinary().Bytes, bigEndian: true));
        Assert.True(reader.Find("txnNumber"u8));
        Assert.Equal(5, reader.GetInt64());
    }

    [Fact]
    public void A_write_that_is_too_large_is_not_sent()
    {
        var limits = new WireLimits(MaxDocument: 1000, MaxMessage: 40_000, MaxBatch: 3);

        Assert.Throws<MongoRequestException>(() => Message(Insert([1, 2, 3, 4]), limits: limits));
        Assert.Throws<MongoRequestException>(() => Message(Command(w => w.Binary("blob"u8, 0, new byte[20_000])), limits: limits));
        Assert.Throws<MongoRequestException>(() => Message(Insert([1], new byte[20_000]), limits: limits));
        Assert.Throws<MongoRequestException>(() => Message(Insert([1, 2, 3], new byte[15_000]), limits: limits));
    }

    [Fact]
    public void A_checksum_is_checked()
    {
        var bytes = WithChecksum(Message(Insert([1, 2])));
        Assert.Equal(2, Assert.Single(OpMessage.Parse(bytes).Sequences).Documents.Count);

        bytes[^10] ^= 1;
        Assert.Throws<MongoConnectionException>(() => OpMessage.Parse(bytes));
    }

    [Theory]
    [InlineData(1 << 2)]
    [InlineData(1 << 15)]
    public void Flags_that_must_be_understood_and_are_not_are_refused(int flag)
    {
        var bytes = Message(Insert([1]));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), flag);
        Assert.Throws<MongoConnectionException>(() => OpMessage.Parse(bytes));
    }

    [Fact]
    public void Flags_that_need_not_be_understood_are_passed_over()
    {
        var bytes = Message(Insert([1]));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), (1 << 16) | (1 << 30));
        Assert.Single(OpMessage.Parse(bytes).Sequences);
    }

    [Theory]
    [InlineData(2012, 100)]
    [InlineData(1, 100)]
    [InlineData(2013, 25)]
    [InlineData(2013, -1)]
    [InlineData(2013, 48_000_001)]
    public void A_header_that_can_t_be_right_is_refused(int kind, int length)
    {
        var head = new byte[MessageHeader.Size];
        BinaryPrimitives.WriteInt32LittleEndian(head, length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), kind);
        Assert.Throws<MongoConnectionException>(() => MessageHeader.Read(head, 48_000_000));
    }

    [Fact]
    public async Task Memory_is_taken_as_bytes_come_and_not_as_they_are_announced()
    {
        var head = new byte[MessageHeader.Size + 1000];
        BinaryPrimitives.WriteInt32LittleEndian(head, 48_000_000);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), MessageHeader.OpMsg);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await new MemoryStream(head).ReadMessageAsync(48_000_000, default));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 24_000_000);
    }

    [Fact]
    public void Damaged_messages_are_read_or_refused() => Fuzz(100_000, 20261121);

    [Fact, Trait("Lane", "slow")]
    public void A_million_messages_damaged_anew_are_read_or_refused() => Fuzz(1_000_000, Random.Shared.Next());

    private static void Fuzz(int cases, int seed)
    {
        var random = new Random(seed);
        byte[][] messages = [Message(Insert([1, 2, 3])), WithChecksum(Message(Insert([4]))), Message(Command(w => w.Int32("ping"u8, 1)))];
        var refused = 0;
        for (var i = 0; i < cases; i++)
        {
            var damaged = Damage.Of(messages[random.Next(3)], messages[random.Next(3)], random);
            if (damaged.Length < MessageHeader.Size + sizeof(uint) + 1) continue;
            if (!Fuzzing.Reads(damaged, Read, e => e is MongoConnectionException or BsonFormatException)) refused++;
        }

        Assert.InRange(refused, cases / 10, cases - 1);
    }

    private static void Read(byte[] damaged)
    {
        MessageHeader.Read(damaged, 48_000_000);
        ServerReplies.FailureOf(OpMessage.Parse(damaged).Body.Span);
    }

    private static byte[] WithChecksum(byte[] message)
    {
        byte[] longer = [.. message, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(longer, longer.Length);
        longer[16] |= 1;
        BinaryPrimitives.WriteUInt32LittleEndian(longer.AsSpan(message.Length), Crc32C.Of(longer.AsSpan(0, message.Length)));
        return longer;
    }

    private static byte[] Message(byte[] command, CommandContext? context = null, WireLimits? limits = null)
    {
        using var writer = new BsonWriter();
        CommandMessage.Write(writer, 7, command, context ?? new CommandContext("school"), limits ?? new WireLimits());
        return writer.Written.ToArray();
    }

    private static byte[] Insert(int[] ids, byte[]? blob = null) => Command(w =>
    {
        w.String("insert"u8, "items");
        w.StartArray("documents"u8);
        foreach (var id in ids)
        {
            w.StartDocument(BsonWriter.Item);
            w.Int32("_id"u8, id);
            w.Binary("blob"u8, 0, blob ?? []);
            w.End();
        }

        w.End();
        w.Boolean("ordered"u8, true);
    });

    private static byte[] Command(Action<BsonWriter> write)
    {
        using var writer = new BsonWriter();
        writer.Start();
        write(writer);
        writer.End();
        return writer.Written.ToArray();
    }

    private static int First(ReadOnlySpan<byte> document)
    {
        var reader = new BsonReader(document);
        reader.Read();
        return reader.GetInt32();
    }

    private static int Int(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
}
