using System.Buffers.Binary;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.MongoDb.Wire;

/// <summary>A message of the one kind that servers since 3.6 speak (OP_MSG), taken apart.</summary>
/// <param name="Flags">Its flags.</param>
/// <param name="Body">The command or the reply.</param>
/// <param name="Sequences">Documents that stand outside of the body, by the name of the field they belong to.</param>
internal sealed record OpMessage(uint Flags, ReadOnlyMemory<byte> Body, IReadOnlyList<DocumentSequence> Sequences)
{
    public const uint HasChecksum = 1;
    public const uint MoreToCome = 1 << 1;

    // The lower half are flags that change what a message means.
    private const uint MustUnderstand = 0xFFFF;

    public bool IsFollowed => (Flags & MoreToCome) != 0;

    /// <summary>Takes what follows a header apart.</summary>
    /// <exception cref="MongoConnectionException">It is damaged, or has flags that nobody knows.</exception>
    public static OpMessage Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            return ParseSections(message);
        }
        catch (BsonFormatException e)
        {
            throw new MongoConnectionException($"A message of the server is damaged: {e.Message}", e);
        }
    }

    private static OpMessage ParseSections(ReadOnlyMemory<byte> message)
    {
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(message.Span[MessageHeader.Size..]);
        if ((flags & MustUnderstand & ~(HasChecksum | MoreToCome)) != 0) throw new MongoConnectionException($"A message of the server has unknown flags (0x{flags:X}).");
        var end = message.Length;
        if ((flags & HasChecksum) != 0)
        {
            end -= sizeof(uint);
            if (end <= MessageHeader.Size + sizeof(uint) || Crc32C.Of(message.Span[..end]) != BinaryPrimitives.ReadUInt32LittleEndian(message.Span[end..]))
                throw new MongoConnectionException("The checksum of a message of the server is wrong.");
        }

        ReadOnlyMemory<byte>? body = null;
        List<DocumentSequence>? sequences = null;
        var rest = message[(MessageHeader.Size + sizeof(uint))..end];
        while (!rest.IsEmpty)
        {
            var section = Section(rest);
            if (rest.Span[0] == 1) (sequences ??= []).Add(DocumentSequence.Parse(section));
            else if (body is null) body = section;
            else throw new BsonFormatException("There are two bodies.");
            rest = rest[(1 + section.Length)..];
        }

        // The reader checks that a body is one document from its first byte to its last.
        if (body is { } found) _ = new BsonReader(found.Span);
        else throw new BsonFormatException("There is no body.");
        return new(flags, found, sequences ?? (IReadOnlyList<DocumentSequence>)[]);
    }

    // Both kinds of sections begin with their length.
    private static ReadOnlyMemory<byte> Section(ReadOnlyMemory<byte> rest)
    {
        if (rest.Span[0] > 1) throw new BsonFormatException($"There is no kind {rest.Span[0]} of section.");
        var length = rest.Length < 1 + sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest.Span[1..]);
        return length < BsonLimits.MinDocument || length > rest.Length - 1 ? throw new BsonFormatException("A section is not as long as it says.") : rest.Slice(1, length);
    }
}
