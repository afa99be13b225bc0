using System.Text;

namespace Edify.Rag.Hosting.Usage.Embedded;

/// <summary>A record of the meter's journal: how some counters stand from now on. One that stands at 0 is forgotten.</summary>
/// <remarks>
/// A byte for the format, then the counters: subject, kind and period in a byte each, the first day as a number, how it stands, tenant
/// and name as length-prefixed UTF-16, since an identifier may hold what has no UTF-8.
/// </remarks>
internal static class UsageRecord
{
    private const byte Format = 1;

    public static byte[] Encode(IReadOnlyCollection<UsageAmount> counters)
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, Encoding.Unicode))
        {
            writer.Write(Format);
            writer.Write7BitEncodedInt(counters.Count);
            foreach (var (counter, amount) in counters)
            {
                writer.Write((byte)counter.Subject);
                writer.Write((byte)counter.Kind);
                writer.Write((byte)counter.Period);
                writer.Write7BitEncodedInt(counter.Start.DayNumber);
                writer.Write7BitEncodedInt64(amount);
                Write(writer, counter.Tenant);
                Write(writer, counter.Name);
            }
        }

        return buffer.ToArray();
    }

    /// <exception cref="InvalidDataException">It is of another format.</exception>
    public static void Decode(ReadOnlyMemory<byte> record, Action<UsageCounter, long> apply)
    {
        using var reader = new BinaryReader(new MemoryStream(record.ToArray(), writable: false), Encoding.Unicode);
        try
        {
            if (reader.ReadByte() != Format) throw new InvalidDataException("The record is of a newer format.");
            for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            {
                var (subject, kind, period) = ((UsageSubject)reader.ReadByte(), (UsageKind)reader.ReadByte(), (UsagePeriod)reader.ReadByte());
                var start = DateOnly.FromDayNumber(reader.Read7BitEncodedInt());
                var amount = reader.Read7BitEncodedInt64();
                var tenant = Read(reader);
                apply(new(tenant, subject, Read(reader), kind, period, start), amount);
            }
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("The record is not one of a meter.", e);
        }
    }

    private static void Write(BinaryWriter writer, string text)
    {
        writer.Write7BitEncodedInt(text.Length);
        foreach (var unit in text) writer.Write((ushort)unit);
    }

    private static string Read(BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        if (length < 0 || length > (reader.BaseStream.Length - reader.BaseStream.Position) / sizeof(ushort)) throw new FormatException("The text is longer than its record.");
        return string.Create(length, reader, static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = (char)from.ReadUInt16();
        });
    }
}
