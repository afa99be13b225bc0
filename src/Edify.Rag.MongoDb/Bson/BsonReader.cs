using System.Buffers.Binary;
using System.Text;

namespace Edify.Rag.MongoDb.Bson;

/// <summary>Walks the elements of one document, in place. Nothing is allocated but the strings that are asked for.</summary>
/// <remarks>
/// <see cref="Read"/> checks that an element lies within its document; what is inside a value is checked when it is asked for.
/// <see cref="BsonValidation"/> checks all of it at once. See bsonspec.org, version 1.1.
/// </remarks>
internal ref struct BsonReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _document;
    private readonly int _depth;
    private int _position;

    /// <summary>Starts before the first element.</summary>
    /// <exception cref="BsonFormatException">The bytes aren't exactly one document.</exception>
    public BsonReader(ReadOnlySpan<byte> document) : this(document, depth: 1)
    {
    }

    private BsonReader(ReadOnlySpan<byte> document, int depth)
    {
        if (depth > BsonLimits.MaxDepth) throw new BsonFormatException($"A document is nested more than {BsonLimits.MaxDepth} levels deep.");
        if (document.Length < BsonLimits.MinDocument || BinaryPrimitives.ReadInt32LittleEndian(document) != document.Length)
            throw new BsonFormatException("A document is not as long as it says.");
        if (document[^1] != 0) throw new BsonFormatException("A document does not end with a zero.");
        _document = document;
        _depth = depth;
        _position = sizeof(int);
    }

    /// <summary>The type of the element that was read; <see cref="BsonType.None"/> before the first and after the last.</summary>
    public BsonType Type { get; private set; }

    /// <summary>The element's name in UTF-8, which may be invalid.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The bytes of the element's value.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>How many documents and arrays this one lies in, itself included.</summary>
    public readonly int Depth => _depth;

    /// <summary>The document's bytes.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _document;

    /// <summary>Goes to the next element.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read()
    {
        var end = _document.Length - 1;
        if (_position == end)
        {
            Type = BsonType.None;
            Name = default;
            Value = default;
            return false;
        }

        var rest = _document[_position..end];
        Type = (BsonType)rest[0];
        var name = rest[1..].IndexOf((byte)0);
        if (name < 0) throw new BsonFormatException("The name of an element has no end.");
        Name = rest.Slice(1, name);
        rest = rest[(name + 2)..];
        var length = BsonValueLength.Of(Type, rest);
        if (length > rest.Length) throw new BsonFormatException("A value reaches beyond its document.");
        Value = rest[..length];
        _position = end - rest.Length + length;
        return true;
    }

    /// <summary>Goes to the first element of this name among those that follow.</summary>
    public bool Find(ReadOnlySpan<byte> name)
    {
        while (Read())
            if (Name.SequenceEqual(name)) return true;
        return false;
    }

    public readonly bool NameIs(ReadOnlySpan<byte> name) => Name.SequenceEqual(name);

    public readonly string GetName() => Text(Name);

    public readonly double GetDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Expect(BsonType.Double));

    public readonly int GetInt32() => BinaryPrimitives.ReadInt32LittleEndian(Expect(BsonType.Int32));

    public readonly long GetInt64() => BinaryPrimitives.ReadInt64LittleEndian(Expect(BsonType.Int64));

    public readonly bool GetBoolean() => Expect(BsonType.Boolean)[0] switch
    {
        0 => false,
        1 => true,
        _ => throw new BsonFormatException("A boolean is neither 0 nor 1."),
    };

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public readonly long GetDateTime() => BinaryPrimitives.ReadInt64LittleEndian(Expect(BsonType.DateTime));

    /// <summary>The 12 bytes.</summary>
    public readonly ReadOnlySpan<byte> GetObjectId() => Expect(BsonType.ObjectId);

    public readonly BsonTimestamp GetTimestamp()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(Expect(BsonType.Timestamp));
        return new((uint)(value >> 32), (uint)value);
    }

    public readonly BsonDecimal128 GetDecimal128()
    {
        var value = Expect(BsonType.Decimal128);
        return new(BinaryPrimitives.ReadUInt64LittleEndian(value[8..]), BinaryPrimitives.ReadUInt64LittleEndian(value));
    }

    /// <summary>A string, or JavaScript code without scope, or a symbol.</summary>
    public readonly string GetString() => Text(GetUtf8());

    /// <summary>The same in UTF-8, which may be invalid.</summary>
    public readonly ReadOnlySpan<byte> GetUtf8() => Type is BsonType.String or BsonType.Code or BsonType.Symbol
        ? Value[sizeof(int)..^1]
        : throw Unexpected(BsonType.String);

    /// <summary>A reader of the document or array that the value is.</summary>
    public readonly BsonReader GetDocument() => Type is BsonType.Document or BsonType.Array ? new(Value, _depth + 1) : throw Unexpected(BsonType.Document);

    public readonly BsonBinary GetBinary() => BsonBinary.Of(Expect(BsonType.Binary));

    public readonly BsonRegex GetRegex()
    {
        var value = Expect(BsonType.Regex);
        var pattern = value.IndexOf((byte)0);
        return new(Text(value[..pattern]), Text(value[(pattern + 1)..^1]));
    }

    /// <summary>JavaScript code and the document that it runs in.</summary>
    public readonly string GetCodeWithScope(out BsonReader scope)
    {
        var value = Expect(BsonType.CodeWithScope)[sizeof(int)..];
        var code = BsonValueLength.Of(BsonType.Code, value);
        if (code > value.Length) throw new BsonFormatException("A value reaches beyond its document.");
        scope = new(value[code..], _depth + 1);
        return Text(value[sizeof(int)..(code - 1)]);
    }

    /// <summary>The collection and the 12 bytes of the id that a DBPointer names.</summary>
    public readonly string GetDbPointer(out ReadOnlySpan<byte> id)
    {
        var value = Expect(BsonType.DbPointer);
        id = value[^12..];
        return Text(value[sizeof(int)..^13]);
    }

    /// <summary>A number of any type, as servers mix them; a fraction is cut off.</summary>
    /// <exception cref="BsonFormatException">It is no number, or none that fits.</exception>
    public readonly long ToInt64() => Type switch
    {
        BsonType.Int32 => GetInt32(),
        BsonType.Int64 => GetInt64(),
        BsonType.Double when Math.Abs(GetDouble()) < 1L << 62 => (long)GetDouble(),
        _ => throw Unexpected(BsonType.Int64),
    };

    /// <summary>A number of any type but decimal.</summary>
    public readonly double ToDouble() => Type is BsonType.Double ? GetDouble() : ToInt64();

    /// <summary>Whether the value counts as true, as in <c>ok: 1.0</c>.</summary>
    public readonly bool ToBoolean() => Type switch
    {
        BsonType.Boolean => GetBoolean(),
        BsonType.Null or BsonType.Undefined => false,
        BsonType.Int32 or BsonType.Int64 or BsonType.Double => ToDouble() != 0,
        _ => true,
    };

    private static string Text(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw new BsonFormatException("A text is not valid UTF-8.");
        }
    }

    private readonly ReadOnlySpan<byte> Expect(BsonType type) => Type == type ? Value : throw Unexpected(type);

    private readonly BsonFormatException Unexpected(BsonType wanted) => new($"An element is {Type} and not {wanted}.");
}
