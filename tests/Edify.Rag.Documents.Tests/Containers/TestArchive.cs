using System.IO.Compression;
using System.Text;

namespace Edify.Rag.Documents.Tests.Containers;

/// <summary>Builds archives.</summary>
internal static class TestArchive
{
    public static byte[] Of(params (string Name, object Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content as byte[] ?? Encoding.UTF8.GetBytes((string)content));
            }
        }

        return stream.ToArray();
    }

    /// <summary>Marks the first entries as encrypted.</summary>
    public static byte[] Encrypt(byte[] archive, int count)
    {
        var (local, central) = (0, 0);
        for (var i = 0; i < archive.Length - 10; i++)
        {
            var bytes = archive.AsSpan(i);
            if (bytes.StartsWith("PK\x03\x04"u8) && local++ < count) bytes[6] |= 1;
            if (bytes.StartsWith("PK\x01\x02"u8) && central++ < count) bytes[8] |= 1;
        }

        return archive;
    }

    /// <summary>An archive of one file whose name does not say how it is encoded.</summary>
    public static byte[] Unmarked(Encoding encoding, string name, string text)
    {
        var bytes = encoding.GetBytes(name);
        var archive = Of((new string('n', bytes.Length), text));
        for (var i = 0; i < archive.Length - bytes.Length; i++)
            if (archive.AsSpan(i, bytes.Length).IndexOfAnyExcept((byte)'n') < 0) bytes.CopyTo(archive.AsSpan(i));
        return archive;
    }
}
