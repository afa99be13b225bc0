using System.Buffers.Binary;
using System.Text;
using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Wire;

/// <summary>Documents that stand in a message one behind the other, instead of in an array of its body.</summary>
/// <param name="Name">The array's name.</param>
/// <param name="Documents">The documents.</param>
internal sealed record DocumentSequence(string Name, IReadOnlyList<ReadOnlyMemory<byte>> Documents)
{
    /// <summary>Takes a section apart, from its length on.</summary>
    /// <exception cref="BsonFormatException">It is damaged.</exception>
    public static DocumentSequence Parse(ReadOnlyMemory<byte> section)
    {
        var rest = section[sizeof(int)..];
        var name = rest.Span.IndexOf((byte)0);
        if (name < 0) throw new BsonFormatException("The name of a section has no end.");
        var text = Encoding.UTF8.GetString(rest.Span[..name]);
        rest = rest[(name + 1)..];
        var documents = new List<ReadOnlyMemory<byte>>();
        while (!rest.IsEmpty)
        {
            var length = rest.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
            if (length < BsonLimits.MinDocument || length > rest.Length) throw new BsonFormatException("A document of a section is not as long as it says.");
            _ = new BsonReader(rest.Span[..length]);
            documents.Add(rest[..length]);
            rest = rest[length..];
        }

        return new(text, documents);
    }
}
