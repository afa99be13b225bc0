using System.Buffers.Binary;
using System.Text;

namespace Edify.Rag.MongoDb.Dns;

/// <summary>Questions and answers of DNS (RFC 1035, RFC 2782).</summary>
internal static class DnsMessage
{
    public const int MaxLength = 65_535;

    private const int Header = 12;
    private const ushort Internet = 1;

    /// <summary>A question for the records of a name.</summary>
    public static byte[] Question(ushort id, string name, DnsRecordType type)
    {
        using var bytes = new MemoryStream();
        Write(bytes, id, 0x0100, 1, 0, 0, 0);
        foreach (var label in name.Split('.'))
        {
            if (label.Length is 0 or > 63 || !Ascii.IsValid(label)) throw new DnsException($"'{name}' is no name of DNS.", isTransient: false);
            bytes.WriteByte((byte)label.Length);
            bytes.Write(Encoding.ASCII.GetBytes(label));
        }

        bytes.WriteByte(0);
        Write(bytes, (ushort)type, Internet);
        return bytes.ToArray();
    }

    /// <summary>Reads the answer to a question; <see langword="null"/> when it is the answer to another one.</summary>
    /// <exception cref="DnsException">It is damaged.</exception>
    public static DnsAnswer? Read(ReadOnlySpan<byte> message, ReadOnlySpan<byte> question)
    {
        // The id and the whole question must come back: an answer that somebody else sent is not taken.
        if (message.Length < question.Length || !message[..2].SequenceEqual(question[..2]) || (message[2] & 0x80) == 0) return null;
        var code = message[3] & 15;
        var isTruncated = (message[2] & 2) != 0;
        if (!SameQuestion(message[Header..question.Length], question[Header..])) return null;
        return code != 0 || isTruncated ? new(code, isTruncated, [], []) : Records(message, question.Length);
    }

    private static DnsAnswer Records(ReadOnlySpan<byte> message, int position)
    {
        var services = new List<DnsService>();
        var texts = new List<string>();
        for (var count = BinaryPrimitives.ReadUInt16BigEndian(message[6..]); count > 0; count--)
        {
            DnsName.Read(message, ref position);
            var fixedPart = Part(message, position, 10);
            var length = BinaryPrimitives.ReadUInt16BigEndian(fixedPart[8..]);
            var data = Part(message, position + 10, length);
            switch ((DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(fixedPart))
            {
                case DnsRecordType.Service: services.Add(Service(message, position + 10, length)); break;
                case DnsRecordType.Text: texts.Add(Text(data)); break;
            }

            position += 10 + length;
        }

        return new(0, IsTruncated: false, services, texts);
    }

    // Priority and weight are for other clients: this one asks each server what it is.
    private static DnsService Service(ReadOnlySpan<byte> message, int position, int length)
    {
        if (length < 7) throw Damaged();
        var port = BinaryPrimitives.ReadUInt16BigEndian(message[(position + 4)..]);
        position += 6;
        return new(DnsName.Read(message, ref position), port);
    }

    private static string Text(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        while (!data.IsEmpty)
        {
            var length = data[0];
            if (length >= data.Length) throw Damaged();
            text.Append(Encoding.UTF8.GetString(data.Slice(1, length)));
            data = data[(length + 1)..];
        }

        return text.ToString();
    }

    // Servers may change the case of names.
    private static bool SameQuestion(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => Ascii.EqualsIgnoreCase(a, b) || a.SequenceEqual(b);

    internal static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> message, int position, int length) =>
        length <= message.Length - position ? message.Slice(position, length) : throw Damaged();

    internal static DnsException Damaged() => new("The answer of the name server is damaged.", isTransient: true);

    private static void Write(Stream stream, params ReadOnlySpan<ushort> values)
    {
        Span<byte> bytes = stackalloc byte[2];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
