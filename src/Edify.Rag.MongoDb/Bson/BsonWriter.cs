using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Edify.Rag.MongoDb.Bson;

/// <summary>Writes one document after the other into a pooled buffer. Nothing is allocated for an element.</summary>
/// <remarks>
/// Elements of a document are named; those of an array are numbered by the writer and take <see cref="Item"/> for a name.
/// Names and texts with half a surrogate pair, and names with a zero, are refused with <see cref="ArgumentException"/>.
/// For one thread at a time.
/// </remarks>
internal sealed class BsonWriter : IDisposable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private Frame[] _frames = new Frame[8];
    private byte[] _buffer;
    private int _length;
    private int _depth;

    /// <param name="capacity">Bytes to begin with.</param>
    public BsonWriter(int capacity = 1024) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>Stands for the name of an array's element.</summary>
    public static ReadOnlySpan<byte> Item => default;

    /// <summary>All that was written; valid until something is written or disposed.</summary>
    /// <exception cref="InvalidOperationException">A document is not ended.</exception>
    public ReadOnlyMemory<byte> Written => _depth == 0 ? _buffer.AsMemory(0, _length) : throw new InvalidOperationException("A document is not ended.");

    /// <summary>How many bytes were written so far.</summary>
    public int Length => _length;

    /// <summary>Forgets what was written.</summary>
    public void Clear() => (_length, _depth) = (0, 0);

    /// <summary>Begins a document that lies in no other.</summary>
    public void Start()
    {
        if (_depth != 0) throw new InvalidOperationException("A document within another has a name.");
        Open(isArray: false);
    }

    public void StartDocument(ReadOnlySpan<byte> name)
    {
        Element(BsonType.Document, name);
        Open(isArray: false);
    }

    public void StartArray(ReadOnlySpan<byte> name)
    {
        Element(BsonType.Array, name);
        Open(isArray: true);
    }

    /// <summary>Ends the document or array that was begun last.</summary>
    public void End()
    {
        if (_depth == 0) throw new InvalidOperationException("Nothing was begun.");
        Take(1)[0] = 0;
        var start = _frames[--_depth].Start;
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(start), _length - start);
    }

    public void Double(ReadOnlySpan<byte> name, double value) => BinaryPrimitives.WriteDoubleLittleEndian(Element(BsonType.Double, name, 8), value);

    public void Int32(ReadOnlySpan<byte> name, int value) => BinaryPrimitives.WriteInt32LittleEndian(Element(BsonType.Int32, name, 4), value);

    public void Int64(ReadOnlySpan<byte> name, long value) => BinaryPrimitives.WriteInt64LittleEndian(Element(BsonType.Int64, name, 8), value);

    public void Boolean(ReadOnlySpan<byte> name, bool value) => Element(BsonType.Boolean, name, 1)[0] = value ? (byte)1 : (byte)0;

    public void Null(ReadOnlySpan<byte> name) => Element(BsonType.Null, name);

    public void MinKey(ReadOnlySpan<byte> name) => Element(BsonType.MinKey, name);

    public void MaxKey(ReadOnlySpan<byte> name) => Element(BsonType.MaxKey, name);

    /// <param name="name">The element's name.</param>
    /// <param name="milliseconds">Since 1970, UTC.</param>
    public void DateTime(ReadOnlySpan<byte> name, long milliseconds) => BinaryPrimitives.WriteInt64LittleEndian(Element(BsonType.DateTime, name, 8), milliseconds);

    public void Timestamp(ReadOnlySpan<byte> name, BsonTimestamp value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(Element(BsonType.Timestamp, name, 8), ((ulong)value.Seconds << 32) | value.Increment);

    public void Decimal128(ReadOnlySpan<byte> name, BsonDecimal128 value)
    {
        var target = Element(BsonType.Decimal128, name, 16);
        BinaryPrimitives.WriteUInt64LittleEndian(target, value.Low);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], value.High);
    }

    public void ObjectId(ReadOnlySpan<byte> name, ReadOnlySpan<byte> id)
    {
        if (id.Length != 12) throw new ArgumentException("An ObjectId has 12 bytes.", nameof(id));
        id.CopyTo(Element(BsonType.ObjectId, name, 12));
    }

    public void String(ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        Element(BsonType.String, name);
        Text(value);
    }

    /// <summary>A string that is UTF-8 already.</summary>
    public void String(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Element(BsonType.String, name);
        Text(value);
    }

    public void Code(ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        Element(BsonType.Code, name);
        Text(value);
    }

    /// <param name="name">The element's name.</param>
    /// <param name="code">JavaScript.</param>
    /// <param name="scope">The document that it runs in.</param>
    public void CodeWithScope(ReadOnlySpan<byte> name, ReadOnlySpan<char> code, ReadOnlySpan<byte> scope)
    {
        Element(BsonType.CodeWithScope, name);
        var start = _length;
        Take(sizeof(int));
        Text(code);
        scope.CopyTo(Take(scope.Length));
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(start), _length - start);
    }

    public void Regex(ReadOnlySpan<byte> name, BsonRegex value)
    {
        Element(BsonType.Regex, name);
        CString(value.Pattern);
        CString(string.Concat(value.Options.Order()));
    }

    public void Binary(ReadOnlySpan<byte> name, byte subtype, ReadOnlySpan<byte> bytes)
    {
        var isOld = subtype == BsonBinary.Old;
        var target = BinaryElement(name, subtype, bytes.Length + (isOld ? sizeof(int) : 0));
        if (isOld)
        {
            BinaryPrimitives.WriteInt32LittleEndian(target, bytes.Length);
            target = target[sizeof(int)..];
        }

        bytes.CopyTo(target);
    }

    /// <summary>A UUID of RFC 9562 (subtype 4).</summary>
    public void Uuid(ReadOnlySpan<byte> name, Guid value) => value.TryWriteBytes(BinaryElement(name, BsonBinary.Uuid, 16), bigEndian: true, out _);

    public void Vector(ReadOnlySpan<byte> name, ReadOnlySpan<float> vector)
    {
        var target = VectorElement(name, BsonVectorType.Float32, 0, vector.Length * sizeof(float));
        if (BitConverter.IsLittleEndian) MemoryMarshal.AsBytes(vector).CopyTo(target);
        else for (var i = 0; i < vector.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(target[(i * sizeof(float))..], vector[i]);
    }

    public void Vector(ReadOnlySpan<byte> name, ReadOnlySpan<sbyte> vector) =>
        MemoryMarshal.AsBytes(vector).CopyTo(VectorElement(name, BsonVectorType.Int8, 0, vector.Length));

    /// <summary>A vector of bits, the first the highest of its byte.</summary>
    /// <param name="name">The element's name.</param>
    /// <param name="bits">The bits, eight to a byte.</param>
    /// <param name="padding">How many low bits of the last byte are none; they must be 0.</param>
    public void Vector(ReadOnlySpan<byte> name, ReadOnlySpan<byte> bits, int padding)
    {
        if (BsonVector.Fault(BsonVectorType.PackedBit, padding, bits) is { } fault) throw new ArgumentException(fault, nameof(padding));
        bits.CopyTo(VectorElement(name, BsonVectorType.PackedBit, (byte)padding, bits.Length));
    }

    /// <summary>A value whose bytes are there already, such as one that a reader stands at. They are not checked.</summary>
    public void Raw(ReadOnlySpan<byte> name, BsonType type, ReadOnlySpan<byte> value) => value.CopyTo(Element(type, name, value.Length));

    /// <summary>Bytes between documents, as messages have them.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        if (_depth != 0) throw new InvalidOperationException("A document within another has a name.");
        bytes.CopyTo(Take(bytes.Length));
    }

    /// <summary>Sets a number among the bytes that were written, such as a length that is known only now.</summary>
    public void Patch(int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(position, Math.Min(sizeof(int), _length - position)), value);

    /// <summary>Elements whose bytes are there already: all that another document holds.</summary>
    public void Elements(ReadOnlySpan<byte> document)
    {
        var elements = document[sizeof(int)..^1];
        elements.CopyTo(Take(elements.Length));
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length, _depth) = ([], 0, 0);
    }

    private void Open(bool isArray)
    {
        if (_depth == BsonLimits.MaxDepth) throw new ArgumentException($"A document is nested more than {BsonLimits.MaxDepth} levels deep.");
        if (_depth == _frames.Length) Array.Resize(ref _frames, Math.Min(_frames.Length * 2, BsonLimits.MaxDepth));
        _frames[_depth++] = new Frame { Start = _length, IsArray = isArray };
        Take(sizeof(int));
    }

    private Span<byte> BinaryElement(scoped ReadOnlySpan<byte> name, byte subtype, int length)
    {
        var target = Element(BsonType.Binary, name, sizeof(int) + 1 + length);
        BinaryPrimitives.WriteInt32LittleEndian(target, length);
        target[sizeof(int)] = subtype;
        return target[(sizeof(int) + 1)..];
    }

    private Span<byte> VectorElement(scoped ReadOnlySpan<byte> name, BsonVectorType type, byte padding, int length)
    {
        var target = BinaryElement(name, BsonBinary.Vector, BsonVector.Head + length);
        (target[0], target[1]) = ((byte)type, padding);
        return target[BsonVector.Head..];
    }

    // Type and name; then room for a value of this length.
    private Span<byte> Element(BsonType type, scoped ReadOnlySpan<byte> name, int length = 0)
    {
        if (_depth == 0) throw new InvalidOperationException("An element lies in a document.");
        ref var frame = ref _frames[_depth - 1];
        Span<byte> digits = stackalloc byte[10];
        if (frame.IsArray)
        {
            if (!name.IsEmpty) throw new InvalidOperationException("An element of an array has no name.");
            System.Buffers.Text.Utf8Formatter.TryFormat(frame.Count++, digits, out var count);
            name = digits[..count];
        }
        else if (name.Contains((byte)0))
        {
            throw new ArgumentException("A name holds no zero.", nameof(name));
        }

        var target = Take(name.Length + 2 + length);
        target[0] = (byte)type;
        name.CopyTo(target[1..]);
        target[name.Length + 1] = 0;
        return target[(name.Length + 2)..];
    }

    private void Text(ReadOnlySpan<char> value)
    {
        var bytes = Strict.GetByteCount(value);
        Strict.GetBytes(value, TextOf(bytes));
    }

    private void Text(ReadOnlySpan<byte> value) => value.CopyTo(TextOf(value.Length));

    private Span<byte> TextOf(int bytes)
    {
        var target = Take(sizeof(int) + bytes + 1);
        BinaryPrimitives.WriteInt32LittleEndian(target, bytes + 1);
        target[^1] = 0;
        return target[sizeof(int)..^1];
    }

    private void CString(string value)
    {
        if (value.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("A regular expression holds no zero.", nameof(value));
        var target = Take(Strict.GetByteCount(value) + 1);
        Strict.GetBytes(value, target);
        target[^1] = 0;
    }

    private Span<byte> Take(int count)
    {
        if (count > BsonLimits.MaxBytes - _length) throw new ArgumentException($"A document is longer than {BsonLimits.MaxBytes} bytes.");
        if (count > _buffer.Length - _length) Grow(_length + count);
        var start = _length;
        _length += count;
        return _buffer.AsSpan(start, count);
    }

    private void Grow(int least)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(least, Math.Min(_buffer.Length * 2, BsonLimits.MaxBytes)));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private struct Frame
    {
        public int Start;
        public int Count;
        public bool IsArray;
    }
}
