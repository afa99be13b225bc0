using System.Buffers.Binary;
using Edify.Rag.MongoDb.Errors;

namespace Edify.Rag.MongoDb.Wire;

/// <summary>The 16 bytes that every message begins with.</summary>
internal readonly record struct MessageHeader(int Length, int RequestId, int ResponseTo, int OpCode)
{
    public const int Size = 16;
    public const int OpMsg = 2013;
    public const int OpCompressed = 2012;

    // Flags, the kind of a section, and the smallest document.
    private const int Smallest = Size + sizeof(uint) + 1 + 5;

    /// <summary>Reads and checks it.</summary>
    /// <exception cref="MongoConnectionException">What comes is no message that is understood.</exception>
    public static MessageHeader Read(ReadOnlySpan<byte> bytes, int maxMessage)
    {
        var header = new MessageHeader(
            BinaryPrimitives.ReadInt32LittleEndian(bytes),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]));
        if (header.OpCode == OpCompressed) throw new MongoConnectionException("The server sent a compressed message, and none was asked for.");
        if (header.OpCode != OpMsg) throw new MongoConnectionException($"The server sent a message of kind {header.OpCode}; it is no MongoDB, or one before 3.6.");
        if (header.Length < Smallest || header.Length > maxMessage)
            throw new MongoConnectionException($"The server announced a message of {header.Length} bytes; allowed are {Smallest} to {maxMessage}.");
        return header;
    }
}
