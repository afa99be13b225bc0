using System.Text;

namespace Edify.Rag.MongoDb.Dns;

/// <summary>Names in messages, whose ends may stand elsewhere in the message.</summary>
internal static class DnsName
{
    private const int Longest = 255;

    /// <summary>Reads a name and goes on behind it.</summary>
    /// <exception cref="DnsException">It reaches beyond the message, or leads in circles.</exception>
    public static string Read(ReadOnlySpan<byte> message, ref int position)
    {
        var name = new StringBuilder();
        var at = position;
        var hasJumped = false;
        while (true)
        {
            var length = DnsMessage.Part(message, at, 1)[0];
            if (length >= 0xC0)
            {
                var target = ((length & 0x3F) << 8) | DnsMessage.Part(message, at, 2)[1];
                if (!hasJumped) position = at + 2;

                // Each jump leads back, so there is an end to them.
                if (target >= at) throw DnsMessage.Damaged();
                (at, hasJumped) = (target, true);
                continue;
            }

            if (length > 63) throw DnsMessage.Damaged();
            if (length == 0) break;
            name.Append(name.Length == 0 ? "" : ".").Append(Encoding.ASCII.GetString(DnsMessage.Part(message, at + 1, length)));
            if (name.Length > Longest) throw DnsMessage.Damaged();
            at += length + 1;
        }

        if (!hasJumped) position = at + 1;
        return name.ToString();
    }
}
