using System.Buffers.Binary;

namespace Edify.Rag.MongoDb.Tests.Bson;

/// <summary>Damages bytes in the ways that lead deepest into a reader.</summary>
internal static class Damage
{
    private static readonly byte[] Types = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 127, 255];

    public static byte[] Of(byte[] document, byte[] other, Random random)
    {
        var bytes = document.ToArray();
        for (var times = random.Next(1, 5); times > 0; times--) bytes = Once(bytes, other, random);

        // Most damage hides behind a length that does not fit, so it is mended as often as not.
        if (bytes.Length >= 4 && random.Next(4) != 0) BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length);
        return bytes;
    }

    private static byte[] Once(byte[] bytes, byte[] other, Random random)
    {
        // A copy: what is damaged further must not be the sound one.
        if (bytes.Length == 0) return other.ToArray();
        var at = random.Next(bytes.Length);
        switch (random.Next(7))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); return bytes;
            case 1: bytes[at] = (byte)random.Next(256); return bytes;
            case 2: bytes[at] = Types[random.Next(Types.Length)]; return bytes;
            case 3: return bytes[..at];
            case 4: return [.. bytes[..at], .. other.AsSpan(random.Next(other.Length)), .. bytes[at..]];
            case 5:
                if (at + 4 <= bytes.Length) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), random.Next(3) == 0 ? random.Next() - (int.MaxValue / 2) : random.Next(-2, 64));
                return bytes;
            default: return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 5))..]];
        }
    }
}
